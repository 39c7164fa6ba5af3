import { type MemoryLedger, memoryLedger } from '../../../adapters/ledger/memory.ts';
import type { Signal } from '../../../core/model/signal.ts';
import { run } from '../../../core/pipeline.ts';
import type { Spine } from '../../../core/ports.ts';
import { scaling } from '../../../core/scaling/scaling.ts';
import type { ScalingEntry } from '../../../core/scaling/scaling-entry.ts';
import type { FaultyWorld } from './faulty-world.ts';

/** What a simulated stretch of time left behind. */
export interface Lived {
  readonly world: FaultyWorld;
  readonly ledger: MemoryLedger;
  /** The last look of each minute; null where none was made. */
  readonly entries: readonly (ScalingEntry | null)[];
}

/**
 * Lets a world live so many minutes under the whole spine: signals that come late, twice or not at all, a lease, memory and
 * entries in a ledger, and the product's own observing, deciding and acting. `fresh` is the demand per second of a minute.
 */
export async function live(
  world: FaultyWorld,
  subject: string,
  minutes: number,
  fresh: (minute: number) => number,
): Promise<Lived> {
  const ledger = memoryLedger();
  const capability = scaling(world);
  let ids = 0;
  const spine: Spine = { ledger, clock: { nowMs: () => world.nowMs }, newId: () => String(ids++), leaseMs: 60_000 };
  const entries: (ScalingEntry | null)[] = [];
  for (let minute = 0; minute < minutes; minute++) {
    world.begin();
    const signals = world.fate
      .deliveries(world.sinceStartMs, world.random)
      .map((oldMs) => signalOf(world.nowMs - oldMs));
    const looks = await Promise.all(signals.map((signal) => run(capability, subject, signal, spine)));
    entries.push(looks.find(({ outcome }) => outcome?.is !== 'superseded') ?? null);
    world.end(fresh(minute));
  }
  return { world, ledger, entries };
}

/** The same signal always has the same id, so that one delivered twice is the same one. */
function signalOf(atMs: number): Signal {
  return { kind: 'tick', id: `tick-${atMs}`, atMs, dryRun: false };
}
