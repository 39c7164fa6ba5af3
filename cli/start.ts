import type { Command } from 'commander';
import type { Session } from './session.ts';
import { throwSwitch } from './throw-switch.ts';

/** `headroom start`: acting goes on after `headroom stop`. */
export function start(session: Session): Command {
  return throwSwitch(session, {
    name: 'start',
    stopped: false,
    description: 'let a stopped deployment act again',
    effect: () => 'will change capacity again, up or down to what is needed now; everything is looked at at once.',
    done: 'acts again',
    already: 'acts already',
    exampleNote: 'the load test is over',
  });
}
