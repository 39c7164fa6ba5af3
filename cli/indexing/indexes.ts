import { Command } from 'commander';
import type { Session } from '../session.ts';
import { advise } from './advise.ts';

/** `headroom indexes ...`: which indexes of a database pay. */
export function indexes(session: Session): Command {
  const command = new Command('indexes').description(
    'which indexes of a PostgreSQL database would pay, and which do not',
  );
  command.addCommand(advise(session));
  return command;
}
