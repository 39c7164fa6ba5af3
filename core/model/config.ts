import * as z from 'zod/mini';
import { InvalidInput } from './errors.ts';

const name = () => z.string().check(z.minLength(1));
const count = () => z.int().check(z.nonnegative());
const positive = () => z.number().check(z.positive());
const seconds = () => z.int().check(z.nonnegative());

/** Where an AWS resource lives. Null means the account and Region that Headroom is deployed in. */
const place = { account: z._default(z.nullable(z.string()), null), region: z._default(z.nullable(z.string()), null) };

/** What can be scaled. A new kind is one line here, one file in `adapters/targets`, one in `lib/targets`. */
export const targetKinds = {
  'auto-scaling-group': z.strictObject({ ...place, autoScalingGroupName: name() }),
  'ecs-service': z.strictObject({ ...place, cluster: name(), serviceName: name() }),
};

const cloudWatchMetric = {
  namespace: name(),
  metricName: name(),
  dimensions: z._default(z.record(z.string(), z.string()), {}),
  /** A CloudWatch statistic: `Sum`, `Average`, `Maximum`, `SampleCount`, `p99`, `tm95`, ... */
  stat: name(),
};

/** Where numbers come from. A new kind is one line here, one file in `adapters/sources`. */
export const sourceKinds = {
  cloudwatch: z.strictObject({
    ...cloudWatchMetric,
    periodSeconds: z._default(z.int().check(z.multipleOf(10), z.gte(10)), 60),
    /** How long after its period's end a point may take to appear. */
    delaySeconds: z._default(seconds(), 60),
    /**
     * A metric of the same thing that is always reported. Where it has a point and this metric has none, this metric is
     * zero; where both have none, it is missing.
     */
    witness: z.optional(z.strictObject(cloudWatchMetric)),
  }),
};

const timeOfDay = z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'not a time of day; write it as 08:30'));
export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** Ways to propose a capacity. A new kind is one line here and one file in `core/scaling/policies`. */
export const policyKinds = {
  /** Keeps a reading at a target: `demand` is divided among the units, `utilisation` is already an average over them. */
  'target-tracking': z.strictObject({ reading: name(), of: z.enum(['demand', 'utilisation']), target: positive() }),
  /** Adds or removes by steps of a reading; the first step whose range holds the reading counts. */
  step: z.strictObject({
    reading: name(),
    steps: z
      .array(
        z.strictObject({
          /** The range is `from <= reading < below`; null is open. */
          from: z._default(z.nullable(z.number()), null),
          below: z._default(z.nullable(z.number()), null),
          /** Units to add; negative removes. */
          add: z.optional(z.int()),
          /** Percent of capacity to add, rounded away from zero; negative removes. */
          addPercent: z.optional(z.number()),
        }),
      )
      .check(z.minLength(1)),
  }),
  /** Floors and ceilings by the clock of a time zone. Where windows overlap the highest floor and the lowest ceiling count. */
  schedule: z.strictObject({
    timeZone: name(),
    windows: z
      .array(
        z.strictObject({
          days: z._default(z.array(z.enum(weekdays)), [...weekdays]),
          /** From this minute on; a window whose end is not after its start runs into the next day. */
          from: timeOfDay,
          to: timeOfDay,
          floor: z.optional(count()),
          ceiling: z.optional(count()),
        }),
      )
      .check(z.minLength(1)),
  }),
  /** Keeps a queue short enough that its last message waits no longer than is acceptable. */
  backlog: z.strictObject({
    /** A reading of the messages waiting. */
    reading: name(),
    acceptableLatencySeconds: positive(),
    /** How long one unit works on one message. */
    processingSeconds: positive(),
  }),
};

type Kinds = Readonly<Record<string, z.core.$ZodType>>;
/** The config of one kind out of a kind map. */
export type OfKind<K extends Kinds, Kind extends keyof K = keyof K> = {
  [Key in Kind]: { readonly kind: Key } & Readonly<z.output<K[Key]>>;
}[Kind];

export type TargetConfig<Kind extends keyof typeof targetKinds = keyof typeof targetKinds> = OfKind<typeof targetKinds, Kind>;
export type SourceConfig<Kind extends keyof typeof sourceKinds = keyof typeof sourceKinds> = OfKind<typeof sourceKinds, Kind>;
export type PolicyConfig<Kind extends keyof typeof policyKinds = keyof typeof policyKinds> = OfKind<typeof policyKinds, Kind>;

/** A schema that reads `kind` and then what that kind asks for. */
function oneOf<K extends Record<string, z.ZodMiniObject>>(kinds: K) {
  const options = Object.entries(kinds).map(([kind, schema]) => z.extend(schema, { kind: z.literal(kind) }));
  return z.discriminatedUnion('kind', options as never) as unknown as z.ZodMiniType<OfKind<K>, { kind: keyof K }>;
}

const source = oneOf(sourceKinds);

/** A number over time: the sum of its parts, or the first part over the second, times `scale`. */
const reading = z.strictObject({
  parts: z.array(source).check(z.minLength(1)),
  combine: z._default(z.enum(['sum', 'ratio']), 'sum'),
  /** Changes the unit, e.g. 1/60 from a sum over a minute to a rate per second. */
  scale: z._default(positive(), 1),
  /** The same thing per running unit where AWS publishes it; alarms then need no arithmetic. */
  perUnit: z._default(z.nullable(source), null),
});
export type ReadingConfig = Readonly<z.output<typeof reading>>;

/** The reading that tells how much capacity was running; aligned with every other reading by time. */
export const runningReading = 'running';

export const modes = ['off', 'recommend', 'scale-out-only', 'on'] as const;

/** Everything about one scalable. */
export const scalableSchema = z.strictObject({
  schema: z._default(z.literal(1), 1),
  /** `off` only looks, `recommend` says what it would do, `scale-out-only` never takes away, `on` acts. */
  mode: z._default(z.enum(modes), 'recommend'),
  target: oneOf(targetKinds),
  bounds: z.strictObject({ min: count(), max: count() }),
  /** Percent of requests that may find too little capacity. */
  sloBudgetPercent: z._default(positive(), 0.5),
  /** How long a new unit takes from being asked for to being useful. */
  leadSeconds: z._default(seconds(), 180),
  readings: z._default(z.record(z.string(), reading), {}),
  policies: z.array(oneOf(policyKinds)).check(z.minLength(1)),
  scaleOut: z._default(
    z.strictObject({
      /** Most that one look may ask for: this factor of what was asked, or this many units more, whichever is higher. */
      maxFactor: z._default(z.number().check(z.gt(1)), 2),
      maxUnits: z._default(z.int().check(z.positive()), 4),
    }),
    { maxFactor: 2, maxUnits: 4 },
  ),
  scaleIn: z._default(
    z.strictObject({
      /** Capacity follows down to the highest need of this long. */
      holdSeconds: z._default(seconds(), 300),
      /** Most that one look may take away, percent of what was asked; one unit is always allowed. */
      maxPercent: z._default(z.number().check(z.positive(), z.lte(100)), 50),
    }),
    { holdSeconds: 300, maxPercent: 50 },
  ),
  /** How long readings may stay silent before the scalable counts as degraded and somebody is told. */
  degradedAfterSeconds: z._default(seconds(), 1800),
  /** The alarm that wakes this scalable; null where nothing but the full look does. */
  alarmName: z._default(z.nullable(z.string()), null),
});

type Settings = Readonly<z.output<typeof scalableSchema>>;
/** What a user writes: everything with a default may be left out. */
export type ScalableInput = z.input<typeof scalableSchema>;
/** The whole config of one scalable, checked, defaults filled in. */
export type ScalableConfig = Settings & { readonly scalable: string };

const scalableName = /^[a-z0-9][a-z0-9._-]*(\/[a-z0-9][a-z0-9._-]*)*$/i;

/** Reads the config of one scalable. Throws `InvalidInput` naming the field, the value and the fix. */
export function parseScalable(scalable: string, input: unknown): ScalableConfig {
  if (!scalableName.test(scalable) || scalable.length > 128) {
    throw new InvalidInput('scalable', `"${scalable}" is no name for a scalable; use letters, digits, "._-" and "/" between parts`);
  }
  const parsed = scalableSchema.safeParse(input);
  if (!parsed.success) throw invalid(parsed.error.issues[0], input);
  const config = { ...parsed.data, scalable };
  checkBounds(config);
  checkReadings(config);
  config.policies.forEach((policy, index) => {
    checkPolicy(policy, `policies[${index}]`, config);
  });
  return config;
}

function invalid(issue: z.core.$ZodIssue | undefined, input: unknown): InvalidInput {
  const path = issue?.path ?? [];
  const field = path.reduce<string>((at, key) => (typeof key === 'number' ? `${at}[${key}]` : at ? `${at}.${String(key)}` : String(key)), '');
  const value = path.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown> | undefined)?.[key], input);
  return new InvalidInput(field || 'config', `${JSON.stringify(value) ?? 'nothing'} is not accepted: ${issue?.message ?? 'unknown fault'}`);
}

function checkBounds({ bounds }: Settings): void {
  if (bounds.min > bounds.max) {
    throw new InvalidInput('bounds', `min ${bounds.min} is above max ${bounds.max}; raise max or lower min`);
  }
}

function checkReadings({ readings }: Settings): void {
  for (const [key, { parts, combine }] of Object.entries(readings)) {
    const field = `readings.${key}`;
    if (new Set(parts.map((part) => part.periodSeconds)).size > 1) {
      throw new InvalidInput(`${field}.parts`, 'the parts have different periodSeconds; give them all the same');
    }
    if (combine === 'ratio' && parts.length !== 2) {
      throw new InvalidInput(`${field}.parts`, `a ratio has two parts, the one above and the one below, not ${parts.length}`);
    }
  }
}

function checkPolicy(policy: PolicyConfig, field: string, config: Settings): void {
  if ('reading' in policy) {
    if (!(policy.reading in config.readings)) {
      const known = Object.keys(config.readings).join(', ') || 'none';
      throw new InvalidInput(`${field}.reading`, `"${policy.reading}" is not among the readings (${known}); add it or correct the name`);
    }
  }
  if (policy.kind === 'step') checkSteps(policy, field);
  if (policy.kind === 'schedule') checkSchedule(policy, field);
}

function checkSteps({ steps }: PolicyConfig<'step'>, field: string): void {
  steps.forEach((step, index) => {
    const at = `${field}.steps[${index}]`;
    if ((step.add === undefined) === (step.addPercent === undefined)) {
      throw new InvalidInput(at, 'a step has either add or addPercent; give one of them');
    }
    if (step.from !== null && step.below !== null && step.from >= step.below) {
      throw new InvalidInput(at, `from ${step.from} is not below ${step.below}; the range holds nothing`);
    }
  });
}

function checkSchedule({ timeZone, windows }: PolicyConfig<'schedule'>, field: string): void {
  try {
    new Intl.DateTimeFormat('en-GB', { timeZone });
  } catch {
    throw new InvalidInput(`${field}.timeZone`, `"${timeZone}" is no IANA time zone; write one such as Europe/Berlin`);
  }
  windows.forEach((window, index) => {
    const at = `${field}.windows[${index}]`;
    if (window.floor === undefined && window.ceiling === undefined) {
      throw new InvalidInput(at, 'a window has a floor, a ceiling or both; give one');
    }
    if (window.floor !== undefined && window.ceiling !== undefined && window.floor > window.ceiling) {
      throw new InvalidInput(at, `floor ${window.floor} is above ceiling ${window.ceiling}`);
    }
  });
}
