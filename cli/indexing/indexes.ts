import { Command } from 'commander';
import type { Session } from '../session.ts';
import { advise } from './advise.ts';
import { apply } from './apply.ts';
import { drop } from './drop.ts';
import { revert } from './revert.ts';
import { role } from './role.ts';
import { tables } from './tables.ts';
import { watch } from './watch.ts';

/** `headroom indexes ...`: which indexes of a database pay. */
export function indexes(session: Session): Command {
  const command = new Command('indexes').description(
    'which indexes of a PostgreSQL database, or of tables of DynamoDB, would pay, and which do not; making and dropping them',
  );
  for (const one of [advise, apply, watch, revert, drop, role, tables]) command.addCommand(one(session));
  return command;
}
