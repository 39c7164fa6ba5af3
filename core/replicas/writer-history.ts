import type { Position } from './position.ts';

interface Moment {
  readonly lsn: bigint;
  readonly atMs: number;
}

const mostMoments = 256;
/** Answers overtake each other by less; a writer that is behind itself for longer is another database. */
const overtakenMs = 5000;
const leastApartMs = 50;
/** So that what is remembered reaches back further than the longest lag that anybody asks about. */
const partsOfLag = 100;

/**
 * Where the writer was, and when, as far as this process has seen: what turns a replica's position into a lag in
 * milliseconds. Time as a replica tells it grows on a writer that is idle, although nothing is missing; this does not.
 */
export class WriterHistory {
  private readonly apartMs: number;
  private timeline = 0;
  private moments: Moment[] = [];

  constructor(mostLagMs: number) {
    this.apartMs = Math.max(leastApartMs, mostLagMs / partsOfLag);
  }

  /** Another database takes writes now: nothing of this one says anything of it. */
  forget(): void {
    this.timeline = 0;
    this.moments = [];
  }

  /** The newest position; null where none is known. */
  get newest(): Position | null {
    const last = this.moments.at(-1);
    return last === undefined ? null : { timeline: this.timeline, lsn: last.lsn };
  }

  add({ timeline, lsn }: Position, atMs: number): void {
    if (timeline < this.timeline) return;
    if (timeline > this.timeline) {
      this.timeline = timeline;
      this.moments = [];
    }
    const [before, last] = this.moments.slice(-2);
    if (last !== undefined && lsn < last.lsn && atMs - last.atMs > overtakenMs) this.moments = [];
    else if (last !== undefined && (lsn < last.lsn || atMs < last.atMs)) return;
    // What lies close to its neighbours tells nothing new.
    if (before !== undefined && last !== undefined && atMs - before.atMs < this.apartMs) this.moments.pop();
    this.moments.push({ lsn, atMs });
    if (this.moments.length > mostMoments) this.moments.shift();
  }

  /**
   * For how long the writer has been ahead of a position, by `atMs`; 0 where it is not. Null where this process has not
   * known the writer for so long: then it is that long at least.
   */
  lagMs(lsn: bigint, atMs: number): number | null {
    const ahead = this.moments.findIndex((moment) => moment.lsn > lsn);
    const first = this.moments[ahead];
    if (first === undefined) return 0;
    return ahead === 0 ? null : Math.max(0, atMs - first.atMs);
  }

  /** Where the writer was at a time; null where that was before this process knew it. */
  at(atMs: number): bigint | null {
    return this.moments.findLast((moment) => moment.atMs <= atMs)?.lsn ?? null;
  }

  /** Since when this process has known the writer; null where it does not. */
  get sinceMs(): number | null {
    return this.moments[0]?.atMs ?? null;
  }
}
