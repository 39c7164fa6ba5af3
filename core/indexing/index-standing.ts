import type { Counts } from './counts.ts';
import type { IndexNote } from './index-note.ts';

/** What Headroom calls the indexes that it makes: they are told from others by it, also before anything is written at them. */
export const ownPrefix = 'headroom_';

/** An index that Headroom has made, or that it watches, as one server describes it. */
export interface IndexAtWork {
  readonly schema: string;
  readonly table: string;
  readonly name: string;
  readonly isValid: boolean;
  readonly bytes: number;
  readonly scans: number;
  readonly note: IndexNote | null;
  readonly comment: string | null;
  /** The statement that brings it back. */
  readonly sql: string;
}

/** An index that is being built, whoever builds it. */
export interface Build {
  readonly schema: string;
  readonly table: string;
  /** What is built; null while it is not there at all. */
  readonly index: string | null;
  readonly pid: number;
  readonly phase: string;
  /** How much of this phase is done, percent; null where the server does not say. */
  readonly percent: number | null;
  readonly seconds: number;
  /** What it waits for: a transaction that was there before it. */
  readonly waitsFor: readonly number[];
  /** How many wait for it who, once they have waited, keep writers out: no writer waits for it, but each waits behind those. */
  readonly holdsUp: number;
}

/** How an index that Headroom has made stands. */
export type IndexState =
  | { readonly is: 'building' }
  /** A build of it has failed, and nobody builds it: it costs and serves nobody. */
  | { readonly is: 'left over' }
  /** It is there, and nothing is written at it yet. */
  | { readonly is: 'unwritten' }
  | { readonly is: 'too early'; readonly calls: number }
  | {
      readonly is: 'pays' | 'does not pay';
      readonly calls: number;
      readonly beforeMs: number;
      readonly afterMs: number;
    };

/** How often its statements have to have run since, and how long it has to be there, until it is judged. */
export interface Patience {
  readonly calls: number;
  readonly ms: number;
}

/** An index pays where its statements take so much less time than they would have taken as before. */
const leastSaving = 0.05;

/**
 * How an index that Headroom has made stands now: judged by the time of its statements, call by call as often as they ran since,
 * against what a call took until it was there.
 */
export function stateOf(
  index: IndexAtWork,
  builds: readonly Build[],
  now: Counts,
  atMs: number,
  patience: Patience,
): IndexState {
  const isBuilt = builds.some((build) => isBuildOf(build, index));
  if (!index.isValid) return { is: isBuilt ? 'building' : 'left over' };
  if (index.note?.is !== 'made') return { is: 'unwritten' };
  const { before, atMs: sinceMs } = index.note;
  const [calls, beforeMs, afterMs] = sinceThen(before, now);
  if (calls < patience.calls || atMs - sinceMs < patience.ms) return { is: 'too early', calls };
  return { is: afterMs <= (1 - leastSaving) * beforeMs ? 'pays' : 'does not pay', calls, beforeMs, afterMs };
}

/** Whether a build is of this index, as far as the server says: others may build on its table. */
export function isBuildOf(
  build: Build,
  { schema, table, name }: Pick<IndexAtWork, 'schema' | 'table' | 'name'>,
): boolean {
  return build.schema === schema && build.table === table && (build.index === null || build.index === name);
}

/** What ran since: how often, how long it would have taken as before, and how long it took. */
function sinceThen(before: Counts, now: Counts): readonly [calls: number, beforeMs: number, afterMs: number] {
  let [calls, beforeMs, afterMs] = [0, 0, 0];
  for (const [id, [callsBefore, msBefore]] of Object.entries(before)) {
    const [callsNow = 0, msNow = 0] = now[id] ?? [];
    // A server that has begun to count anew tells all that it has of the time since.
    const isAnew = callsNow < callsBefore;
    const ran = isAnew ? callsNow : callsNow - callsBefore;
    if (callsBefore === 0 || ran === 0) continue;
    calls += ran;
    beforeMs += (ran * msBefore) / callsBefore;
    afterMs += isAnew ? msNow : msNow - msBefore;
  }
  return [calls, beforeMs, afterMs];
}
