import type { Command } from 'commander';
import type { ChangingOptions } from '../../adapters/indexing/change-indexes.ts';
import { parseDuration } from '../duration.ts';
import type { Opened } from './server-options.ts';

/** What commands take that change indexes. */
export interface ChangeOptions {
  readonly owner?: string;
  readonly patience: string;
  readonly yes?: true;
  readonly dryRun?: true;
  readonly json?: true;
}

export function withChange(command: Command): Command {
  return command
    .option('--owner <role>', 'the role that owns the tables, where that is another than --user; it has to be a member')
    .option(
      '--patience <duration>',
      'how long to wait for transactions that are older; no writer waits meanwhile',
      '10m',
    )
    .option('--yes', 'do not ask')
    .option('--dry-run', 'say what would happen, and change nothing')
    .option('--json', 'print one JSON object');
}

/** How indexes are changed by way of these connections. */
export function changingOf({ open }: Opened, { owner, patience }: ChangeOptions): ChangingOptions {
  return { open, owner: owner ?? null, patienceSeconds: parseDuration('--patience', patience) / 1000 };
}
