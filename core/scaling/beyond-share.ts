import type { Because } from '../model/reason.ts';
import { newestValue } from '../readings/newest.ts';
import type { Reading } from '../readings/reading.ts';

/** A share of 1 is all there is. Many run over for a moment; nobody by this factor, but who tells percent. */
const mostShare = 10;

/** Why a reading that is to be a share can be none; null where it may be one. */
export function beyondShare(name: string, reading: Reading | undefined): Because | null {
  const value = newestValue(reading);
  if (reading?.unit !== 'share' || value === null || value.value <= mostShare) return null;
  const says = '{reading} was {value}, and a share is of 1; where its source tells percent, give it scale: 0.01';
  return { says, reading: name, value: value.value, valueAtMs: value.atMs };
}
