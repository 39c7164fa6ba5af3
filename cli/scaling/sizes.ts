import { Command } from 'commander';
import type { Session } from '../session.ts';
import { advise } from './sizes/advise.ts';
import { data } from './sizes/data.ts';
import { refresh } from './sizes/refresh.ts';
import { tryMemory } from './sizes/try.ts';

/** `headroom sizes ...`: how big a unit should be. */
export function sizes(session: Session): Command {
  const command = new Command('sizes').description('how big a unit should be, beside how many there are');
  command.addCommand(advise(session));
  command.addCommand(data(session));
  command.addCommand(refresh(session));
  command.addCommand(tryMemory(session));
  return command;
}
