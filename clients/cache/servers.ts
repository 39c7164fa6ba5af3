import { tagLength } from './stored.ts';

/** What a server has told of itself. */
interface Known {
  readonly mark: string;
  /** By how much its clock is ahead of this process's own; too much by at most one round trip, so that ages are not too short. */
  readonly aheadMs: number;
  readonly atMs: number;
}

/** How long it counts: clocks drift apart. */
const knownMs = 60_000;
/** Connections come and go; those that are gone are never asked for again. */
const mostKnown = 1000;

/**
 * The servers that this process is connected to. A value counts only where its version was made by the very server that
 * answers: one that was restarted or promoted since may have forgotten an invalidation. And its age goes by that one's clock.
 */
export class Servers {
  private readonly monotonicMs: () => number;
  private readonly known = new Map<string, Known>();

  constructor(monotonicMs: () => number) {
    this.monotonicMs = monotonicMs;
  }

  /** `askedMs` is when the question left, by the process's own clock. */
  learn(node: string, mark: string, serverMs: number, askedMs: number): void {
    if (this.known.size >= mostKnown) this.known.clear();
    this.known.set(node, { mark, aheadMs: serverMs - askedMs, atMs: askedMs });
  }

  /** Whether this server has made a version; false where it has not told who it is. */
  hasMade(node: string, version: string): boolean {
    const known = this.known.get(node);
    return known !== undefined && this.monotonicMs() - known.atMs <= knownMs && version.startsWith(known.mark);
  }

  /** By how much its clock is ahead; null where this server has not told, or the text is not of the version that stands. */
  aheadOf(node: string, version: string, text: string): number | null {
    const known = this.known.get(node);
    if (known === undefined || !this.hasMade(node, version)) return null;
    return text.startsWith(version.slice(tagLength)) ? known.aheadMs : null;
  }
}
