import fc from 'fast-check';
import type { Booking } from '../core/model/booking.ts';
import type { Because } from '../core/model/reason.ts';
import type { UnreadableOverride } from '../core/model/unreadable-override.ts';
import type { Reading, Sample } from '../core/readings/reading.ts';
import { learners, type PolicyKindName } from '../core/scaling/config/policy-kinds.ts';
import type { ScalableInput } from '../core/scaling/config/scalable.ts';
import type { DecidingConfig } from '../core/scaling/deciding-config.ts';
import type { Capacity, Kept, Launches, Observation, Override } from '../core/scaling/observation.ts';
import type { Rations } from '../core/scaling/rations.ts';
import { aConfig, aMemory, aPart, minuteMs, noonMs } from './fixtures.ts';

const readingNames = ['demand', 'cpu', 'depth', 'running'] as const;
const dayMs = 86_400_000;

const someUnits = fc.oneof(fc.nat(30), fc.constantFrom(0, 1, 2, 1000), fc.nat(Number.MAX_SAFE_INTEGER));
const fewUnits = fc.nat(40);
const aNumber = fc.oneof(
  fc.nat(2000),
  fc.double({ min: 0, max: 1, noNaN: true }),
  fc.constantFrom(0, 5e-324, 1e-9, 1e15, 1.7e308),
);
const atMs = fc.integer({ min: noonMs - 366 * dayMs, max: noonMs + 366 * dayMs });

const aStep = fc.oneof(
  fc.record({ add: fc.integer({ min: -20, max: 20 }) }),
  fc.record({ addPercent: fc.double({ min: -100, max: 500, noNaN: true }) }),
);

const steps = fc.uniqueArray(fc.integer({ min: 0, max: 2000 }), { minLength: 1, maxLength: 3 }).chain((edges) => {
  const sorted = edges.sort((a, b) => a - b);
  const ranges = [{ below: sorted[0] }, ...sorted.map((from, index) => ({ from, below: sorted[index + 1] }))];
  return fc.tuple(...ranges.map((range) => aStep.map((change) => ({ ...range, ...change }))));
});

const timeOfDay = fc
  .tuple(fc.nat(23), fc.nat(59))
  .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`);

const readingName = fc.constantFrom('demand', 'cpu', 'depth');

/** How a provisioner may ask. */
const someAsking = fc.oneof(
  fc.record({ by: fc.constant('rate' as const), target: fc.double({ min: 0.01, max: 2, noNaN: true }) }),
  fc.record({ by: fc.constant('envelope' as const), periods: fc.constantFrom(5, 30), deviations: fc.nat(8) }),
  fc.record({
    by: fc.constant('window-maximum' as const),
    expectile: fc.constantFrom(0.8, 0.97),
    quantile: fc.option(fc.double({ min: 0.5, max: 0.999, noNaN: true })),
    margin: fc.double({ min: -0.5, max: 2, noNaN: true }),
  }),
  fc.record({
    by: fc.constant('same-time' as const),
    days: fc.constantFrom(1 as const, 7 as const),
    share: fc.double({ min: 0.01, max: 3, noNaN: true }),
    target: fc.double({ min: 0.01, max: 2, noNaN: true }),
  }),
);

/** One of several ways; its hold is none of the first's. */
const anotherWay = fc.record({
  asking: someAsking,
  holdSeconds: fc.constantFrom(60, 300, 3600),
  weight: fc.double({ min: 0.02, max: 1, noNaN: true }),
});

/** What a unit serves: told, or learned by how busy units are, or by nothing. */
const aUnit = {
  unitPerSecond: fc.option(fc.double({ min: 1e-3, max: 1e6, noNaN: true })),
  strain: fc.option(fc.constant({ utilisation: 'cpu', backlog: null, warmUpSeconds: 180 }), { freq: 2 }),
};

/** Policies of every kind. */
export const aPolicy: { readonly [Kind in PolicyKindName]: fc.Arbitrary<PolicyInput> } = {
  'target-tracking': fc.record({
    kind: fc.constant('target-tracking' as const),
    reading: readingName,
    of: fc.constantFrom('demand' as const, 'utilisation' as const),
    target: fc.oneof(fc.integer({ min: 1, max: 500 }), fc.double({ min: 1e-300, max: 1, noNaN: true })),
  }),
  step: fc.record({ kind: fc.constant('step' as const), reading: readingName, steps }),
  schedule: fc.record({
    kind: fc.constant('schedule' as const),
    timeZone: fc.constantFrom('UTC', 'Europe/Berlin', 'Australia/Lord_Howe'),
    windows: fc.array(
      fc.record({
        from: timeOfDay,
        to: timeOfDay,
        floor: fc.nat(20),
        ceiling: fc.option(fc.integer({ min: 20, max: 60 })),
      }),
      { minLength: 1, maxLength: 3 },
    ),
  }),
  backlog: fc.record({
    kind: fc.constant('backlog' as const),
    reading: readingName,
    acceptableLatencySeconds: fc.double({ min: 1, max: 1e6, noNaN: true }),
    processingSeconds: fc.double({ min: 1e-9, max: 1, noNaN: true }),
  }),
  provisioner: fc.record({
    kind: fc.constant('provisioner' as const),
    reading: readingName,
    ...aUnit,
    asking: someAsking,
    holdSeconds: fc.constantFrom(0, 600),
    others: fc.uniqueArray(anotherWay, { maxLength: 3, selector: ({ holdSeconds }) => holdSeconds }),
  }),
  tuned: fc.record({
    kind: fc.constant('tuned' as const),
    reading: readingName,
    ...aUnit,
  }),
};
type PolicyInput = ScalableInput['policies'][number];

const limits = fc
  .tuple(
    fc.oneof(fc.nat(20), fc.constant(0)),
    fc.oneof(fc.integer({ min: 20, max: 60 }), fc.constant(1e9)),
    fc.boolean(),
  )
  .map(([min, max, pinned]) => (pinned ? { min: 20, max: 20 } : { min, max }));

const anyInput = fc.record({
  mode: fc.constantFrom('on' as const, 'scale-out-only' as const, 'recommend' as const, 'off' as const),
  bounds: limits,
  policies: fc
    .array(fc.oneof(...Object.values(aPolicy)), { minLength: 1, maxLength: 3 })
    .filter((policies) => policies.filter(({ kind }) => learners.includes(kind)).length < 2),
  leadSeconds: fc.constantFrom(0, 180, 3600),
  scaleOut: fc.record({ maxFactor: fc.constantFrom(1.01, 2, 1e6), maxUnits: fc.constantFrom(1, 4, 1000) }),
  scaleIn: fc.record({ holdSeconds: fc.constantFrom(0, 300, 86_400), maxPercent: fc.constantFrom(0.1, 50, 100) }),
  degradedAfterSeconds: fc.constantFrom(0, 1800),
});

/** One of so many configs: checking a config costs more than a hundred decisions, so that cases share them. */
export function oneConfigOf(
  inputs: fc.Arbitrary<Partial<ScalableInput>>,
  configs: number,
): fc.Arbitrary<DecidingConfig> {
  const readings = Object.fromEntries(readingNames.map((name) => [name, { parts: [aPart] }]));
  const pool = fc.sample(inputs, { numRuns: configs, seed: 1 }).map((input) => onRecord({ ...input, readings }));
  return fc.constantFrom(...pool);
}

/** A config as an entry may hold it: its least may be 0 where it would be refused today, since nothing speaks at zero. */
function onRecord(input: Partial<ScalableInput>): DecidingConfig {
  const { bounds } = input;
  if (bounds === undefined) return aConfig(input);
  return { ...aConfig({ ...input, bounds: { ...bounds, min: Math.max(bounds.min, 1) } }), bounds };
}

/** Valid configs with up to three policies. */
const anyConfig = oneConfigOf(anyInput, 500);

/** Readings up to the minute before the look: values, late and missing in any order, or nothing at all. */
function anyReading(nowMs: number): fc.Arbitrary<Reading> {
  const told = fc.oneof(
    { weight: 5, arbitrary: aNumber },
    { weight: 1, arbitrary: fc.constantFrom('late' as const, 'missing' as const) },
  );
  const lastAtMs = (Math.floor(nowMs / minuteMs) - 2) * minuteMs;
  return fc.tuple(fc.array(told, { maxLength: 8 }), fc.boolean(), fc.boolean()).map(([all, speaksAtZero, tells]) => ({
    periodSeconds: 60,
    ...(tells && { delaySeconds: 60 }),
    unit: null,
    wakes: true,
    speaksAtZero,
    trouble: null,
    samples: all.map((one, index): Sample => {
      const sampleAtMs = lastAtMs - (all.length - 1 - index) * minuteMs;
      return typeof one === 'number' ? { is: 'value', atMs: sampleAtMs, value: one } : { is: one, atMs: sampleAtMs };
    }),
  }));
}

const seldom = (because: Because) =>
  fc.oneof({ weight: 15, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: fc.constant(because) });

const anyTold = fc.record({
  asked: someUnits,
  running: someUnits,
  inFlight: fc.oneof(fc.constant(0), fewUnits),
  min: fc.option(fewUnits, { freq: 2 }),
  max: fc.option(fc.integer({ min: 40, max: 100 }), { freq: 2 }),
  keepBecause: fc.option(fc.constant({ says: 'a deployment is running' }), { freq: 4 }),
  voidOutBecause: seldom({ says: 'nothing is launched' }),
  voidInBecause: fc.constant(null),
  unitsBecause: seldom({ says: 'nobody knows the weights' }),
  rations: fc.oneof({ weight: 15, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: anyRations() }),
});
const anyCapacity: fc.Arbitrary<Capacity> = anyTold.map(({ unitsBecause, rations, ...told }) => ({
  ...told,
  ...(unitsBecause !== null && { unitsBecause }),
  ...(rations !== null && { rations }),
}));

/** One change at a time, or so many decreases in a day. */
function anyRations(): fc.Arbitrary<Rations> {
  const decreases = fc.record({
    today: fc.nat(30),
    lastAtMs: fc.option(fc.constant(noonMs), { freq: 2 }),
    free: fc.constant(4),
    everySeconds: fc.constant(3600),
    mostToday: fc.constant(27),
  });
  const busyBecause = seldom({ says: 'another change is under way' });
  return fc.record({ busyBecause, decreases: fc.option(decreases, { freq: 4 }) });
}

function launchesAt(
  nowMs: number,
  { pending, ...rest }: Omit<Launches, 'pending'> & { pending: { agoMs: number; units: number }[] },
): Launches {
  const sorted = pending.sort((a, b) => b.agoMs - a.agoMs);
  return { ...rest, pending: sorted.map(({ agoMs, units }) => ({ atMs: nowMs - agoMs, units })) };
}

function anyKept(nowMs: number): fc.Arbitrary<Kept | null> {
  const agoMs = fc.nat(20 * minuteMs);
  const seen = fc.array(fc.record({ agoMs, asked: someUnits, running: someUnits }), { maxLength: 5 });
  const needs = fc.array(fc.record({ agoMs, desired: someUnits }), { maxLength: 5 });
  const launches = fc.record({
    pending: fc.array(fc.record({ agoMs: fc.nat(3 * 60 * minuteMs), units: fc.integer({ min: 1, max: 40 }) }), {
      maxLength: 4,
    }),
    leads: fc.array(fc.integer({ min: 1, max: 3600 }), { maxLength: 20 }),
    again: fc.option(fc.record({ units: fc.integer({ min: 1, max: 40 }), level: fc.nat(80), landed: fc.boolean() })),
  });
  const silentMs = fc.option(fc.nat(3_600_000));
  const deployingMs = fc.option(fc.nat(3 * 60 * minuteMs));
  const others = fc.array(fc.record({ agoMs: fc.nat(90 * minuteMs), units: fewUnits, undone: fc.boolean() }), {
    maxLength: 5,
  });
  const all = { seen, needs, silentMs, launches: fc.option(launches), deployingMs, others };
  const kept = fc.record(all).map((some) => ({
    schema: 1 as const,
    seen: some.seen
      .sort((a, b) => b.agoMs - a.agoMs)
      .map(({ agoMs: ago, asked, running }) => ({ atMs: nowMs - ago, asked, running })),
    needs: some.needs
      .sort((a, b) => b.agoMs - a.agoMs)
      .map(({ agoMs: ago, desired }) => ({ atMs: nowMs - ago, desired }))
      .filter((need, index, all) => all.slice(index + 1).every((later) => later.desired < need.desired)),
    silentSinceMs: some.silentMs === null ? null : nowMs - some.silentMs,
    ...(some.launches === null ? {} : { launches: launchesAt(nowMs, some.launches) }),
    ...(some.deployingMs !== null && { deployingSinceMs: nowMs - some.deployingMs }),
    ...(some.others.length > 0 && {
      others: some.others
        .sort((a, b) => b.agoMs - a.agoMs)
        .map(({ agoMs: ago, ...one }) => ({ atMs: nowMs - ago, ...one })),
    }),
    policies: {},
  }));
  return fc.option(kept, { freq: 5 });
}

function anyOverride(nowMs: number): fc.Arbitrary<Override | UnreadableOverride> {
  const untilMs = fc.constantFrom(nowMs - 1, nowMs, nowMs + 1, nowMs + minuteMs);
  const note = fc.option(fc.constant('sale'));
  return fc.oneof(
    fc.record({ kind: fc.constantFrom('floor' as const, 'ceiling' as const), units: fewUnits, untilMs, note }),
    fc.record({ kind: fc.constant('pause' as const), units: fc.constant(null), untilMs, note }),
    fc.record({ kind: fc.constant('unreadable' as const), trouble: fc.constant('units {"S":"9"} is not a number') }),
  );
}

/** Any observation that the types allow: extreme, absent and contradictory, but nothing that is not a number. */
const aBooking = (nowMs: number): fc.Arbitrary<Booking> =>
  fc.record({
    schema: fc.constant(1 as const),
    scalable: fc.constant('checkout/web'),
    by: fc.constantFrom('checkout/shares', 'checkout/other'),
    units: fewUnits,
    because: fc.constant({ says: 'a shift counts on them' }),
    untilMs: fc.constantFrom(nowMs - 1, nowMs + 600_000),
  });

export const anyObservation: fc.Arbitrary<Observation> = atMs.chain((nowMs) =>
  fc
    .record({
      subject: fc.constant('checkout/web'),
      atMs: fc.constant(nowMs),
      memory: anyKept(nowMs).map((kept) => (kept === null ? { ...aMemory(), kept } : aMemory(kept))),
      config: anyConfig,
      capacity: anyCapacity,
      readings: fc.record(
        { demand: anyReading(nowMs), cpu: anyReading(nowMs), depth: anyReading(nowMs), running: anyReading(nowMs) },
        { requiredKeys: ['cpu', 'depth'] },
      ),
      alarm: fc.constantFrom(null, 'ALARM' as const, 'OK' as const, 'INSUFFICIENT_DATA' as const),
      overrides: fc.oneof(
        { weight: 3, arbitrary: fc.constant([]) },
        { weight: 1, arbitrary: fc.array(anyOverride(nowMs), { maxLength: 3 }) },
      ),
      bookings: fc.array(aBooking(nowMs), { maxLength: 2 }),
    })
    // Records may come without a prototype, which no JSON brings.
    .map((observation) => structuredClone(observation)),
);
