import type { Value } from '../readings/reading.ts';
import { runningReading } from '../readings/reading-config.ts';
import { valueAt } from '../readings/value-at.ts';
import { runningAt, seenAt } from './capacity-at.ts';
import type { Desired } from './desired.ts';
import { leadSecondsOf } from './lead-time.ts';
import type { CapacitySeen, Observation } from './observation.ts';

/** Between how many units carried what a value tells. The two are the same where what ran is what was asked for. */
export interface UnitsThen {
  readonly least: number;
  readonly most: number;
  /** What was asked for by the end of the value's period. */
  readonly asked: number;
  /** The share of what had been asked for a lead time before that ran at all: below 1 where units are being replaced. */
  readonly share: number;
}

/**
 * Between how many units carried what a value tells; null where nobody knows what ran.
 *
 * Units above what was asked for are a surge (a deployment, a rebalancing): until they are ready they carry nothing, then
 * they share what there is, and once the surge is over they are gone. No target tells which of them are ready. So the
 * least is what had been asked for all the lead time before, and the most is what ran. Units that are lacking come back,
 * so that the least is what ran then, and the most what was asked for. What has been launched and runs counts as it always
 * did. Up goes only what the least proves, down only what the most proves.
 *
 * Where no metric tells what ran, units that Headroom asked for may have come or left within the period, between two looks: then
 * between what both saw.
 */
export function unitsThen(observation: Observation, value: Value, periodSeconds: number): UnitsThen | null {
  const ran = runningAt(observation, value, periodSeconds);
  if (ran === null) return null;
  const endMs = value.atMs + periodSeconds * 1000;
  const looks = looksWithin(observation, value.atMs - leadSecondsOf(observation) * 1000, endMs);
  const asked = looks[looks.length - 1]?.asked ?? observation.capacity.asked;
  const lasting = looks.reduce((least, look) => Math.min(least, look.asked), asked);
  const least = isUnsettled(looks, ran, asked) ? Math.min(lasting, ran) : ran;
  const after = runningAfter(observation, value, endMs, ran) ?? ran;
  return {
    least: Math.min(least, after),
    most: Math.max(asked, ran, after),
    asked,
    share: shareOf(observation, looks, ran, lasting),
  };
}

/**
 * What ran at the first look after the period, where that came of what Headroom asked for last; null where it did not, and where
 * a metric tells what ran in the period.
 */
function runningAfter(observation: Observation, { atMs }: Value, endMs: number, ran: number): number | null {
  const { readings, memory, capacity } = observation;
  const { intention, kept } = memory;
  if (intention?.applied !== true || valueAt(readings[runningReading], atMs) !== null) return null;
  const after = kept?.seen.find((look) => look.atMs > endMs)?.running ?? capacity.running;
  const { units } = intention.desired as Desired;
  return Math.abs(after - units) < Math.abs(ran - units) ? after : null;
}

/** A look has to have seen that units lack: a reading alone may have missed one. Where none ran, a value tells of no average. */
function shareOf({ capacity }: Observation, looks: readonly CapacitySeen[], ran: number, lasting: number): number {
  if (ran >= lasting || ran <= 0) return 1;
  const isSeen = capacity.running < lasting || looks.some(({ running }) => running < lasting);
  return isSeen ? ran / lasting : 1;
}

/** What looks saw from `fromMs` to `toMs`, the one in force at its beginning first; the oldest known where none goes back so far. */
function looksWithin(observation: Observation, fromMs: number, toMs: number): readonly CapacitySeen[] {
  const seen = observation.memory.kept?.seen ?? [];
  const first = seenAt(observation, fromMs) ?? seen[0];
  if (first === undefined) return [];
  return [first, ...seen.filter(({ atMs }) => atMs > Math.max(fromMs, first.atMs) && atMs <= toMs)];
}

/** Whether more ran than had been asked for by then, at the value or at a look within the lead time before, or units lacked. */
function isUnsettled(looks: readonly CapacitySeen[], ran: number, asked: number): boolean {
  let most = looks[0]?.asked ?? asked;
  let lasting = most;
  for (const look of looks) {
    most = Math.max(most, look.asked);
    lasting = Math.min(lasting, look.asked);
    if (look.running > most || look.running < lasting) return true;
  }
  return ran > most;
}
