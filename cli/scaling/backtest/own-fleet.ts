import { InvalidInput } from '../../../core/model/errors.ts';
import { budgetOf } from '../../../core/scaling/config/budget.ts';
import type { ScalableConfig } from '../../../core/scaling/config/scalable.ts';
import type { Configured } from '../../../sim/scaling/score/answer.ts';
import type { OwnFleet, OwnUnit } from '../../../sim/scaling/world/own-fleet.ts';
import type { PoolKind } from '../../../sim/scaling/world/pool-kind.ts';
import type { Trace } from '../../../sim/workloads/trace.ts';
import { adds } from './named-metric.ts';
import type { BacktestOptions } from './options.ts';

/** What is simulated: one's own fleet where something of it is known, by the options first and then by the config. */
export interface Asked {
  readonly leadSeconds: number;
  readonly sloBudgetPercent: number;
  readonly fleet: OwnFleet | null;
  readonly pool: PoolKind | null;
}

const usualLeadSeconds = 180;
const usualBudgetPercent = 0.5;
/** 18 GB of gp3 at $0.08 a month beside an m6i.large at $0.096 an hour. */
const usualWarmPrice = 0.02;

/** Reads what is asked. Throws `InvalidInput` where options contradict each other, or leave out what is needed. */
export function askedOf(options: BacktestOptions, configured: readonly Configured[]): Asked {
  const own = configured[0]?.config ?? null;
  const sloBudgetPercent = options.sloBudget ?? (own === null ? usualBudgetPercent : budgetOf(own));
  const leadSeconds = options.lead ?? own?.leadSeconds ?? usualLeadSeconds;
  return { leadSeconds, sloBudgetPercent, fleet: fleetOf(options, own), pool: poolOf(options, leadSeconds) };
}

function poolOf({ warmLead, warmPrice }: BacktestOptions, leadSeconds: number): PoolKind | null {
  if (warmLead === undefined && warmPrice !== undefined)
    throw new InvalidInput(
      '--warm-lead',
      'is needed beside --warm-price: how long does a prepared unit take to serve?',
    );
  if (warmLead === undefined) return null;
  if (warmLead >= leadSeconds) {
    const says = `${warmLead} s are not shorter than the lead of ${leadSeconds} s, so a pool would gain nothing`;
    throw new InvalidInput('--warm-lead', `${says}; give less, or raise --lead`);
  }
  return { warmLeadSeconds: warmLead, price: warmPrice ?? usualWarmPrice };
}

function fleetOf(options: BacktestOptions, own: ScalableConfig | null): OwnFleet | null {
  const { unitCapacity, price, min = Math.max(1, own?.bounds.min ?? 1), max = own?.bounds.max ?? null } = options;
  if (max !== null && min > max)
    throw new InvalidInput('--min', `${min} is above the most, ${max}; lower it or raise --max`);
  const unit = unitOf(options, own);
  if (unit === null && own !== null)
    throw new InvalidInput('--unit-capacity', `is needed to play ${own.scalable}: ${why}`);
  if (unit === null && (options.min !== undefined || options.max !== undefined))
    throw new InvalidInput('--unit-capacity', `is needed beside --min and --max: ${why}`);
  if (unit === null && unitCapacity === undefined && price === undefined) return null;
  return { unit, usdPerUnitHour: price ?? null, min, max };
}

const why = 'without what one unit serves, demand is scaled to a made-up fleet of 20 units; give requests per second';

function unitOf({ unitCapacity }: BacktestOptions, own: ScalableConfig | null): OwnUnit | null {
  const staffed = own?.policies.find((policy) => policy.kind === 'tuned' || policy.kind === 'provisioner');
  const unitPerSecond = unitCapacity ?? staffed?.unitPerSecond ?? null;
  if (unitPerSecond === null) return null;
  const { serversPerUnit = 8, waitSeconds = 0.2, needTail = 0.001 } = staffed ?? {};
  return { unitPerSecond, serversPerUnit, waitSeconds, needTail };
}

/** Where a trace comes from, and what its values count by. */
type Counted = Pick<BacktestOptions, 'cloudwatch' | 'metric' | 'stat' | 'valuesPer'>;

/** The trace in requests per second where units are known. Throws `InvalidInput` where a file does not say what it counts. */
export function perSecond(trace: Trace, options: Counted, fleet: OwnFleet | null): Trace {
  if (fleet?.unit == null) return trace;
  const known = isPerSecond(options);
  const { valuesPer = known ? 'second' : null } = options;
  if (valuesPer === null) {
    throw new InvalidInput(
      '--values-per',
      `${trace.name} does not say what its values count; give second, minute, hour, or step for a sum of each step`,
    );
  }
  const seconds = { second: 1, minute: 60, hour: 3600, step: trace.stepSeconds }[valuesPer];
  return { ...trace, values: trace.values.map((value) => value / seconds) };
}

/** Whether the trace was read as requests per second: what a scalable is configured to read, or a metric that is counted. */
function isPerSecond({ cloudwatch, metric, stat, valuesPer }: Counted): boolean {
  const isCounted = metric !== undefined && adds(stat);
  if (isCounted && valuesPer !== undefined) {
    const says = `${stat} of a metric is counted by its period, and read per second; leave it out`;
    throw new InvalidInput('--values-per', says);
  }
  return cloudwatch !== undefined || isCounted;
}

/** The configs as they are played: with the bounds and the unit that are asked for. */
export function asPlayed(
  configured: readonly Configured[],
  fleet: OwnFleet | null,
  options: BacktestOptions,
): Configured[] {
  return configured.map(({ name, config }) => {
    const bounds = { min: options.min ?? config.bounds.min, max: options.max ?? config.bounds.max };
    const policies = config.policies.map((policy) =>
      policy.kind === 'tuned' || policy.kind === 'provisioner'
        ? { ...policy, unitPerSecond: policy.unitPerSecond ?? fleet?.unit?.unitPerSecond ?? null }
        : policy,
    );
    return { name, config: { ...config, bounds, policies } };
  });
}
