import type { Booking } from './model/booking.ts';
import type { Entry } from './model/entry.ts';
import type { Finding } from './model/finding.ts';
import type { LastDecision } from './model/last-decision.ts';
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
  /**
   * Which of its owner's terms a write begins: each write under a lease has a term of its own, later than all before. One
   * that comes late, or twice, meets its own term or a later one, and changes nothing.
   */
  readonly term: number;
  /** Whether others may have put the subject on the watch list for this lease: its end then brings the list up to date. */
  readonly promised: boolean;
}

/**
 * `taken` anew, or `takenOver` from a holder that has not ended its lease (or may be: where its own answer was lost), who
 * may owe others a look. Where it is `held`, its holder will look again, and if that is dead, whoever serves the watch list.
 */
export type Taking = 'taken' | 'takenOver' | 'held';

/** A term ends this long before its lease: by so much may two lookers' clocks differ and acting still exclude. */
export const clockDifferenceMs = 2_000;

/** What a look may still spend on acting. Every attempt must be able to end before the term does. */
export interface Term {
  /** Milliseconds until no attempt may be under way any more; negative after that. */
  leftMs(): number;
}

/** What to remember, and what was remembered until now, so that a ledger need only write what differs. */
export interface Remembering {
  /** As it was read, or last written, under this lease; null before the first look. */
  readonly was: Memory<unknown> | null;
  readonly memory: Memory<unknown>;
}

/**
 * Where memory, leases and entries live. Every capability touches it and nothing else in common.
 * A lease belongs to its owner until another has taken it, which none can before `untilMs`: so an owner may still write,
 * and prolong it, after that time, as long as it stands. A call that rejects may or may not have been carried out, or may
 * yet be, within the length of a lease: then, and where it is carried out twice, it changes nothing of what its owner or
 * another has written since.
 */
export interface Ledger {
  /**
   * Takes the lease where it is free or has expired. Where another look holds it, sees to it that `lookAgain` is set on
   * that lease and that the subject is on the watch list by the lease's end, and answers `held`. Never moves a nearer
   * promise further away.
   */
  take(lease: Lease, nowMs: number): Promise<Taking>;
  /** What is remembered; null before the first look. */
  memory(key: Key): Promise<Memory<unknown> | null>;
  /**
   * Writes the memory with its intention and the intended entry in one transaction, and prolongs the lease to its new
   * end; false where the lease is lost.
   */
  intend(lease: Lease, remembering: Remembering, entry: Entry): Promise<boolean>;
  /**
   * Ends the look: memory (null keeps the old one), entry and the lease's end in one transaction.
   * `lookAgain` means that somebody came in the meantime: nothing was written and the lease still stands.
   * `lost` means that another look has had the lease since: nothing was written.
   */
  release(lease: Lease, remembering: Remembering | null, entry: Entry): Promise<'released' | 'lookAgain' | 'lost'>;
  /**
   * As `release`, but whether or not somebody came: `lookAgain` is cleared and the lease stands until its new end, which
   * may be now. False where the lease is lost.
   */
  renew(lease: Lease, remembering: Remembering | null, entry: Entry): Promise<boolean>;
  /** Writes an entry of a look that holds no lease. */
  append(entry: Entry): Promise<void>;
  /** Whether acting is stopped for the whole deployment. Rejects where that cannot be read. */
  stopped(): Promise<boolean>;
}

/** What a look needs besides its capability. */
export interface Spine {
  readonly ledger: Ledger;
  readonly clock: Clock;
  /** A text that nobody else makes. */
  newId(): string;
  /**
   * How long a look may hold its subject before others take it for dead; counted anew from the intention on. It has to
   * leave room for an act: longer than one attempt may take and `clockDifferenceMs`.
   */
  readonly leaseMs: number;
}

/**
 * What other subjects were last decided. Any capability may read it of any subject; only the look at a subject writes it,
 * with its memory.
 */
export interface LastDecisions {
  /** Null where nothing has been decided, or nothing was passed on. */
  of(key: Key): Promise<LastDecision | null>;
}

/** What has been found out about services: whoever finds it writes it, and any capability may read it. */
export interface Findings {
  /** Writes a finding, in the place of the one of its id. */
  put(finding: Finding): Promise<void>;
  /** What holds at `atMs` of one service, or of all; by service and id. */
  list(atMs: number, service?: string): Promise<readonly Finding[]>;
}

/** What capabilities count on of scalables that are not theirs to change. */
export interface Bookings {
  /** Writes a booking, in the place of the one that the same subject has of the scalable. Absolute and idempotent. */
  put(booking: Booking): Promise<void>;
  /** What is booked at `atMs`, by scalable and booker. */
  list(atMs: number): Promise<readonly Booking[]>;
}
