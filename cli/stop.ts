import type { Command } from 'commander';
import type { Session } from './session.ts';
import { throwSwitch } from './throw-switch.ts';

/** `headroom stop`: all acting ends at once, without a deploy. */
export function stop(session: Session): Command {
  return throwSwitch(session, {
    name: 'stop',
    stopped: true,
    description:
      'stop all acting of a deployment at once, without a deploy; it goes on looking and says what it would do',
    effect: (start) =>
      `will go on looking and recording, and change no capacity until ${start}. Capacity stays where it is, also where load grows.`,
    done: 'is stopped: no capacity is changed any more',
    already: 'is stopped already',
    exampleNote: 'a load test',
  });
}
