import type { ConfigRead } from '../../../adapters/scaling/read-config.ts';
import type { Tunings } from '../../../adapters/scaling/tunings.ts';
import type { Point, Source } from '../../../core/readings/series.ts';
import { nameOfPart, type SourceConfig } from '../../../core/readings/source-kinds.ts';
import { budgetOf } from '../../../core/scaling/config/budget.ts';
import type { Choice } from '../../../core/scaling/config/choice.ts';
import { policyKindOf } from '../../../core/scaling/config/policy-kinds.ts';
import type { ScalableInput } from '../../../core/scaling/config/scalable.ts';
import { decidingConfig } from '../../../core/scaling/deciding-config.ts';
import { poolPrice } from '../../../core/scaling/pool/pool-price.ts';
import { pooledConfig } from '../../../core/scaling/pool/pooled-config.ts';
import type { DemandDay, Tuning } from '../../../core/scaling/tuning.ts';
import { withChoice } from '../../../core/scaling/with-choice.ts';
import type { TuningWorld } from '../../../functions/policy-tuner/tune-scalable.ts';
import { recordedWorld } from '../../../sim/scaling/tuning/recorded-world.ts';
import { Decided } from '../../../sim/scaling/world/decided.ts';
import { DecidedWithPool } from '../../../sim/scaling/world/decided-with-pool.ts';
import { aPart, aScalable } from '../../fixtures.ts';

export const dayMs = 86_400_000;
/** A night: 03:00 on a Saturday. */
export const nightMs = Date.UTC(2026, 2, 7, 3);
const minutes = 1440;

const units = { kind: 'cloudwatch', namespace: 'AWS/AutoScaling', metricName: 'InService', stat: 'Average' } as const;

/** A scalable whose policy is chosen at night: 80 requests a second a unit. */
export const tunedInput: Partial<ScalableInput> = {
  mode: 'on',
  bounds: { min: 1, max: 1000 },
  readings: { demand: { parts: [aPart], scale: 1 / 60 }, running: { parts: [units] } },
  policies: [{ kind: 'tuned', reading: 'demand', unitPerSecond: 80 }],
};

/** Who was in charge of those days. */
export const incumbent: Choice = { schema: 1, asking: { by: 'rate', target: 0.6 }, holdSeconds: 1200, sinceMs: 0 };

/** Demand per second at a minute: a wave a day, and the same noise each time. */
function perSecondAt(atMs: number): number {
  const ofDay = (atMs % dayMs) / dayMs;
  const noise = Math.sin(atMs / 7.3e6) * Math.sin(atMs / 1.1e6);
  return 1000 - 700 * Math.cos(2 * Math.PI * ofDay) + 40 * noise;
}

/** What a scalable's days were: demand, and what ran under the policy in charge, as its own replay has it. */
export function whatHappened(
  days: number,
  config = aScalable(tunedInput),
  endMs = Math.floor(nightMs / dayMs) * dayMs,
  leads: readonly number[] = [],
  choice: Pick<Choice, 'asking' | 'holdSeconds' | 'pool'> = incumbent,
): { startMs: number; perSecond: number[]; running: number[] } {
  const startMs = endMs - days * dayMs;
  const perSecond = Array.from({ length: days * minutes }, (_, minute) => perSecondAt(startMs + minute * 60_000));
  const [policy] = config.policies;
  if (policy?.kind !== 'tuned') throw new Error('not a tuned scalable');
  const trace = { name: 'day', startMs, stepSeconds: 60, values: Float64Array.from(perSecond) };
  const sized = { ...policy, unitPerSecond: policy.unitPerSecond ?? 80 };
  const { warmPool } = config;
  const pool = warmPool === undefined ? null : { warmLeadSeconds: warmPool.leadSeconds, price: poolPrice(warmPool) };
  const world = recordedWorld(trace, sized, { configured: config.leadSeconds, measured: leads }, undefined, pool);
  const deciding = decidingConfig(withChoice(config, choice));
  const policies = deciding.policies.map((one) => policyKindOf(one).simulated(one, policy.reading));
  const inForce = { ...deciding, policies };
  const scaler =
    warmPool === undefined
      ? new Decided(startMs, () => inForce)
      : new DecidedWithPool(startMs, () => pooledConfig(inForce, warmPool, true));
  const { served } = world.run(scaler);
  return { startMs, perSecond, running: [...served] };
}

type Happened = ReturnType<typeof whatHappened>;

let fiveDays: Happened | null = null;

/** Five days under the policy in charge, replayed once for all who ask. */
function usuallyHappened(): Happened {
  fiveDays ??= whatHappened(5);
  return fiveDays;
}

/** CloudWatch as it would tell of those days; counts what it was asked. */
export function sourceOf({ startMs, perSecond, running }: Happened): Source & { reads: number } {
  const points = (values: readonly number[], scale: number, fromMs: number, toMs: number): Point[] =>
    values
      .map((value, minute) => ({ atMs: startMs + minute * 60_000, value: value * scale }))
      .filter(({ atMs }) => atMs >= fromMs && atMs < toMs);
  const source = {
    reads: 0,
    read: async (part: SourceConfig, fromMs: number, toMs: number) => {
      source.reads++;
      const isRunning = nameOfPart(part) === units.metricName;
      const found = isRunning ? points(running, 1, fromMs, toMs) : points(perSecond, 60, fromMs, toMs);
      return { metric: { points: found, trouble: null }, witness: null };
    },
  };
  return source;
}

export interface FakeTuningWorld extends TuningWorld {
  readonly stored: Tuning[];
  readonly storedDays: DemandDay[];
}

export interface Given {
  readonly happened?: Happened;
  readonly input?: Partial<ScalableInput>;
  /** Since when the first policy has been in charge; null before the first night. */
  readonly sinceMs?: number | null;
  readonly others?: readonly (readonly [string, ConfigRead])[];
  /** What launches took, seconds. */
  readonly leads?: readonly number[];
  /** What one unit was measured to serve. */
  readonly unitPerSecond?: number | null;
  /** Who has been in charge. */
  readonly choice?: Pick<Choice, 'asking' | 'holdSeconds' | 'pool'>;
  /** Whether its pool is given up. */
  readonly hasGivenUp?: boolean;
}

/** All in memory. */
export function tuningWorld({
  happened = usuallyHappened(),
  input = {},
  sinceMs = null,
  others = [],
  leads = [],
  unitPerSecond = null,
  choice = incumbent,
  hasGivenUp = false,
}: Given = {}): FakeTuningWorld {
  const config = aScalable({ ...tunedInput, ...input });
  const stored: Tuning[] = [];
  const storedDays: DemandDay[] = [];
  const before = sinceMs === null ? null : beforeSince({ schema: 1, ...choice, sinceMs }, budgetOf(config));
  const tunings: Tunings = {
    tuning: async () => stored.at(-1) ?? before,
    putTuning: async (tuning) => void stored.push(tuning),
    days: async () => [...storedDays],
    putDay: async (_, day) => void storedDays.push(day),
  };
  return {
    settings: { all: async () => new Map([[config.scalable, config], ...others]) },
    tunings,
    source: () => sourceOf(happened),
    measured: async () => ({ leads, warmLeads: [], hasGivenUp, unitPerSecond }),
    nowMs: () => nightMs,
    stored,
    storedDays,
  };
}

function beforeSince(choice: Choice, sloBudgetPercent: number): Tuning {
  return {
    schema: 1,
    scalable: 'checkout/web',
    atMs: choice.sinceMs,
    switched: true,
    choice,
    because: 'it began',
    check: null,
    days: 1,
    sloBudgetPercent,
    outlook: null,
    promised: null,
    table: [],
  };
}
