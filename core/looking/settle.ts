import type { Entry } from '../model/entry.ts';
import { Refusal } from '../model/errors.ts';
import type { Delivery, Faults, Heard } from './deliver.ts';
import type { Looked } from './looked.ts';

/** What became of what one invocation brought. */
export interface Served<Said, Answer> {
  readonly faults: Faults<Said>;
  /** What was understood and can never be done; left out where there is no such thing. */
  readonly refused?: Faults<Said>;
  /** What a direct invocation is answered with. Throws, or rejects, where nothing came of it that could be answered. */
  answer(): Answer | Promise<Answer>;
}

/** Why a look should be made again with its messages; null where it went well, or where trying again would not help. */
export function faultOf(looked: Looked): Error | null {
  if (looked.entry === null) {
    const { fault } = looked;
    return fault instanceof Refusal ? null : errorOf(fault);
  }
  const { outcome, subject, id } = looked.entry;
  return outcome?.is === 'failed' ? new Error(`the look at ${subject} failed; its entry ${id} tells why`) : null;
}

/** Whatever was thrown, as an error. */
export function errorOf(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}

/** Why messages of a queue's delivery should come again, by their ids: not understood, or not dealt with. */
export function comingAgain<Said>(
  { misheard }: Delivery<Said>,
  faults: Faults<Said>,
): ReadonlyMap<string | null, Error> {
  const again = new Map<string | null, Error>();
  for (const { messageId, error } of misheard) again.set(messageId, error);
  for (const [{ messageId }, fault] of faults) again.set(messageId, fault);
  return again;
}

/** What a direct invocation is answered with. What could not be understood fails it as a whole, so that its sender sees why. */
export function answerTo<Said, Answer>(
  { misheard }: Delivery<Said>,
  served: Served<Said, Answer>,
): Answer | Promise<Answer> {
  const [first] = misheard;
  if (first !== undefined) throw first.error;
  return served.answer();
}

/** Most entries in an answer: an entry has some kilobytes, an answer 6 MB. */
const mostEntries = 500;

/** The entries of the looks of one invocation, as many as an answer holds. */
export interface Entries<E extends Entry> {
  readonly entries: readonly E[];
  /** How many are left out; they are in the ledger unless it was a dry run. */
  readonly omitted: number;
}

/** What the looks of one invocation have come to. */
export class Results<E extends Entry> implements Entries<E> {
  readonly entries: E[] = [];
  readonly faults = new Map<Heard, Error>();
  omitted = 0;
  /** Why a look left no entry; null where each left one. */
  private fault: unknown = null;
  private readonly mendsItself: boolean;

  /** `mendsItself` where a look that failed has seen to another one, so that its messages need not come again. */
  constructor(mendsItself: boolean) {
    this.mendsItself = mendsItself;
  }

  add(looked: Looked<E>): void {
    const fault = this.mendsItself && looked.entry !== null ? null : faultOf(looked);
    if (fault !== null) for (const message of looked.planned.awaitedBy) this.faults.set(message, fault);
    if ('fault' in looked) this.fault = looked.fault;
    else if (this.entries.length < mostEntries) this.entries.push(looked.entry);
    else this.omitted++;
  }

  /** The entries. Throws the reason where there is none since a look could not be made. */
  answer(): Entries<E> {
    if (this.fault !== null && this.entries.length === 0) throw this.fault;
    return { entries: this.entries, omitted: this.omitted };
  }
}
