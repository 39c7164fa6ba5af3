import type { Change, Chunk } from './change.ts';
import { type Cover, coverOf } from './cover.ts';

/** A purge that has been submitted. */
export interface Submitted {
  readonly purge: Submission;
  /** When it was asked for: for people, since it may have been asked for before and the answer got lost. */
  readonly submittedAtMs: number;
  /** The ids of the changes it was made for, as far as their times do not tell that they came before it. */
  readonly made: ReadonlySet<string>;
}

/** One purge: what is asked of the CDN at once. */
export interface Submission {
  /** Also the caller reference, so that asking twice is asking once. */
  readonly id: string;
  readonly items: readonly string[];
  /** What was asked for and this CDN cannot do; it is told, and not asked for again. */
  readonly refused: readonly string[];
  /** The chunks that were there when it was planned: it is for what they hold, and for nothing that came later. */
  readonly chunks: readonly string[];
  readonly urgent: boolean;
  /** When it was planned: it has surely been asked for after that. */
  readonly plannedAtMs: number;
  /** When the first of its changes came. */
  readonly requestedAtMs: number;
}

/** Times of changes are cut to the second, and clocks of AWS may differ from ours by so much. */
const uncertainMs = 1000 + 2000;

/** Whether the time of a change alone tells that a purge came after it. */
export function isSurelyBefore({ atMs }: Change, { plannedAtMs }: Submission): boolean {
  return atMs !== null && atMs + uncertainMs < plannedAtMs;
}

/** Which items a purge settles: those that it covers, and those that it refuses. */
export function settledBy({ items, refused }: Submission): Cover {
  const cover = coverOf(items);
  const known = new Set(refused);
  return { covers: (item) => known.has(item) || cover.covers(item) };
}

/** Tells what purges have done already. */
export class Settled {
  private readonly planned: readonly { chunks: ReadonlySet<string>; cover: Cover }[];
  private readonly submitted: readonly { one: Submitted; cover: Cover }[];

  /** `planned` have been written down and will be asked for, if they have not been yet. */
  constructor(planned: readonly Submission[], submitted: readonly Submitted[]) {
    this.planned = planned.map((purge) => ({ chunks: new Set(purge.chunks), cover: settledBy(purge) }));
    this.submitted = submitted.map((one) => ({ one, cover: settledBy(one.purge) }));
  }

  /**
   * Whether a change needs no purge of its own any more: a planned one was made when it was already there, or a submitted
   * one is known to have come after it, by its time or since it was made for this very change.
   */
  has(change: Change, chunk: Pick<Chunk, 'id'>): boolean {
    const { item, id } = change;
    if (this.planned.some(({ chunks, cover }) => chunks.has(chunk.id) && cover.covers(item))) return true;
    return this.submitted.some(
      ({ one, cover }) =>
        one.made.has(id) ||
        ((one.purge.chunks.includes(chunk.id) || isSurelyBefore(change, one.purge)) && cover.covers(item)),
    );
  }
}
