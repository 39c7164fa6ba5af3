import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { InvalidInput } from '../../../../core/model/errors.ts';
import { sourceKinds } from '../../../../core/readings/source-kinds.ts';
import { parseScalable } from '../../../../core/scaling/config/parse-scalable.ts';
import { type PolicyKindName, policySchemas } from '../../../../core/scaling/config/policy-kinds.ts';
import type { ScalableInput } from '../../../../core/scaling/config/scalable.ts';
import { targetKinds } from '../../../../core/scaling/config/target-kinds.ts';
import { aPart, aScalableInput } from '../../../fixtures.ts';

/** The kinds that a refusal offers, as it writes them. */
const offered = (kinds: object) =>
  Object.keys(kinds)
    .map((kind) => `"${kind}"`)
    .join(' or ');
const everyPolicyKind = offered(policySchemas);

/** The message that a config is refused with. */
function refusal(input: unknown, scalable = 'checkout/web'): string {
  try {
    parseScalable(scalable, input);
  } catch (error) {
    if (error instanceof InvalidInput) return error.message;
    throw error;
  }
  return 'accepted';
}

const withInput = (input: Record<string, unknown>) => refusal({ ...aScalableInput, ...input });
const withPolicy = (policy: Record<string, unknown>) => withInput({ policies: [policy] });
const withSteps = (...steps: unknown[]) => withPolicy({ kind: 'step', reading: 'demand', steps });
const withWays = (...ways: readonly { holdSeconds: number; weight: number }[]) => {
  const asking = { by: 'rate', target: 0.6 };
  const others = ways.map((way) => ({ asking, ...way }));
  return withPolicy({ kind: 'provisioner', reading: 'demand', unitPerSecond: 80, asking, holdSeconds: 60, others });
};
const withWindow = (window: Record<string, unknown>, timeZone = 'Europe/Berlin') =>
  withPolicy({ kind: 'schedule', timeZone, windows: [{ from: '08:00', to: '18:00', floor: 4, ...window }] });
const withPart = (part: Record<string, unknown>) =>
  withInput({ readings: { demand: { parts: [{ ...aPart, ...part }] } } });

describe('a config that is right', () => {
  test('gets every default', () => {
    const config = parseScalable('checkout/web', {
      target: { kind: 'ecs-service', cluster: 'main', serviceName: 'web' },
      bounds: { min: 0, max: 3 },
      policies: [{ kind: 'schedule', timeZone: 'UTC', windows: [{ from: '08:00', to: '18:00', floor: 2 }] }],
    });
    expect(config).toMatchObject({
      scalable: 'checkout/web',
      schema: 1,
      mode: 'recommend',
      target: { account: null, region: null },
      sloBudgetPercent: null,
      leadSeconds: 180,
      readings: {},
      scaleOut: { maxFactor: 2, maxUnits: 4 },
      scaleIn: { holdSeconds: 300, maxPercent: 50 },
      degradedAfterSeconds: 1800,
      alarmName: null,
    });
  });

  test('gets the defaults of the parts that it gives by half', () => {
    const { scaleOut, scaleIn } = parseScalable('web', { ...aScalableInput, scaleOut: { maxUnits: 9 }, scaleIn: {} });
    expect([scaleOut, scaleIn]).toEqual([
      { maxFactor: 2, maxUnits: 9 },
      { holdSeconds: 300, maxPercent: 50 },
    ]);
  });

  test.each<[string, Partial<ScalableInput>]>([
    ['left out', {}],
    [
      'undefined',
      { alarmName: undefined, mode: undefined, readings: { demand: { parts: [{ ...aPart, witness: undefined }] } } },
    ],
  ])('survives JSON unchanged where fields are %s', (_, input) => {
    const steps = [{ from: undefined, below: 5, add: -1, addPercent: undefined }];
    const windows = [{ from: '08:00', to: '09:00', floor: 3, ceiling: undefined }];
    const config = parseScalable('web', {
      readings: { demand: { parts: [aPart] } },
      ...aScalableInput,
      ...input,
      policies: [
        { kind: 'step', reading: 'demand', steps },
        { kind: 'schedule', timeZone: 'UTC', windows },
      ],
    });
    expect(JSON.parse(JSON.stringify(config))).toStrictEqual(config);
  });

  test('has no negative zero, which JSON does not keep', () => {
    const steps = [{ from: -0, below: 5, addPercent: -0 }];
    const { policies } = parseScalable('web', {
      ...aScalableInput,
      policies: [{ kind: 'step', reading: 'demand', steps }],
    });
    expect(policies).toMatchObject([{ steps: [{ from: 0, addPercent: 0 }] }]);
  });

  test('is itself a config', () => {
    const { scalable, ...config } = parseScalable('web', aScalableInput);
    expect(parseScalable(scalable, config)).toStrictEqual({ ...config, scalable });
  });
});

describe('a refusal names field, value and fix', () => {
  test.each<[string, string]>([
    [refusal(undefined), 'config: is missing; give an object'],
    [refusal('web'), 'config: "web" is not accepted; give an object'],
    [refusal({ ...aScalableInput, bunds: {} }), 'bunds: there is no such field; did you mean "bounds"?'],
    [withInput({ bounds: { min: 1, max: 2, mx: 3 } }), 'bounds.mx: there is no such field; did you mean "max"?'],
    [withInput({ bounds: { min: 1 } }), 'bounds.max: is missing; give a number'],
    [withInput({ bounds: { min: -1, max: 3 } }), 'bounds.min: -1 is too small; give at least 0'],
    [withInput({ bounds: { min: 1.5, max: 3 } }), 'bounds.min: 1.5 is not accepted; give an int'],
    [withInput({ bounds: { min: 5, max: 3 } }), 'bounds: min 5 is above max 3; raise max or lower min'],
    [withInput({ bounds: { min: 0, max: Number.NaN } }), 'bounds.max: NaN is not accepted; give a number'],
    [
      withInput({ mode: 'auto' }),
      'mode: "auto" is not accepted; give "off" or "recommend" or "scale-out-only" or "on"',
    ],
    [withInput({ policies: [] }), 'policies: [] is too few; give at least 1 of them'],
    [withInput({ sloBudgetPercent: 0 }), 'sloBudgetPercent: 0 is too small; give more than 0'],
    [withInput({ sloBudgetPercent: 101 }), 'sloBudgetPercent: 101 is too big; give at most 100'],
    [withInput({ scaleOut: { maxFactor: 1 } }), 'scaleOut.maxFactor: 1 is too small; give more than 1'],
    [withInput({ scaleIn: { maxPercent: 0 } }), 'scaleIn.maxPercent: 0 is too small; give more than 0'],
    [withInput({ schema: 2 }), 'schema: 2 is not accepted; give 1'],
    [
      withInput({ target: { kind: 'ec2-fleet' } }),
      `target.kind: "ec2-fleet" is not a known kind; give ${offered(targetKinds)}`,
    ],
    [
      withInput({ target: { kind: 'auto-scaling-group', autoScalingGroupName: '' } }),
      'target.autoScalingGroupName: "" is too small; give at least 1 character',
    ],
    [
      withInput({ readings: { '1st': { parts: [aPart] } } }),
      'readings.1st: this name is not a name of letters, digits, "_" and "-" that begins with a letter',
    ],
    [
      withPart({ periodSeconds: 45 }),
      'readings.demand.parts[0].periodSeconds: 45 is not 1, 5, 10, 20, 30 or a multiple of 60',
    ],
    [
      withPart({ stat: 'average' }),
      'readings.demand.parts[0].stat: "average" is not a statistic of CloudWatch, such as Sum, Average, Maximum or p99',
    ],
    [
      withPart({ stat: 'p999' }),
      'readings.demand.parts[0].stat: "p999" is not a statistic of CloudWatch, such as Sum, Average, Maximum or p99',
    ],
    [
      withPart({ namespace: ':shop' }),
      'readings.demand.parts[0].namespace: ":shop" is not a name of CloudWatch, which begins with no colon',
    ],
    [withPart({ delaySeconds: 90_000 }), 'readings.demand.parts[0].delaySeconds: 90000 is too big; give at most 86400'],
    [withInput({ leadSeconds: 180_000 }), 'leadSeconds: 180000 is too big; give at most 86400'],
    [
      withPart({ kind: 'graphite' }),
      `readings.demand.parts[0].kind: "graphite" is not a known kind; give ${offered(sourceKinds)}`,
    ],
    [
      withInput({ readings: { demand: { parts: [aPart, { ...aPart, periodSeconds: 300 }] } } }),
      'readings.demand.parts: periodSeconds 60 and 300 differ; give every part the same',
    ],
    [
      withInput({ readings: { demand: { combine: 'ratio', parts: [aPart] } } }),
      'readings.demand.parts: a ratio has two parts, the one above and the one below, not 1; add or remove one',
    ],
  ])('%s', (said, wanted) => {
    expect(said).toBe(wanted);
  });

  test.each(['', '/', 'a//b', '-web', 'web/', 'a b', 'a#b', 'x'.repeat(129)])('for the scalable name "%s"', (name) => {
    expect(refusal(aScalableInput, name)).toContain('is not a name for a scalable; use at most 128 letters');
  });
});

describe('of CloudWatch', () => {
  test.each(['p99.9', 'p100', 'tm95', 'IQM', 'TM(10%:90%)', 'PR(:300)', 'SampleCount'])('%s is read', (stat) => {
    expect(withPart({ stat })).toBe('accepted');
  });

  test('a metric has 30 dimensions at most', () => {
    const dimensions = (count: number) => Object.fromEntries([...Array(count)].map((_, index) => [`of${index}`, 'x']));
    expect(withPart({ dimensions: dimensions(30) })).toBe('accepted');
    expect(withPart({ dimensions: dimensions(31) })).toContain('is too many; a metric has 30 at most');
  });

  test.each(['P99', 'p101', 'TM(:)', 'avg', 'sum', 'PR(300)'])('%s is no statistic', (stat) => {
    expect(withPart({ stat })).toContain('not a statistic of CloudWatch');
  });
});

describe('a policy is refused', () => {
  test.each<[string, string]>([
    [
      withPolicy({ kind: 'target-tracking', reading: 'cpu', of: 'demand', target: 1 }),
      'policies[0].reading: "cpu" is not among the readings (demand); add it or correct the name',
    ],
    [
      withPolicy({ kind: 'target-tracking', reading: 'toString', of: 'demand', target: 1 }),
      'policies[0].reading: "toString" is not among the readings (demand); add it or correct the name',
    ],
    [
      withPolicy({ kind: 'target-tracking', reading: 'demand', of: 'demand', target: 0 }),
      'policies[0].target: 0 is too small; give more than 0',
    ],
    [withPolicy({ kind: 'magic' }), `policies[0].kind: "magic" is not a known kind; give ${everyPolicyKind}`],
    [
      withPolicy({ kind: 'backlog', reading: 'demand', acceptableLatencySeconds: 1, processingSeconds: 2 }),
      'policies[0].acceptableLatencySeconds: 1 is less than one message takes (processingSeconds 2); raise it to that at least',
    ],
    [withSteps({ from: 5 }), 'policies[0].steps[0]: a step has either add or addPercent; give one of them'],
    [
      withSteps({ from: 5, add: 1, addPercent: 10 }),
      'policies[0].steps[0]: a step has either add or addPercent; give one of them',
    ],
    [
      withSteps({ from: 5, addPercent: -101 }),
      'policies[0].steps[0].addPercent: -101 is too small; give at least -100',
    ],
    [
      withSteps({ add: 1 }),
      'policies[0].steps[0]: neither from nor below is given, so it would add without end; give one or both',
    ],
    [
      withSteps({ from: 5, below: 5, add: 1 }),
      'policies[0].steps[0]: from 5 is not below 5; the range holds nothing, so raise below',
    ],
    [
      withSteps({ from: 5, below: 10, add: 1 }, { from: 9, add: 2 }),
      'policies[0].steps[1]: its range [9, open) overlaps steps[0] [5, 10); part them',
    ],
    [
      withSteps({ below: 5, add: -1 }, { below: 3, add: -2 }),
      'policies[0].steps[1]: its range [open, 3) overlaps steps[0] [open, 5); part them',
    ],
    [withSteps({ below: 5, add: -1 }, { from: 5, below: 9, add: 1 }, { from: 9, add: 2 }), 'accepted'],
    [
      withWays({ holdSeconds: 60, weight: 1 }),
      'policies[0].others[0]: it asks and holds like asking (rate 60), so both would be wrong together; leave one out, or change its holdSeconds',
    ],
    [
      withWays({ holdSeconds: 600, weight: 0.5 }, { holdSeconds: 600, weight: 0.25 }),
      'policies[0].others[1]: it asks and holds like others[0] (rate 600), so both would be wrong together; leave one out, or change its holdSeconds',
    ],
    [withWays({ holdSeconds: 600, weight: 0 }), 'policies[0].others[0].weight: 0 is too small; give more than 0'],
    [withWays({ holdSeconds: 600, weight: 0.5 }, { holdSeconds: 3600, weight: 2 }), 'accepted'],
    [
      withWindow({}, 'Europe/Atlantis'),
      'policies[0].timeZone: "Europe/Atlantis" is not an IANA time zone; write one such as Europe/Berlin',
    ],
    [
      withWindow({ from: '8:00' }),
      'policies[0].windows[0].from: "8:00" is not a time of day from 00:00 to 23:59, such as 08:30',
    ],
    [
      withWindow({ to: '24:00' }),
      'policies[0].windows[0].to: "24:00" is not a time of day from 00:00 to 23:59, such as 08:30',
    ],
    [withWindow({ days: [] }), 'policies[0].windows[0].days: [] is too few; give at least 1 of them'],
    [withWindow({ floor: undefined }), 'policies[0].windows[0]: a window has a floor, a ceiling or both; give one'],
    [
      withWindow({ floor: 5, ceiling: 4 }),
      'policies[0].windows[0]: floor 5 is above ceiling 4; raise the ceiling or lower the floor',
    ],
    [
      withWindow({ floor: 21 }),
      'policies[0].windows[0].floor: 21 is above bounds.max 20, which would win; lower it or raise bounds.max',
    ],
    [
      withWindow({ floor: null, ceiling: 1 }),
      'policies[0].windows[0].ceiling: 1 is below bounds.min 2, which would win; raise it or lower bounds.min',
    ],
    [withWindow({ from: '22:00', to: '06:00' }), 'accepted'],
  ])('%s', (said, wanted) => {
    expect(said).toBe(wanted);
  });
});

describe('a fault beside a policy that says no more than it has to', () => {
  const least: Readonly<Partial<Record<PolicyKindName, readonly object[]>>> = {
    'target-tracking': [{ reading: 'demand', of: 'demand', target: 50 }],
    step: [{ reading: 'demand', steps: [{ from: 10, add: 1 }] }],
    schedule: [{ timeZone: 'UTC', windows: [{ from: '08:00', to: '18:00', floor: 4 }] }],
    backlog: [{ reading: 'demand', acceptableLatencySeconds: 60, processingSeconds: 1 }],
    provisioner: [{ reading: 'demand' }, { reading: 'demand', strain: { utilisation: 'demand' } }],
    tuned: [{ reading: 'demand' }, { reading: 'demand', strain: { utilisation: 'demand' } }],
  };
  const all = Object.entries(least).flatMap(([kind, some]) => some.map((policy) => ({ kind, ...policy })));

  test.each(all)('is told and nothing else: %o', (policy) => {
    expect(withPolicy(policy)).not.toMatch(/^policies\[0\](\.\w+)?: (is missing|there is no such)/);
    const fault = withInput({ bounds: { min: 'two', max: 3 }, policies: [policy] });
    expect(fault).toBe('bounds.min: "two" is not accepted; give a number');
  });
});

describe('whatever is given', () => {
  const keys = [
    'target',
    'bounds',
    'readings',
    'policies',
    'scaleOut',
    'scaleIn',
    'mode',
    'alarmName',
    '__proto__',
  ] as const;
  const anything = fc.anything({
    withBigInt: true,
    withDate: true,
    withMap: true,
    withSparseArray: true,
    withNullPrototype: true,
  });

  test('nothing but InvalidInput is thrown', () => {
    fc.assert(
      fc.property(fc.string(), anything, (name, input) => {
        refusal(input, name);
        refusal(input);
      }),
      { numRuns: 1500 },
    );
  });

  test('nothing but InvalidInput is thrown where a single field of a good config is replaced', () => {
    fc.assert(
      fc.property(fc.constantFrom(...keys), anything, (key, value) => {
        withInput({ [key]: value });
        withPolicy({ kind: 'step', reading: key, steps: [{ from: value, add: 1 }] });
        withPart({ [key]: value, dimensions: value });
      }),
      { numRuns: 1500 },
    );
  });

  test('a circular value is refused like any other', () => {
    const circle: Record<string, unknown> = {};
    circle.self = circle;
    expect(withInput({ mode: circle })).toMatch(/^mode: this object is not accepted/);
  });
});
