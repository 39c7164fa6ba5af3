import { Command } from 'commander';
import type { Session } from '../session.ts';
import { abort } from './abort.ts';
import { init } from './init.ts';
import { move } from './move.ts';
import { pin, unpin } from './pins.ts';
import { plan } from './plan.ts';
import { rollback } from './rollback.ts';
import { drain, merge, split } from './shard-goals.ts';
import { status } from './status.ts';

const examples = `
Examples:
  headroom shards init orders
  headroom shards status orders
  headroom shards plan orders --dry-run
  headroom shards move orders 7 --to b --wait
  headroom shards split orders a --to c
  headroom shards drain orders b
  headroom shards abort orders 7

Every move goes on by itself once it has begun, whatever becomes of the terminal.`;

/** `headroom shards ...`: where keys are, and moving them. */
export function shards(session: Session): Command {
  const command = new Command('shards')
    .description('where the keys of a keyspace are, and moving them between shards while they are used')
    .addHelpText('after', examples);
  for (const make of [init, status, plan, move, split, merge, drain, pin, unpin, abort, rollback]) {
    command.addCommand(make(session));
  }
  return command;
}
