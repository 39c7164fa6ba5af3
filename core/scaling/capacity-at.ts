import type { Value } from '../readings/reading.ts';
import { runningReading } from '../readings/reading-config.ts';
import { valueAt } from '../readings/value-at.ts';
import type { CapacitySeen, Observation } from './observation.ts';

/** Capacity at the last look at or before `atMs`; null where no remembered look goes back that far. */
export function seenAt(observation: Observation, atMs: number): CapacitySeen | null {
  const seen = observation.memory.kept?.seen;
  if (seen === undefined) return null;
  for (let index = seen.length - 1; index >= 0; index--) {
    const look = seen[index];
    if (look !== undefined && look.atMs <= atMs) return look;
  }
  return null;
}

/**
 * Units that ran in the period of a value; null where nobody knows. The `running` reading tells best. Without it, the
 * last look before the period's end does: a change seen then was made within the period or before.
 */
export function runningAt(observation: Observation, value: Value, periodSeconds: number): number | null {
  const measured = valueAt(observation.readings[runningReading], value.atMs);
  if (measured !== null) return measured * unitsPerTold(observation);
  return seenAt(observation, value.atMs + periodSeconds * 1000)?.running ?? null;
}

/**
 * How many units of capacity one of the `running` reading stands for. A group may count weights while its metric counts
 * instances; the group knows both, and the one that the reading was nearer to, more often than not, is what it counts.
 */
function unitsPerTold(observation: Observation): number {
  const { running, instances } = observation.capacity;
  const reading = observation.readings[runningReading];
  if (instances === undefined || instances <= 0 || running <= 0 || reading === undefined) return 1;
  const weight = running / instances;
  let nearer = 0;
  for (const sample of reading.samples) {
    if (sample.is !== 'value' || sample.value <= 0) continue;
    const ran = seenAt(observation, sample.atMs + reading.periodSeconds * 1000)?.running ?? running;
    const off = Math.abs(Math.log(sample.value / ran));
    nearer += Math.abs(Math.log((sample.value * weight) / ran)) < off ? 1 : -1;
  }
  return nearer > 0 ? weight : 1;
}
