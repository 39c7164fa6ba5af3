import { once } from '../aws/once.ts';
import type { OpenAlarms } from './alarm-states.ts';

/**
 * Alarm states of AWS itself. Make it once a process: the client is loaded when an alarm is first asked for, and all who ask
 * in one tick go on in one tick, so their reads still batch.
 */
export function alarmsOnAws(): OpenAlarms {
  const loaded = once(async () => (await import('./alarm-states-on-aws.ts')).openedOnAws());
  return (world) => {
    const opened = once(async () => (await loaded())(world));
    return { state: async (alarmName) => (await opened()).state(alarmName) };
  };
}
