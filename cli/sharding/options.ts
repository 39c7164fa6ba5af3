import type { Command } from 'commander';
import { CommandError } from '../command-error.ts';
import { type Where, withWhere } from '../connect.ts';
import { ask, isTerminal, type Session } from '../session.ts';

/** What every command takes that changes something. */
export interface ChangeOptions extends Where {
  readonly yes?: true;
  readonly dryRun?: true;
  readonly wait?: true;
  readonly json?: true;
}

/** The options of commands that change something. */
export function withChange(command: Command): Command {
  command
    .option('--yes', 'do not ask')
    .option('--dry-run', 'say what would happen, and change nothing')
    .option('--wait', 'follow it until it is done')
    .option('--json', 'print one JSON object');
  return withWhere(command);
}

/** Asks the person. Throws `CommandError` where there is none to ask, or where the answer is no. */
export async function confirm(session: Session, { yes, json }: ChangeOptions, question: string): Promise<void> {
  if (yes) return;
  if (json || !isTerminal(session.input)) {
    throw new CommandError('nobody is there to say yes; add --yes, or --dry-run to only see what would happen');
  }
  if (!(await ask(session, question))) throw new CommandError('nothing was changed');
}
