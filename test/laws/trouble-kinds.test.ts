import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { capabilityNames } from '../../core/model/capability-name.ts';
import {
  type TroubleKind,
  type TroubleKindOf,
  troubleKindNames,
  troubleKinds,
} from '../../core/model/trouble-kinds.ts';
import { troubleText } from '../../core/model/trouble-text.ts';
import { troubleTexts } from '../../core/model/trouble-texts.ts';
import { boundsOf } from '../../core/scaling/bounds-of.ts';
import { type PolicyKindName, policySchemas } from '../../core/scaling/config/policy-kinds.ts';
import { decideScalable } from '../../core/scaling/decide-scalable.ts';
import type { Observation } from '../../core/scaling/observation.ts';
import { scalingTroubles } from '../../core/scaling/troubles/catalogue.ts';
import { anyObservation, aPolicy } from '../arbitraries.ts';
import {
  aCapacity,
  aConfig,
  aMemory,
  anObservation,
  aPart,
  aPool,
  aReading,
  aSize,
  minuteMs,
  noonMs,
  someSizes,
} from '../fixtures.ts';
import { placeholders } from '../placeholders.ts';

const find = (observation: Observation) => scalingTroubles(observation, decideScalable(observation));

describe.each(troubleKindNames)('the kind of trouble %s', (kind) => {
  const card = { ...troubleKinds[kind], ...troubleTexts[kind] };

  test('has a metric of its own, a sentence for its alarm, and a remedy that names who has it', () => {
    expect(troubleKindNames.filter((other) => troubleKinds[other].metric === card.metric)).toEqual([kind]);
    expect(card.metric).toMatch(/^[A-Z][A-Za-z]+$/);
    expect(card.remedy).toContain('{subject}');
    expect([...card.remedy.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)).toEqual(
      card.remedy.match(/\{subject\}/g)?.map(() => 'subject'),
    );
    expect([null, ...capabilityNames]).toContain(card.of);
    const trouble = { kind, because: { says: 'it is {how}', how: 'so' }, sinceMs: noonMs, toldAtMs: null };
    const { says, remedy } = troubleText(trouble, 'checkout/web');
    expect(says).toBe('it is so');
    expect(remedy).toContain('checkout/web');
  });
});

/** Between its windows a schedule wants the least, which is what the floor is. */
const aFloor = {
  kind: 'schedule' as const,
  timeZone: 'UTC',
  windows: [{ from: '01:00', to: '02:00', floor: 2 }],
};

/** A look with each kind of trouble that scaling finds, and with no other. */
const scenes: Readonly<Record<TroubleKindOf<'scaling'>, Observation>> = {
  'wants-more': anObservation({ readings: { demand: aReading([2500]) } }),
  'capacity-missing': anObservation({
    capacity: aCapacity({ asked: 10, running: 6, inFlight: 4 }),
    memory: aMemory({
      seen: [{ atMs: noonMs - minuteMs, asked: 10, running: 6 }],
      launches: { pending: [{ atMs: noonMs - 20 * minuteMs, units: 4 }], leads: [], again: null },
    }),
  }),
  'deployment-overdue': anObservation({
    capacity: aCapacity({ keepBecause: { says: 'a deployment is running' } }),
    memory: aMemory({ deployingSinceMs: noonMs - 61 * minuteMs }),
  }),
  'changed-by-others': anObservation({
    memory: aMemory({
      others: [50, 30, 10].map((ago) => ({ atMs: noonMs - ago * minuteMs, units: 10, undone: true })),
    }),
  }),
  'silent-at-zero': anObservation({
    config: { ...aConfig(), bounds: { min: 0, max: 20 } },
    capacity: aCapacity({ asked: 0 }),
    readings: { demand: { ...aReading([0]), speaksAtZero: false } },
  }),
  'units-contradict': anObservation({ capacity: aCapacity({ unitsBecause: { says: 'nobody knows the weights' } }) }),
  'pool-unused': anObservation({
    config: aConfig({ warmPool: {} }),
    pool: aPool({ unusableBecause: { says: 'nothing tells when a unit is ready' } }),
  }),
  'size-change-failed': anObservation({
    config: aConfig({ sizes: { ...someSizes, change: 'on' } }),
    size: aSize({ fixedBecause: { says: 'the version has no number' } }),
  }),
  'nobody-reacts': anObservation({
    config: aConfig({ beside: 'native', policies: [aFloor] }),
    capacity: aCapacity({ asked: 2, running: 2 }),
    rivals: { atMs: noonMs, rivals: [], trouble: null },
  }),
  degraded: anObservation({
    readings: { demand: aReading(['missing']) },
    memory: aMemory({ silentSinceMs: noonMs - 45 * minuteMs }),
  }),
};

test.each(Object.entries(scenes))('a look with %s tells it, and nothing else', (kind, observation) => {
  expect(Object.keys(find(observation))).toEqual([kind]);
});

test('what a deployment launches beside what was asked for is not missing', () => {
  const scene = scenes['capacity-missing'];
  const capacity = aCapacity({ asked: 10, running: 10, inFlight: 4, keepBecause: { says: 'a deployment is running' } });
  expect(find({ ...scene, capacity })).toEqual({});
});

test('what somebody else sets and Headroom leaves is not trouble, nor what was long ago', () => {
  const times = (undone: boolean, ...minutes: readonly number[]) =>
    find(
      anObservation({
        memory: aMemory({ others: minutes.map((ago) => ({ atMs: noonMs - ago * minuteMs, units: 10, undone })) }),
      }),
    );
  expect(times(false, 50, 30, 10)).toEqual({});
  expect(times(true, 70, 30, 10)).toEqual({});
});

test('a kind that this release does not know is told all the same', () => {
  const trouble = { kind: 'haunted' as TroubleKind, because: { says: 'it howls' }, sinceMs: noonMs, toldAtMs: null };
  expect(troubleText(trouble, 'checkout/web')).toMatchObject({ title: 'haunted', says: 'it howls' });
});

test('whatever is observed, what is found is whole, not of the future, and survives JSON', () => {
  fc.assert(
    fc.property(anyObservation, (observation) => {
      const found = find(observation);
      for (const { because, sinceMs } of Object.values(found)) {
        for (const name of placeholders(because)) expect(because[name]).not.toBeUndefined();
        expect(sinceMs ?? observation.atMs).toBeLessThanOrEqual(observation.atMs);
      }
      expect(JSON.parse(JSON.stringify(found))).toStrictEqual(found);
    }),
    { numRuns: 2000 },
  );
});

const policyKinds = Object.keys(policySchemas) as PolicyKindName[];
const readings = Object.fromEntries(['demand', 'cpu', 'depth'].map((name) => [name, { parts: [aPart] }]));

describe.each(policyKinds)('a policy of the kind %s', (kind) => {
  test('wants more wherever it proposes more than may be had, and nowhere else', () => {
    fc.assert(
      fc.property(aPolicy[kind], fc.nat(3000), fc.integer({ min: 1, max: 30 }), (policy, told, max) => {
        const reading = aReading([told, told, told]);
        const observation = anObservation({
          config: {
            ...aConfig({ bounds: { min: 1, max: 99 }, readings, policies: [policy] }),
            bounds: { min: 1, max },
          },
          capacity: aCapacity({ asked: Math.min(10, max) }),
          readings: { demand: reading, cpu: reading, depth: reading },
        });
        const [proposal] = decideScalable(observation).reasons;
        const wants = (proposal?.desired?.units ?? 0) > boundsOf(observation).max;
        expect(find(observation)['wants-more'] !== undefined).toBe(wants);
      }),
      { numRuns: 100 },
    );
  });
});

test('a most of nought is meant, and so is what a person limits', () => {
  const capacity = aCapacity({ asked: 0 });
  const policies = [{ kind: 'target-tracking', reading: 'demand', of: 'demand', target: 100 } as const];
  const closed = { ...aConfig({ readings, policies }), bounds: { min: 0, max: 0 } };
  expect(find(anObservation({ config: closed, capacity }))['wants-more']).toBeUndefined();
  const overrides = [{ kind: 'ceiling' as const, units: 2, untilMs: noonMs + 1, note: null }];
  expect(find(anObservation({ overrides }))['wants-more']).toBeUndefined();
});

test('what limits is named: the bounds, the target or the schedule', () => {
  const windows = [{ from: '11:00', to: '13:00', ceiling: 4 }];
  const schedule = { kind: 'schedule', timeZone: 'UTC', windows } as const;
  const [tracking] = aConfig().policies;
  const limitOf = (observation: Partial<Observation>) => find(anObservation(observation))['wants-more']?.because.limit;
  expect(limitOf({ config: aConfig({ bounds: { min: 2, max: 5 } }) })).toBe('bounds.max');
  expect(limitOf({ capacity: aCapacity({ max: 6 }) })).toBe("the target's own maximum");
  const config = aConfig({ policies: [schedule] });
  expect(limitOf({ config: { ...config, policies: [...config.policies, ...(tracking ? [tracking] : [])] } })).toBe(
    'the ceiling of the schedule',
  );
});

test.each(['off', 'recommend'] as const)('in the mode %s, only what advice rests on is trouble', (mode) => {
  const capacity = aCapacity({ asked: 10, running: 6, voidOutBecause: { says: 'nothing is launched' } });
  const unsure = { ...capacity, unitsBecause: { says: 'nobody knows the weights' } };
  const observation = anObservation({ config: aConfig({ mode, bounds: { min: 2, max: 4 } }), capacity: unsure });
  expect(Object.keys(find(observation))).toEqual(['units-contradict']);
  const acting = aConfig({ mode: 'scale-out-only', bounds: { min: 2, max: 4 } });
  const all = Object.keys(find({ ...observation, config: acting }));
  expect(all.sort()).toEqual(['capacity-missing', 'units-contradict', 'wants-more']);
});

test('a launch that nothing makes is missing, though nothing is in flight', () => {
  const voidOutBecause = { says: 'the process Launch is suspended; resume it' };
  const capacity = aCapacity({ asked: 10, running: 6, voidOutBecause });
  expect(find(anObservation({ capacity }))['capacity-missing']).toEqual({ because: voidOutBecause, sinceMs: null });
});
