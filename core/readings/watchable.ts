import type { ReadingConfig } from './reading-config.ts';
import { isSparse, wakes } from './source-kinds.ts';

/** A sum of so many parts that are silent at times is watched by an alarm for each set of them: three alarms for two. */
const mostSilent = 2;

/** Whether alarms can watch a reading: all that it is made of, and every way in which a part of it may be silent. */
export function isWatchable({ parts, combine }: Pick<ReadingConfig, 'parts' | 'combine'>): boolean {
  if (!parts.every(wakes)) return false;
  return combine !== 'sum' || parts.length === 1 || parts.filter(isSparse).length <= mostSilent;
}
