import { recordedDemand } from '../../adapters/scaling/recorded-demand.ts';
import type { Tunings } from '../../adapters/scaling/tunings.ts';
import { Refusal } from '../../core/model/errors.ts';
import type { Source } from '../../core/readings/series.ts';
import type { ScalableConfig } from '../../core/scaling/config/scalable.ts';
import type { DemandDay } from '../../core/scaling/tuning.ts';

const dayMs = 86_400_000;
const minuteMs = 60_000;
const minutesOfDay = 1440;
/** CloudWatch gives minutes for 15 days back; the day at its edge may be cut. */
const daysInCloudWatch = 14;
/** A day of which less is recorded says too little. */
const leastMinutes = minutesOfDay / 2;
/** Days looked back on: four weeks, which a function of one core works through in seconds. */
const mostDays = 28;

/**
 * The whole days (UTC) on record, oldest first: those in the ledger, and those that only CloudWatch has, which are put into
 * the ledger on the way unless `keep` says not to. Empty where nothing is recorded yet.
 */
export async function recordedDays(
  { source, tunings }: { readonly source: Source; readonly tunings: Tunings },
  config: ScalableConfig,
  nowMs: number,
  keep: boolean,
): Promise<DemandDay[]> {
  const stored = (await tunings.days(config.scalable)).slice(-mostDays);
  const known = new Set(stored.map(({ day }) => day));
  const midnightMs = Math.floor(nowMs / dayMs) * dayMs;
  const wanted = Array.from({ length: daysInCloudWatch }, (_, ago) => midnightMs - (daysInCloudWatch - ago) * dayMs);
  const firstMs = wanted.find((startMs) => !known.has(dayName(startMs)));
  const fresh = firstMs === undefined ? [] : await fetchDays(source, config, firstMs, midnightMs);
  const added = fresh.filter(({ day, perSecond }) => !known.has(day) && count(perSecond) >= leastMinutes);
  if (keep) await Promise.all(added.map((day) => tunings.putDay(config.scalable, day)));
  return [...stored, ...added].sort((a, b) => (a.day < b.day ? -1 : 1)).slice(-mostDays);
}

async function fetchDays(source: Source, config: ScalableConfig, fromMs: number, toMs: number): Promise<DemandDay[]> {
  try {
    const { startMs, stepSeconds, values, running } = await recordedDemand(source, config, { fromMs, toMs });
    const slotAt = (atMs: number): number => Math.floor((atMs - startMs) / (stepSeconds * 1000));
    return Array.from({ length: Math.round((toMs - fromMs) / dayMs) }, (_, day) => {
      const dayStartMs = fromMs + day * dayMs;
      const slots = Array.from({ length: minutesOfDay }, (_, minute) => slotAt(dayStartMs + minute * minuteMs));
      const at = (series: readonly (number | null)[]) => slots.map((slot) => series[slot] ?? null);
      return { schema: 1, day: dayName(dayStartMs), perSecond: at(values), running: at(running) };
    });
  } catch (error) {
    if (error instanceof Refusal) return [];
    throw error;
  }
}

function dayName(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 10);
}

function count(values: readonly (number | null)[]): number {
  return values.reduce<number>((sum, value) => sum + (value === null ? 0 : 1), 0);
}
