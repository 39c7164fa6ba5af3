import type { Command } from 'commander';
import { type Where, withWhere } from '../connect.ts';

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
