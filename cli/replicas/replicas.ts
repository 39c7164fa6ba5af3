import { Command } from 'commander';
import type { Session } from '../session.ts';
import { status } from './status.ts';

/** `headroom replicas ...`: a primary and its replicas. */
export function replicas(session: Session): Command {
  const command = new Command('replicas').description(
    'a database and its replicas, as headroom-aws/replicas reads from them',
  );
  command.addCommand(status(session));
  return command;
}
