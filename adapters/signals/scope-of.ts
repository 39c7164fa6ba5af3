import type { Signal } from '../../core/model/signal.ts';
import { isSubjectName } from '../../core/model/subject-name.ts';

/** What a signal asks to look at: one subject, everything, or what is being watched. */
type Scope =
  | { readonly of: 'subject'; readonly subject: string }
  | { readonly of: 'everything' }
  | { readonly of: 'watched' };

/** The beginning of the names of people's own alarms that are meant to wake one scalable. */
const wakePrefix = 'wake/';

/**
 * Our own alarms are called `<deployment>/<scalable>`, people's own may be called `wake/<scalable>`.
 * Any other alarm says that something is going on, not where: look at everything.
 */
export function scopeOf(signal: Signal, deployment: string): Scope {
  if (signal.kind === 'tick') return { of: 'watched' };
  if (signal.kind === 'manual') return { of: 'subject', subject: signal.subject };
  if (signal.kind === 'change') return { of: 'everything' };
  for (const prefix of [`${deployment}/`, wakePrefix]) {
    const subject = signal.alarmName.slice(prefix.length);
    if (signal.alarmName.startsWith(prefix) && isSubjectName(subject)) return { of: 'subject', subject };
  }
  return { of: 'everything' };
}
