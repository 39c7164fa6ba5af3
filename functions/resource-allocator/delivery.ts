import type { InvalidInput } from '../../core/model/errors.ts';
import type { Signal } from '../../core/model/signal.ts';

/** Something that came in: a record of a batch, or the whole event of a direct invocation. */
export type Delivery = Understood | Malformed;

export interface Understood {
  /** By which the sender is told whether it was dealt with. */
  readonly id: string;
  readonly signal: Signal;
}

export interface Malformed {
  readonly id: string;
  readonly fault: InvalidInput;
}
