import { type MemoryLedger, memoryLedger } from '../../../adapters/ledger/memory.ts';
import { Refusal } from '../../../core/model/errors.ts';
import { blankMemory, type Memory } from '../../../core/model/memory.ts';
import type { ScalableInput } from '../../../core/scaling/config/scalable.ts';
import type { Desired } from '../../../core/scaling/desired.ts';
import { scalingScopes } from '../../../core/scaling/scopes.ts';
import { scalingLooking } from '../../../functions/resource-allocator/looking.ts';
import { aCapacity, aScalable, minuteMs, noonMs } from '../../fixtures.ts';

/** Whatever is asked for: five units, all day, without any reading. */
const fiveUnits: Partial<ScalableInput> = {
  readings: {},
  policies: [{ kind: 'schedule', timeZone: 'UTC', windows: [{ from: '00:00', to: '00:00', floor: 5 }] }],
};

export interface FakeWorld {
  readonly looking: ReturnType<typeof scalingLooking>;
  readonly ledger: MemoryLedger;
  /** What each scalable was told to be. */
  readonly asked: Map<string, number>;
  /** How often each was observed. */
  readonly observed: Map<string, number>;
  /** How many looks observed in the same turn of the event loop, chunk by chunk. */
  readonly claims: number[];
}

export interface FakeWorldOptions {
  readonly scalables: readonly string[];
  readonly watching?: readonly string[];
  readonly isFullLook?: boolean;
  /** Scalables whose target cannot be read. */
  readonly broken?: readonly string[];
  /** Scalables of which the ledger cannot read the memory. */
  readonly forgotten?: readonly string[];
  /** Scalables whose config cannot be used, for an hour by now, of which nobody has been told. */
  readonly refused?: readonly string[];
  hasTime?(chunksBegun: number): boolean;
  onShift?(): void;
}

/** One invocation whose scalables run at two units and want five. */
export function fakeWorld(options: FakeWorldOptions): FakeWorld {
  const { scalables, watching = [], isFullLook = false, broken = [], forgotten = [], refused = [] } = options;
  const ledger = memoryLedger();
  for (const name of refused) {
    const lasting = { sinceMs: noonMs - 3_600_000, foundAtMs: noonMs - minuteMs, toldAtMs: null };
    const memories = ledger.memories as Map<string, Memory<unknown>>;
    memories.set(`scaling#${name}`, { ...blankMemory, troubles: { refused: lasting } });
  }
  const readMemory = ledger.memory.bind(ledger);
  ledger.memory = async (key) => {
    if (forgotten.includes(key.subject)) throw new Error('the table is throttled');
    return readMemory(key);
  };
  const asked = new Map<string, number>();
  const observed = new Map<string, number>();
  const claims: number[] = [];
  const clock = { nowMs: () => noonMs };
  let ids = 0;
  let chunks = 0;
  const settings = {
    scalable: async (name: string) => {
      if (refused.includes(name)) throw new Refusal(`the config of "${name}" cannot be used`);
      const target = { kind: 'auto-scaling-group', autoScalingGroupName: name } as const;
      return aScalable({ ...fiveUnits, target }, name);
    },
    overrides: async () => [],
  };
  const nameOf = (config: { kind: string }) =>
    (config as unknown as { autoScalingGroupName: string }).autoScalingGroupName;
  const target = {
    capacity: async (config: { kind: string }) => {
      const name = nameOf(config);
      observed.set(name, (observed.get(name) ?? 0) + 1);
      if (broken.includes(name))
        throw new Error('arn:aws:autoscaling:eu-west-1:123456789012:autoScalingGroup is throttled');
      return aCapacity({ asked: asked.get(name) ?? 2, running: 2 });
    },
    setCapacity: async (config: { kind: string }, { units }: Desired) => {
      asked.set(nameOf(config), units);
      return { is: 'applied', because: null } as const;
    },
  };
  const source = { read: async () => ({ metric: { points: [], trouble: null }, witness: null }) };
  const alarms = { state: async () => null };
  const looking = scalingLooking({
    roster: {
      scopes: scalingScopes('headroom'),
      all: async () => scalables,
      watching: async () => watching,
      claimFullLook: async (nowMs) => {
        claims.push(nowMs);
        return isFullLook;
      },
    },
    spine: { ledger, clock, newId: () => `id${ids++}`, leaseMs: 60_000 },
    world: () => ({ settings, target, source, alarms }),
    hasTime: () => options.hasTime?.(chunks++) ?? true,
    onShift: () => options.onShift?.(),
  });
  return { looking, ledger, asked, observed, claims };
}
