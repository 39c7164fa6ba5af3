import type { Workload } from '../../workloads/workload.ts';

/** How the load of an hour is told before it comes: the forecasters that stand for AWS's unpublished one. */
export const hourlyForecasters = ['same-hour-mean', 'same-hour-p90', 'oracle'] as const;
export type HourlyForecaster = (typeof hourlyForecasters)[number];

const hourMs = 3_600_000;
const days = 14;
const refreshHours = 6;

/**
 * Mean requests per second of every hour as it would have been forecast by AWS predictive scaling: from the last 14 days,
 * renewed every 6 hours, NaN before there are 24 hours of data (EC2 Auto Scaling user guide, "Predictive scaling").
 * - `same-hour-mean`: the same hour of the earlier days, a newer day weighing 1/0.85 of the one before, the same weekday three-fold
 * - `same-hour-p90`: the 90th percentile of the same hour of the earlier days
 * - `oracle`: the hour's true mean; no forecaster of hourly means can be better
 */
export function hourlyForecast(workload: Workload, forecaster: HourlyForecaster): Float64Array {
  const known = hourlyMeans(workload, forecaster === 'oracle');
  if (forecaster === 'oracle') return known;
  const told = new Float64Array(known.length).fill(Number.NaN);
  for (let hour = 24; hour < known.length; hour++) {
    const made = hour - (hour % refreshHours); // hours before this one were known when the forecast was made
    told[hour] = forecaster === 'same-hour-mean' ? weightedMean(known, hour, made) : percentile90(known, hour, made);
  }
  return told;
}

/** The number of the clock hour of a step, counted from the clock hour of the first step. */
export function hourOf({ startMs, stepSeconds }: Workload, step: number): number {
  return Math.floor((startMs + step * stepSeconds * 1000) / hourMs) - Math.floor(startMs / hourMs);
}

function hourlyMeans(workload: Workload, all: boolean): Float64Array {
  const hours = hourOf(workload, workload.steps - 1) + 1;
  const sums = new Float64Array(hours);
  const counts = new Float64Array(hours);
  for (let step = 0; step < workload.steps; step++) {
    if (!all && workload.measured[step] === 0) continue;
    const hour = hourOf(workload, step);
    sums[hour] = (sums[hour] as number) + (workload.demand[step] as number);
    counts[hour] = (counts[hour] as number) + 1;
  }
  return sums.map((sum, hour) => sum / (counts[hour] as number));
}

function earlier(known: Float64Array, hour: number, made: number): { day: number; value: number }[] {
  const found: { day: number; value: number }[] = [];
  for (let day = 1; day <= days; day++) {
    const at = hour - 24 * day;
    const value = known[at];
    if (at < made && value !== undefined && !Number.isNaN(value)) found.push({ day, value });
  }
  return found;
}

function weightedMean(known: Float64Array, hour: number, made: number): number {
  let sum = 0;
  let weights = 0;
  for (const { day, value } of earlier(known, hour, made)) {
    const weight = 0.85 ** day * (day % 7 === 0 ? 3 : 1);
    sum += weight * value;
    weights += weight;
  }
  return weights === 0 ? Number.NaN : sum / weights;
}

function percentile90(known: Float64Array, hour: number, made: number): number {
  const values = earlier(known, hour, made)
    .map(({ value }) => value)
    .sort((a, b) => a - b);
  const at = 0.9 * (values.length - 1);
  const low = values[Math.floor(at)];
  const high = values[Math.ceil(at)];
  return low === undefined || high === undefined ? Number.NaN : low + (at - Math.floor(at)) * (high - low);
}
