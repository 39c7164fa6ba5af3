import { alarms } from '../../adapters/signals/alarms.ts';
import { capacityChanged } from '../../adapters/signals/changes.ts';
import { balanceRequested, request } from '../../adapters/signals/requests.ts';
import { tick } from '../../adapters/signals/ticks.ts';

/** What wakes it. */
export const hears = [...alarms, tick, capacityChanged, request('balancing'), balanceRequested];
