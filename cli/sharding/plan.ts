import { Command } from 'commander';
import type { Goal } from '../../core/sharding/planning/plan.ts';
import { CommandError } from '../command-error.ts';
import { withExamples } from '../examples.ts';
import type { Session } from '../session.ts';
import { typedCommand } from '../typed-command.ts';
import { openKeyspaces } from './keyspace-session.ts';
import { type ChangeOptions, withChange } from './options.ts';
import { planGoal } from './plan-goal.ts';
import { runPlan } from './run-plan.ts';

interface Options extends ChangeOptions {
  readonly add?: string;
  readonly run?: string;
}

const examples = [
  'headroom shards plan orders --dry-run',
  'headroom shards plan orders --add c,d',
  ['headroom shards plan orders --run 0mfx1d6c', 'one that was proposed'],
] as const;

/** `headroom shards plan <keyspace>`: what would make shards even, or give new ones their part; and run it. */
export function plan(session: Session): Command {
  const command = withExamples(new Command('plan'), examples)
    .description('what to move so that no shard is fuller than it should be, with what that takes; asks, then runs it')
    .argument('<keyspace>')
    .option('--add <shards>', 'give these new shards their part, and move nothing between old ones, e.g. c,d')
    .option('--run <plan>', 'run the plan that was proposed under this id');
  return withChange(command).action((keyspace: string, options: Options) => run(session, keyspace, options));
}

async function run(session: Session, keyspace: string, options: Options): Promise<void> {
  if (options.run === undefined) return planGoal(session, keyspace, options, () => goalOf(options));
  const keyspaces = await openKeyspaces(options);
  const found = await keyspaces.planning.plan(keyspace, options.run);
  if (found === null) {
    throw new CommandError(
      `there is no plan ${options.run} of ${keyspace}; ${typedCommand(`shards status ${keyspace}`, options)} lists them`,
    );
  }
  if (found.is !== 'proposed') throw new CommandError(`plan ${options.run} is ${found.is} already; make a new one`);
  await runPlan(session, keyspaces, { plan: found.plan, proposed: true }, options);
}

function goalOf({ add }: Options): Goal {
  return add === undefined ? { is: 'balance' } : { is: 'add', shards: add.split(',') };
}
