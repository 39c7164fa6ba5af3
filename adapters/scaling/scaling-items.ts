import type { Item } from '../table/attributes.ts';
import { keyAt, subjectPartition } from '../table/keys.ts';

/** What scaling keeps of a scalable beside what every capability keeps; the layout of the table is in `adapters/table/keys.ts`. */
export const scalablePartition = (scalable: string): string =>
  subjectPartition({ capability: 'scaling', subject: scalable });
export const tuningKey = (scalable: string): Item => keyAt(scalablePartition(scalable), 'TUNING');
export const demandPrefix = 'DEMAND#';
export const demandKey = (scalable: string, day: string): Item =>
  keyAt(scalablePartition(scalable), `${demandPrefix}${day}`);
export const choicesPartition = 'scaling/choices';
export const choiceKey = (scalable: string): Item => keyAt(choicesPartition, scalable);
