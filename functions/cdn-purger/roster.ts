import { contents } from '../../adapters/signals/contents.ts';
import { tick } from '../../adapters/signals/ticks.ts';

/** What wakes it. */
export const hears = [tick, ...contents];
