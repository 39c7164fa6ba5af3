import { InvalidInput } from '../../model/errors.ts';
import type { ReadingConfig } from '../../readings/reading-config.ts';
import { adds } from '../../readings/source-kinds.ts';
import type { Unit } from '../../readings/unit.ts';

/** What a measure is reckoned in. */
export type Wanted = Extract<Unit, 'share' | 'per second' | 'count' | 'seconds'>;

/**
 * By what a reading has to be multiplied to be in the unit that is wanted. Throws `InvalidInput` naming the field where its unit
 * is another, or is not told.
 */
export function canonical(field: string, reading: ReadingConfig, wanted: Wanted): number {
  const { unit, parts, combine } = reading;
  const isSum = combine === 'sum' && parts.every(adds);
  if (wanted === 'share' && unit === 'percent') return 1 / 100;
  if (wanted === 'per second' && unit === 'count' && isSum) return 1 / (parts[0]?.periodSeconds ?? 1);
  if (wanted === unit && !(wanted === 'count' && isSum)) return 1;
  throw new InvalidInput(`${field}.unit`, `${JSON.stringify(unit)}${isSum ? ' of a sum' : ''} ${fixes[wanted]}`);
}

const fixes: Readonly<Record<Wanted, string>> = {
  share: 'is not a utilisation; give a reading in "share" (of 1) or "percent", and say which as its unit',
  'per second': 'is not a rate; give a reading in "per second", or one that adds up (stat "Sum") in "count"',
  count: 'is not a number at a time; give a mean (stat "Average") in "count"',
  seconds: 'is not a time; give a reading in "seconds" (scale 0.001 for milliseconds), and say so as its unit',
};
