import { setTimeout as sleep } from 'node:timers/promises';
import type { PostgresServer } from '../../local/postgres/start-postgres.ts';
import { tally } from './moves/tally.ts';
import { TwoShards } from './moves/two-shards.ts';
import { Writers, writersTables } from './moves/writers.ts';
import { measureRowFence } from './row-fence.ts';

/** How long a slot takes no writes when it moves, with writers at it all the time, and what became of their writes. */
export interface Cutover {
  /** From the decision to cut until the map has the new owner, milliseconds. */
  readonly median: number;
  readonly p99: number;
  readonly moves: number;
  readonly writers: number;
  readonly acknowledged: number;
  readonly lost: number;
  readonly duplicated: number;
  /** The longest that any transaction of a writer took, its retries among it. */
  readonly slowestTransaction: number;
  /** The same with a row that every transaction locks, and polling of the replication position: what others do. */
  readonly rowFence: { readonly median: number; readonly longest: number; readonly moves: number };
}

const writerCount = 16;

/** Moves a slot to and fro between two real servers. */
export async function measureCutover(
  servers: readonly [PostgresServer, PostgresServer],
  moves: number,
): Promise<Cutover> {
  const shards = await TwoShards.open(servers, writersTables);
  shards.keepWayBack(false);
  const writers = new Writers(await shards.client(writerCount), 0, writerCount);
  const blocked: number[] = [];
  let slowest = 0;
  const total = { written: 0, lost: 0, duplicated: 0 };
  try {
    for (let count = 0; count < moves; count++) {
      const { id } = await shards.begin();
      await sleep(200);
      const { blockedMs, is } = await shards.drive(id, () => false);
      if (is !== 'done' || blockedMs === null) throw new Error(`a move ended ${is}`);
      blocked.push(blockedMs);
      slowest = Math.max(slowest, writers.slowestMs);
      const { written, lost, duplicated } = await tally(shards, writers);
      total.written += written;
      total.lost += lost;
      total.duplicated += duplicated;
    }
  } finally {
    await writers.stop();
  }
  const rowFence = await measureRowFence(shards, Math.ceil(moves / 4));
  await shards.close();
  return {
    ...quantiles(blocked),
    moves,
    writers: writerCount,
    acknowledged: total.written,
    lost: total.lost,
    duplicated: total.duplicated,
    slowestTransaction: Math.round(slowest),
    rowFence,
  };
}

function quantiles(values: readonly number[]): { median: number; p99: number } {
  const sorted = [...values].sort((one, other) => one - other);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  return { median: at(0.5), p99: at(0.99) };
}
