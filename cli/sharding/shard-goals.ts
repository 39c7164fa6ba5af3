import { Command } from 'commander';
import type { Goal } from '../../core/sharding/planning/plan.ts';
import { CommandError } from '../command-error.ts';
import { withExamples } from '../examples.ts';
import { type Session, say, sayJson } from '../session.ts';
import { openKeyspaces } from './keyspace-session.ts';
import { type ChangeOptions, withChange } from './options.ts';
import { planGoal } from './plan-goal.ts';

interface ToOptions extends ChangeOptions {
  readonly to: string;
}

interface DrainOptions extends ChangeOptions {
  readonly undo?: true;
}

/** `headroom shards split <keyspace> <shard> --to <shard>`. */
export const split = (session: Session): Command =>
  toAnother(session, 'split', 'give half of what a shard carries to another', (shard, to) => ({
    is: 'split',
    shard,
    to,
  }));

/** `headroom shards merge <keyspace> <shard> --to <shard>`. */
export const merge = (session: Session): Command =>
  toAnother(session, 'merge', 'give all slots of a shard to another', (shard, to) => ({ is: 'merge', shard, to }));

/** `headroom shards drain <keyspace> <shard>`. */
export function drain(session: Session): Command {
  const command = withExamples(new Command('drain'), [
    'headroom shards drain orders b',
    'headroom shards drain orders b --undo',
  ])
    .description('move everything off a shard, and give it nothing more')
    .argument('<keyspace>')
    .argument('<shard>')
    .option('--undo', 'let the shard be given slots again; what has moved stays where it is');
  return withChange(command).action((keyspace: string, shard: string, options: DrainOptions) =>
    options.undo
      ? undrain(session, keyspace, shard, options)
      : planGoal(session, keyspace, options, () => ({ is: 'drain', shard })),
  );
}

async function undrain(session: Session, keyspace: string, shard: string, options: DrainOptions): Promise<void> {
  const { planning } = await openKeyspaces(options);
  if (!(await planning.draining(keyspace)).includes(shard))
    throw new CommandError(`shard "${shard}" of ${keyspace} is not being drained`);
  if (!options.dryRun) await planning.setDraining(keyspace, shard, false);
  if (options.json) return sayJson(session, { keyspace, shard, draining: options.dryRun === true });
  say(session, options.dryRun ? 'a dry run: nothing was changed' : `shard ${shard} is given slots again`);
}

function toAnother(session: Session, name: string, what: string, goal: (shard: string, to: string) => Goal): Command {
  const command = withExamples(new Command(name), [`headroom shards ${name} orders a --to c`])
    .description(what)
    .argument('<keyspace>')
    .argument('<shard>')
    .requiredOption('--to <shard>', 'which one takes them');
  return withChange(command).action((keyspace: string, shard: string, options: ToOptions) =>
    planGoal(session, keyspace, options, () => goal(shard, options.to)),
  );
}
