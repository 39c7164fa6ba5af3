import { request } from '../../adapters/signals/requests.ts';
import { tick } from '../../adapters/signals/ticks.ts';

/** What wakes it. */
export const hears = [tick, request('indexing')];
