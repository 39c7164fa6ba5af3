import { everything, nothing, only, type Scopes, subjectOfAlarm, watched } from '../looking/scope.ts';
import { objectiveAlarms } from './config/objective-alarms.ts';

/** Alarms on what a service promises are called `<deployment>-objective/<service>:<which>`; any other is about everything. */
export function diagnosingScopes(deployment: string): Scopes {
  return {
    alarm: ({ alarmName }) => {
      const subject = subjectOfAlarm(alarmName.split(':')[0] ?? '', [objectiveAlarms(deployment)]);
      return subject === null ? everything : only(subject);
    },
    tick: () => watched,
    manual: ({ capability, subject }) => {
      if (capability !== 'diagnosing') return nothing;
      return subject === null ? everything : only(subject);
    },
    wake: ({ subject }) => only(subject),
    change: () => nothing,
    content: () => nothing,
    release: () => nothing,
  };
}
