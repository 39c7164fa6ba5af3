import { tunings } from '../../adapters/signals/tunings.ts';

/** What is asked of it: by the schedule each night, by the queue, and by people. */
export const hears = tunings;
