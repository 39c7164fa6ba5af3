import type { Content } from '../model/content.ts';
import type { InvalidInput } from '../model/errors.ts';
import type { Signal } from '../model/signal.ts';

/** What a message says that asks for looks: when to look, and what has changed where it says that too. */
export interface Call {
  readonly signal: Signal;
  readonly content: Content | null;
}

/** A message that was understood. */
export interface Heard<Said = Call> {
  /** The queue's id of the message; null where it came by no queue. */
  readonly messageId: string | null;
  /** Where it was found, for errors, e.g. `event.Records[0].body`. */
  readonly at: string;
  readonly said: Said;
}

/** A message that could not be understood. */
export interface Misheard {
  readonly messageId: string | null;
  readonly error: InvalidInput;
}

/** What one invocation brought. */
export interface Delivery<Said = Call> {
  /** True where it came by a queue, which wants to be told the ids of the messages that failed. */
  readonly queued: boolean;
  readonly heard: readonly Heard<Said>[];
  readonly misheard: readonly Misheard[];
}

/** Why messages were not dealt with; those that were are not in it. */
export type Faults<Said = Call> = ReadonlyMap<Heard<Said>, Error>;
