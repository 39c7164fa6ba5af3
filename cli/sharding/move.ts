import { Command } from 'commander';
import { InvalidInput } from '../../core/model/errors.ts';
import { KeyRouter } from '../../core/sharding/map/key-router.ts';
import { withExamples } from '../examples.ts';
import type { Session } from '../session.ts';
import type { KnownKeyspace } from './known-keyspace.ts';
import { type ChangeOptions, withChange } from './options.ts';
import { planGoal } from './plan-goal.ts';

interface Options extends ChangeOptions {
  readonly to: string;
  readonly key?: true;
}

const examples = [
  'headroom shards move orders 7 --to b --wait',
  'headroom shards move orders customer-4711 --key --to b --dry-run',
] as const;

/** `headroom shards move <keyspace> <slot> --to <shard>`. */
export function move(session: Session): Command {
  const command = withExamples(new Command('move'), examples)
    .description('move one slot to another shard, while it is used')
    .argument('<keyspace>')
    .argument('<slot>', 'its number; with --key a key, whose slot is meant')
    .requiredOption('--to <shard>', 'where it goes')
    .option('--key', 'the slot is named by one of its keys');
  return withChange(command).action((keyspace: string, slot: string, options: Options) =>
    planGoal(session, keyspace, options, (known) => ({
      is: 'move',
      slot: slotOf(known, slot, options),
      to: options.to,
    })),
  );
}

function slotOf({ map }: KnownKeyspace, text: string, { key }: Options): number {
  if (key) return new KeyRouter(map).slotOf(text);
  if (/^\d+$/.test(text)) return Number(text);
  throw new InvalidInput('slot', `"${text}" is not a number of a slot; add --key where it is a key`);
}
