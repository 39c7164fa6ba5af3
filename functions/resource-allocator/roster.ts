import { alarms } from '../../adapters/signals/alarms.ts';
import { bottleneckChanged, tierDecided } from '../../adapters/signals/changes.ts';
import { lookRequested, request } from '../../adapters/signals/requests.ts';
import { tick } from '../../adapters/signals/ticks.ts';
import { zonalShift } from '../../adapters/signals/zonal-shifts.ts';

/** What wakes it. */
export const hears = [...alarms, tick, request('scaling'), lookRequested, bottleneckChanged, tierDecided, zonalShift];
