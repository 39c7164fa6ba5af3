import { alarms } from '../../adapters/signals/alarms.ts';
import { request } from '../../adapters/signals/requests.ts';
import { tick } from '../../adapters/signals/ticks.ts';

/** What wakes it. */
export const hears = [...alarms, tick, request('diagnosing')];
