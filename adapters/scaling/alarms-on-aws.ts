import type { Alarms } from '../../core/scaling/ports.ts';
import type { OpenAlarms } from './alarm-states.ts';

/**
 * Alarm states of AWS itself. Make it once a process: the client is loaded when an alarm is first asked for, and all who ask
 * in one tick go on in one tick, so their reads still batch.
 */
export function alarmsOnAws(): OpenAlarms {
  let loading: Promise<OpenAlarms> | null = null;
  return (world) => {
    let opening: Promise<Alarms> | null = null;
    return {
      async state(alarmName) {
        loading ??= import('./alarm-states-on-aws.ts').then(({ openedOnAws }) => openedOnAws());
        opening ??= loading.then((open) => open(world));
        return (await opening).state(alarmName);
      },
    };
  };
}
