import { type MemoryLedger, memoryLedger } from '../../adapters/ledger/memory.ts';
import type { Entry } from '../../core/model/entry.ts';
import { Refusal } from '../../core/model/errors.ts';
import type { Point, Series } from '../../core/readings/series.ts';
import { isSparse, nameOfPart } from '../../core/readings/source-kinds.ts';
import type { ScalableConfig } from '../../core/scaling/config/scalable.ts';
import type { TargetKind } from '../../core/scaling/config/target-kinds.ts';
import type { ScalingWorld } from '../../core/scaling/ports.ts';
import { scalingReport } from '../../core/scaling/report.ts';
import { scalingScopes } from '../../core/scaling/scopes.ts';
import { serveLooks } from '../../functions/looks.ts';
import { scalingLooking } from '../../functions/resource-allocator/looking.ts';
import { median } from '../median.ts';
import { madeUpScalables } from './made-up-scalables.ts';

/** Looks before measuring, so that small fleets are not measured while Node still compiles. */
const warmUpLooks = 20_000;
const rounds = 7;
const minuteMs = 60_000;
const startMs = Date.UTC(2026, 2, 4, 12);

/** Milliseconds of CPU for a full look at so many scalables, with everything around the looks in memory. */
export async function measureLooks(kind: TargetKind, count: number): Promise<number> {
  const scalables = madeUpScalables(kind, count);
  const clock = new SteppingClock();
  const ledger = memoryLedger();
  const invocation = inMemory(scalables, clock, ledger);
  const took: number[] = [];
  for (let round = -Math.ceil(warmUpLooks / count); round < rounds; round++) {
    clock.step();
    const before = process.cpuUsage();
    await fullLook(invocation);
    const { user, system } = process.cpuUsage(before);
    if (round >= 0) took.push((user + system) / 1000);
    // A function keeps no entries either, and nobody should be billed for collecting ours.
    (ledger.entries as Map<string, Entry>).clear();
  }
  return median(took);
}

type Invocation = ReturnType<typeof scalingLooking>;

/** What a tick that is due for it does; its looks must all end well. */
export async function fullLook(invocation: Invocation): Promise<void> {
  const signal = { kind: 'tick', id: 'bench', atMs: null, dryRun: false } as const;
  const heard = [{ messageId: 'bench', at: 'event', said: { signal, content: null } }];
  const { faults, answer } = await serveLooks(heard, invocation, { report: scalingReport, sinks: [] });
  const [fault] = faults.values();
  if (fault) throw fault;
  if (!(await answer()).entries.some(({ decision }) => decision !== null)) throw new Error('nothing was looked at');
}

/** Five minutes pass between two full looks. */
class SteppingClock {
  private atMs = startMs;

  step(): void {
    this.atMs += 5 * minuteMs;
  }

  nowMs(): number {
    return this.atMs;
  }
}

function inMemory(
  scalables: ReadonlyMap<string, ScalableConfig>,
  clock: SteppingClock,
  ledger: MemoryLedger,
): Invocation {
  let ids = 0;
  const world = worldInMemory(scalables);
  const roster = {
    scopes: scalingScopes('bench'),
    all: async () => [...scalables.keys()],
    watching: async () => [],
    claimFullLook: async () => true,
  };
  const spine = { ledger, clock, newId: () => String(ids++), leaseMs: 60_000 };
  return scalingLooking({ roster, spine, world: () => world, hasTime: () => true });
}

function worldInMemory(scalables: ReadonlyMap<string, ScalableConfig>): ScalingWorld {
  const capacity = {
    asked: 10,
    running: 10,
    inFlight: 0,
    min: 1,
    max: 50,
    keepBecause: null,
    voidOutBecause: null,
    voidInBecause: null,
  };
  return {
    settings: {
      scalable: async (name) => {
        const config = scalables.get(name);
        if (config === undefined) throw new Refusal(`no scalable "${name}" is configured`);
        return config;
      },
      overrides: async () => [],
    },
    source: {
      read: async (part, fromMs, toMs) => {
        const value = nameOfPart(part) === 'RequestCount' ? 6000 : 10;
        return {
          metric: series(value, fromMs, toMs),
          witness: isSparse(part) ? series(10, fromMs, toMs) : null,
        };
      },
    },
    target: { capacity: async () => capacity, setCapacity: async () => ({ is: 'applied', because: null }) },
    alarms: { state: async () => 'OK' },
  };
}

function series(value: number, fromMs: number, toMs: number): Series {
  const points: Point[] = [];
  for (let atMs = fromMs; atMs < toMs; atMs += minuteMs) points.push({ atMs, value });
  return { points, trouble: null };
}
