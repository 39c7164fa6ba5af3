import { unitPrice } from '../../../sim/scaling/score/monthly-usd.ts';
import { profileOf } from '../../../sim/scaling/world/own-fleet.ts';
import { profiles, unitRate } from '../../../sim/scaling/world/profile.ts';
import { prepare } from '../../../sim/workloads/prepare.ts';
import type { Trace } from '../../../sim/workloads/trace.ts';
import { perSecond } from '../backtest/own-fleet.ts';
import { demandOf } from '../backtest/read-demand.ts';
import { readTraceFile } from '../traces/read-trace-file.ts';
import type { FleetCase } from './advice.ts';
import type { AdviseOptions } from './options.ts';

/** So much the nightly choice looks back on too. */
const mostDays = 28;
/** Made minutes are the same each time. */
const seed = 1;

/**
 * A file's demand as a fleet. What scales it is not known, so that AWS's own target tracking at 50 % is assumed; where it is not
 * said what a unit serves, demand is scaled until it needs 20 units on average.
 */
export async function fileCase(folder: string, file: string, options: AdviseOptions): Promise<FleetCase> {
  const { unitCapacity = null, price, lead: leadSeconds, sloBudget: sloBudgetPercent } = options;
  const { trace: whole, notes } = demandOf(await readTraceFile(folder, file, options));
  const trace = newest(whole);
  const { serversPerUnit, waitSeconds, needTail } = profiles[60];
  const unit = unitCapacity === null ? null : { unitPerSecond: unitCapacity, serversPerUnit, waitSeconds, needTail };
  const fleet = { unit, usdPerUnitHour: price ?? null, min: 1, max: null };
  const profile = profileOf({ metricClassSeconds: 60, fleet });
  const asked = perSecond(
    trace,
    { stat: 'Average', ...(options.valuesPer && { valuesPer: options.valuesPer }) },
    fleet,
  );
  const { demand, measured, startMs, stepSeconds } = prepare(asked, profile, seed, {
    isToScale: unit !== null,
    min: 1,
  });
  const values = demand.map((value, minute) => (measured[minute] === 1 ? value : Number.NaN));
  return {
    name: trace.name,
    scaledBy: 'target tracking at 50 %, assumed',
    unit: unit === null ? '1 vCPU, 2 GB of Fargate, made up' : null,
    usdPerUnitHour: price ?? (unit === null ? unitPrice({}) : null),
    reserved: null,
    notes: [
      ...notes,
      ...(trace === whole ? [] : [`the last ${mostDays} days of it are played`]),
      ...(unit === null ? ['demand is scaled to a mean need of 20 units; give --unit-capacity for your own'] : []),
    ],
    question: {
      demand: { name: trace.name, startMs, stepSeconds, values },
      running: 'assumed',
      unit: { unitPerSecond: unitCapacity ?? unitRate(profile), serversPerUnit, waitSeconds, needTail },
      bounds: { min: 1, max: null },
      leadSeconds,
      sloBudgetPercent,
    },
    hindrance: null,
    config: null,
  };
}

/** The newest days of a trace, as many as the product looks back on. */
function newest(trace: Trace): Trace {
  const most = (mostDays * 86_400) / trace.stepSeconds;
  const left = Math.floor(trace.values.length - most);
  if (left <= 0) return trace;
  return { ...trace, startMs: trace.startMs + left * trace.stepSeconds * 1000, values: trace.values.slice(left) };
}
