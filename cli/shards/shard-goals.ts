import { Command } from 'commander';
import type { Goal } from '../../core/sharding/planning/plan.ts';
import type { Session } from '../session.ts';
import { type ChangeOptions, withChange } from './options.ts';
import { planGoal } from './plan-goal.ts';

interface ToOptions extends ChangeOptions {
  readonly to: string;
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
  const command = new Command('drain')
    .description('move everything off a shard, and give it nothing more')
    .argument('<keyspace>')
    .argument('<shard>');
  return withChange(command).action((keyspace: string, shard: string, options: ChangeOptions) =>
    planGoal(session, keyspace, options, () => ({ is: 'drain', shard })),
  );
}

function toAnother(session: Session, name: string, what: string, goal: (shard: string, to: string) => Goal): Command {
  const command = new Command(name)
    .description(what)
    .argument('<keyspace>')
    .argument('<shard>')
    .requiredOption('--to <shard>', 'which one takes them');
  return withChange(command).action((keyspace: string, shard: string, options: ToOptions) =>
    planGoal(session, keyspace, options, () => goal(shard, options.to)),
  );
}
