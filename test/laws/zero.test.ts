import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type PolicyConfig,
  type PolicyKindName,
  policyKindOf,
  policySchemas,
} from '../../core/scaling/config/policy-kinds.ts';
import { decide } from '../../core/scaling/decide.ts';
import type { DecidingConfig } from '../../core/scaling/deciding-config.ts';
import type { Kept, Override } from '../../core/scaling/observation.ts';
import { aPolicy } from '../arbitraries.ts';
import {
  aCapacity,
  aConfig,
  aMemory,
  anObservation,
  aPart,
  aReading,
  minuteMs,
  noonMs,
  type Told,
} from '../fixtures.ts';

const kinds = Object.keys(policySchemas) as PolicyKindName[];
const readings = Object.fromEntries(['demand', 'cpu', 'depth'].map((name) => [name, { parts: [aPart] }]));

/** What a fleet is told from look to look, and what else happens to it. */
interface Life {
  readonly config: DecidingConfig;
  readonly speaksAtZero: boolean;
  /** What arrives each minute. */
  readonly demand: readonly Told[];
  /** What a stranger sets before a look; null where nobody does. */
  readonly set?: readonly (number | null)[];
  readonly overrides?: readonly Override[];
  readonly asked?: number;
  /** What is told of how full units are; what is told of the demand where it is left out. */
  readonly cpu?: Told;
}

/** What is asked for after each look. Readings that are silent at zero are missing, or told as 0, while nothing runs. */
function live({ config, speaksAtZero, demand, set = [], overrides = [], asked: first = 1, cpu }: Life): number[] {
  let [asked, kept]: [number, Kept | null] = [first, null];
  const told: Told[] = [];
  return demand.map((value, minute) => {
    asked = set[minute] ?? asked;
    told.push(asked > 0 || speaksAtZero ? value : minute % 2 === 0 ? 'missing' : 0);
    const atMs = noonMs + minute * minuteMs;
    const reading = { ...aReading(told.slice(-6), atMs - minuteMs), speaksAtZero };
    const { change, keep } = decide(
      anObservation({
        atMs,
        config,
        memory: { ...aMemory(), kept },
        capacity: aCapacity({ asked }),
        readings: { demand: reading, cpu: cpu === undefined ? reading : aReading([cpu]), depth: reading },
        overrides,
      }),
    );
    [asked, kept] = [change?.units ?? asked, keep];
    return asked;
  });
}

/** Configs of a kind that may go down to 0, as an entry may hold them. */
function configOf(kind: PolicyKindName): fc.Arbitrary<DecidingConfig> {
  const holds = fc.constantFrom(0, 120);
  return fc.tuple(aPolicy[kind], holds).map(([policy, holdSeconds]) => {
    const config = aConfig({ bounds: { min: 1, max: 60 }, readings, policies: [policy], scaleIn: { holdSeconds } });
    return { ...config, bounds: { min: 0, max: 60 } };
  });
}

const aDay = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.constant(0) },
    { weight: 2, arbitrary: fc.nat(2000) },
    { weight: 1, arbitrary: fc.constantFrom('late' as const, 'missing' as const) },
  ),
  { minLength: 40, maxLength: 40 },
);
const strangers = fc.array(fc.oneof({ weight: 6, arbitrary: fc.constant(null) }, fc.nat(3)), {
  minLength: 40,
  maxLength: 40,
});

const thinking = kinds.filter((kind) => kind !== 'schedule');

describe.each(thinking)('the policy %s, on readings that are silent at zero,', (kind) => {
  test('never brings anything to zero, whatever happened before', () => {
    fc.assert(
      fc.property(configOf(kind), aDay, strangers, (config, demand, set) => {
        for (const units of live({ config, speaksAtZero: false, demand, set })) expect(units).toBeGreaterThanOrEqual(1);
      }),
      { numRuns: 60 },
    );
  });
});

const raising = (config: DecidingConfig) =>
  config.policies.some((policy) => policyKindOf(policy).raisesFromZero(policy)?.length);

describe.each(['target-tracking', 'backlog', 'provisioner', 'tuned'] as const)('the policy %s', (kind) => {
  test.each([true, false])(
    'is never left at zero by 50 a second for five minutes (speaks there: %s)',
    (speaksAtZero) => {
      let cases = 0;
      fc.assert(
        fc.property(configOf(kind), aDay, (config, before) => {
          if (!raising(config)) return;
          cases++;
          const demand = [...before.map((told) => (typeof told === 'number' ? 0 : told)), 50, 50, 50, 50, 50];
          expect(live({ config, speaksAtZero, demand }).at(-1)).toBeGreaterThanOrEqual(1);
        }),
        { numRuns: 60 },
      );
      expect(cases).toBeGreaterThan(10);
    },
  );

  test('asks for one once where nothing speaks at zero, and keeps it', () => {
    fc.assert(
      fc.property(configOf(kind), (config) => {
        const demand = Array.from({ length: 30 }, () => 0);
        expect(new Set(live({ config, speaksAtZero: false, demand, asked: 0 }))).toEqual(new Set([1]));
      }),
      { numRuns: 30 },
    );
  });
});

test.each(['target-tracking', 'backlog'] as const)(
  'the policy %s goes down to zero where its reading speaks there',
  (kind) => {
    const [config] = fc.sample(configOf(kind).filter(raising), { numRuns: 1, seed: 3 });
    if (config === undefined) throw new Error('no config');
    const demand = Array.from({ length: 30 }, () => 0);
    expect(live({ config, speaksAtZero: true, demand }).at(-1)).toBe(0);
  },
);

test('steps that add units to none bring it back', () => {
  const policies = [{ kind: 'step' as const, reading: 'demand', steps: [{ from: 1, add: 2 }] }];
  const config = { ...aConfig({ readings, policies }), bounds: { min: 0, max: 9 } };
  expect(live({ config, speaksAtZero: true, demand: [0, 0, 50, 50], asked: 0 })).toEqual([0, 0, 2, 2]);
});

test('a provisioner comes back though nothing tells how full the units are that do not run', () => {
  const strain = { utilisation: 'cpu' };
  const policies = [{ kind: 'provisioner' as const, reading: 'demand', unitPerSecond: 10, strain }];
  const config = { ...aConfig({ readings, policies }), bounds: { min: 0, max: 9 } };
  const demand = [...Array.from({ length: 10 }, () => 0), 50, 50, 50];
  expect(live({ config, speaksAtZero: true, demand, asked: 0, cpu: 'missing' }).at(-1)).toBeGreaterThanOrEqual(5);
});

describe('zero that is meant', () => {
  const tracking = { kind: 'target-tracking', reading: 'demand', of: 'demand', target: 10 } as const;
  const quiet = Array.from({ length: 30 }, () => 0);
  const times = (count: number, units: number) => Array.from({ length: count }, () => units);

  test('by a ceiling of the schedule is kept while it holds, and left as soon as it does not', () => {
    const windows = [
      { from: '11:00', to: '12:20', ceiling: 0 },
      { from: '03:00', to: '04:00', floor: 1 },
    ];
    const policies = [tracking, { kind: 'schedule' as const, timeZone: 'UTC', windows }];
    const parsed = aConfig({ readings, policies, bounds: { min: 0, max: 9 } });
    const config = { ...parsed, policies: parsed.policies.map(withoutFloors) };
    const lived = live({ config, speaksAtZero: false, demand: quiet, asked: 0 });
    expect(lived).toEqual([...times(20, 0), ...times(10, 1)]);
  });

  test.each(['ceiling', 'pause'] as const)('by hand (%s) is kept until the word expires', (kind) => {
    const overrides = [{ kind, units: kind === 'pause' ? null : 0, untilMs: noonMs + 20 * minuteMs, note: null }];
    const config = { ...aConfig({ readings, policies: [tracking] }), bounds: { min: 0, max: 9 } };
    const lived = live({ config, speaksAtZero: false, demand: quiet, overrides, asked: 0 });
    expect(lived).toEqual([...times(20, 0), ...times(10, 1)]);
  });
});

/** A night with nothing but a ceiling, which is refused today. */
function withoutFloors(policy: PolicyConfig): PolicyConfig {
  if (policy.kind !== 'schedule') return policy;
  return { ...policy, windows: policy.windows.filter(({ floor }) => floor === null) };
}
