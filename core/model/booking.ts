import type { Because } from './reason.ts';

/**
 * Units of a scalable that something besides its own policies counts on, until a time: a release that is to get a share of the
 * requests, or an old version that may have to take them all back. Whoever counts on them books them; scaling sees to it that
 * they are there, as far as the bounds allow. A booking never lowers anything.
 */
export interface Booking {
  readonly schema: 1;
  readonly scalable: string;
  /** Who counts on them: the subject of the capability in whose partition it stands. One books a scalable once. */
  readonly by: string;
  /** Whole units. */
  readonly units: number;
  readonly because: Because;
  /** When it has to be booked again to hold any longer, milliseconds since 1970. */
  readonly untilMs: number;
}
