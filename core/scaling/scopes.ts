import { everything, nothing, only, type Scopes, subjectOfAlarm, watched } from '../looking/scope.ts';

/** The beginning of the names of people's own alarms that are meant to wake one scalable. */
const wakePrefix = 'wake/';

/**
 * Our own alarms are called `<deployment>/<scalable>:<which>`, people's own may be called `wake/<scalable>`.
 * Any other alarm says that something is going on, not where: look at everything.
 */
export function scalingScopes(deployment: string): Scopes {
  return {
    alarm: ({ alarmName }) => {
      const subject = subjectOfAlarm(alarmName.split(':')[0] ?? '', [`${deployment}/`, wakePrefix]);
      return subject === null ? everything : only(subject);
    },
    tick: () => watched,
    manual: ({ capability, subject }) => {
      if (capability !== 'scaling') return nothing;
      return subject === null ? everything : only(subject);
    },
    wake: ({ subject }) => only(subject),
    // What we have changed ourselves is in the memory of its scalable.
    change: () => nothing,
    content: () => nothing,
    release: () => nothing,
  };
}
