import { describe, expect, test } from 'vitest';
import { capacityOfGroup } from '../../../../adapters/scaling/targets/auto-scaling-group/capacity-of.ts';
import { tell } from '../../../../core/model/reason.ts';
import { decide } from '../../../../core/scaling/decide.ts';
import type { Capacity, Observation } from '../../../../core/scaling/observation.ts';
import { aConfig, aMemory, anObservation, aPart, aReading, minuteMs, noonMs } from '../../../fixtures.ts';

type Decided = ReturnType<typeof decide>;

const config = aConfig({
  bounds: { min: 4, max: 400 },
  readings: { cpu: { parts: [aPart], unit: 'percent' }, running: { parts: [aPart] } },
  policies: [{ kind: 'target-tracking', reading: 'cpu', of: 'utilisation', target: 50 }],
});

interface Way {
  readonly capacity: (asked: number) => Capacity;
  /** What the running reading tells. */
  readonly told: (asked: number) => number;
  /** What the units need in all. */
  readonly load: number;
  /** And from the eighth minute on, where that is something else. */
  readonly later?: number;
}

/** Looks minute by minute at units that come at once. */
function live({ capacity, told, load, later = load }: Way, minutes = 15): Decided[] {
  let memory: Observation['memory'] = aMemory();
  let asked = 24;
  const past = [asked, asked];
  return Array.from({ length: minutes }, (_, minute) => {
    past.push(asked);
    const atMs = noonMs + minute * minuteMs;
    const last = past.slice(0, -1).slice(-10);
    const reading = (of: (units: number) => number) => aReading(last.map(of), atMs - minuteMs);
    const now = minute < 8 ? load : later;
    const readings = { cpu: reading((units) => Math.min(100, now / units)), running: reading(told) };
    const decision = decide(anObservation({ atMs, config, memory, capacity: capacity(asked), readings }));
    memory = { ...aMemory(), kept: decision.keep };
    asked = decision.change?.units ?? asked;
    return decision;
  });
}

const askedBy = (decided: readonly Decided[]): number[] => decided.map(({ desired }) => desired.units);

const group = {
  AutoScalingGroupName: 'fleet',
  MinSize: 4,
  MaxSize: 400,
  DefaultCooldown: 300,
  AvailabilityZones: ['eu-central-1a'],
  HealthCheckType: 'EC2',
  CreatedTime: new Date(0),
};

function aGroup(asked: number, weight: number, type: string, isTold = true): Capacity {
  const one = {
    InstanceId: 'i-1',
    AvailabilityZone: 'eu-central-1a',
    LifecycleState: 'InService' as const,
    HealthStatus: 'Healthy',
    ProtectedFromScaleIn: false,
    ...(isTold && { WeightedCapacity: String(weight) }),
  };
  const Instances = Array.from({ length: Math.ceil(asked / weight) }, () => one);
  return capacityOfGroup({ ...group, DesiredCapacityType: type, DesiredCapacity: asked, Instances });
}

describe.each([
  ['units', 2],
  ['units', 4],
  ['vcpu', 8],
  ['memory-mib', 12],
])('a group that counts %s, of instances that weigh %d', (type, weight) => {
  const capacity = (asked: number) => aGroup(asked, weight, type);

  test('is decided alike whether its metric counts instances or capacity', () => {
    for (const load of [1200, 600, 2400, 4800]) {
      const byInstances = live({ capacity, told: (asked) => Math.ceil(asked / weight), load });
      const byCapacity = live({ capacity, told: (asked) => Math.ceil(asked / weight) * weight, load });
      expect(askedBy(byInstances)).toEqual(askedBy(byCapacity));
    }
  });

  test('goes up where its units are full, and down where they are idle', () => {
    const told = (asked: number) => Math.ceil(asked / weight);
    expect(askedBy(live({ capacity, told, load: 2400 })).at(-1)).toBeGreaterThanOrEqual(48);
    expect(Math.min(...askedBy(live({ capacity, told, load: 2400 })))).toBeGreaterThanOrEqual(24);
    expect(askedBy(live({ capacity, told, load: 600 }, 25)).at(-1)).toBeLessThan(24);
  });

  test('is held, and says why, where its instances do not tell their weights', () => {
    if (type === 'units') return;
    const decided = live({ capacity: (asked) => aGroup(asked, weight, type, false), told: () => 3, load: 100 });
    expect(new Set(askedBy(decided))).toEqual(new Set([24]));
    expect(aGroup(24, weight, type, false).unitsBecause?.says).toContain('do not tell theirs');
  });
});

describe('a reading and a target that count different things, of which nobody knows the factor', () => {
  const capacity = (asked: number): Capacity => ({ ...aGroup(asked, 1, 'units') });

  test.each([1 / 4, 3])('never lower it, and are told by both numbers (factor %d)', (factor) => {
    const decided = live({ capacity, told: (asked) => asked * factor, load: 1200, later: 100 });
    expect(new Set(askedBy(decided))).toEqual(new Set([24]));
    const { reasons, binding, keep } = decided.at(-1) as Decided;
    expect(tell(reasons[0]?.because ?? { says: '' })).toContain(`tells ${24 * factor} where the target counts 24`);
    expect(tell(reasons[0]?.because ?? { says: '' })).toContain('GroupInServiceCapacity');
    expect([binding, keep.silentSinceMs === null]).toEqual([0, false]);
  });

  test('go down as always where they agree', () => {
    expect(askedBy(live({ capacity, told: (asked) => asked, load: 1200, later: 100 }, 25)).at(-1)).toBe(4);
  });
});

describe('a share far above 1', () => {
  const told = aReading([60, 60]);
  const readings = { cpu: { ...told, unit: 'share' as const }, demand: aReading([500, 500]) };
  const parts = { parts: [aPart] };

  test.each([
    { kind: 'target-tracking', reading: 'cpu', of: 'utilisation', target: 0.6 },
    { kind: 'provisioner', reading: 'demand', unitPerSecond: 100, strain: { utilisation: 'cpu' } },
  ] as const)('blinds $kind, which says so', (policy) => {
    const known = aConfig({ readings: { cpu: { ...parts, unit: 'share' }, demand: parts }, policies: [policy] });
    const { desired, reasons, keep } = decide(anObservation({ config: known, readings }));
    expect(desired.units).toBe(10);
    expect(reasons[0]?.because).toMatchObject({ reading: 'cpu', value: 60 });
    expect(tell(reasons[0]?.because ?? { says: '' })).toContain('a share is of 1');
    expect(keep.silentSinceMs).toBe(noonMs);
  });

  test('a share a little above 1 is taken at its word', () => {
    const policy = { kind: 'target-tracking', reading: 'cpu', of: 'utilisation', target: 0.6 } as const;
    const known = aConfig({ readings: { cpu: { ...parts, unit: 'share' } }, policies: [policy] });
    const over = { cpu: { ...aReading([0.9, 1.2]), unit: 'share' as const } };
    expect(decide(anObservation({ config: known, readings: over })).desired.units).toBe(20);
  });
});
