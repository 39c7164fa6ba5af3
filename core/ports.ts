import type { Entry } from './model/entry.ts';
import type { Memory } from './model/memory.ts';

/** Where "now" comes from. */
export interface Clock {
  nowMs(): number;
}

/** One subject of one capability, e.g. `{ capability: 'scaling', subject: 'checkout/web' }`. */
export interface Key {
  readonly capability: string;
  readonly subject: string;
}

/** The right to act on one subject until `untilMs`. */
export interface Lease extends Key {
  /** Unique to one look. */
  readonly owner: string;
  readonly untilMs: number;
}

/** What a look may still spend on acting. Every attempt must be able to end before the lease does. */
export interface Term {
  /** Milliseconds until the lease ends, by the same clock that it was taken with. */
  leftMs(): number;
}

/** Where memory, leases and entries live. Every capability touches it and nothing else in common. */
export interface Ledger {
  /**
   * Takes the lease where it is free or has expired. Where another look holds it, sets `lookAgain` on that lease, in the
   * same condition, and answers `held`.
   */
  take(lease: Lease, nowMs: number): Promise<'taken' | 'held'>;
  /** What is remembered; null before the first look. */
  memory(key: Key): Promise<Memory<unknown> | null>;
  /** Writes the memory with its intention and the intended entry in one transaction; false where the lease is lost. */
  intend(lease: Lease, memory: Memory<unknown>, entry: Entry): Promise<boolean>;
  /**
   * Ends the look: memory (null keeps the old one), entry and the lease's end in one transaction.
   * `lookAgain` means that somebody came in the meantime: nothing was written and the lease still stands.
   * `lost` means that another look has the lease now: nothing was written.
   */
  release(lease: Lease, memory: Memory<unknown> | null, entry: Entry): Promise<'released' | 'lookAgain' | 'lost'>;
  /** As `release`, but the lease is kept until its new end and `lookAgain` is cleared; false where the lease is lost. */
  renew(lease: Lease, memory: Memory<unknown> | null, entry: Entry): Promise<boolean>;
  /** Writes an entry of a look that held no lease. */
  append(entry: Entry): Promise<void>;
  /** Whether acting is stopped for the whole deployment. Rejects where that cannot be read. */
  stopped(): Promise<boolean>;
}
