import { Command } from 'commander';
import { withExamples } from '../examples.ts';
import type { Session } from '../session.ts';
import { abort } from './abort.ts';
import { init } from './init.ts';
import { move } from './move.ts';
import { pin, unpin } from './pins.ts';
import { plan } from './plan.ts';
import { rollback } from './rollback.ts';
import { drain, merge, split } from './shard-goals.ts';
import { status } from './status.ts';

const examples = [
  ['headroom shards status', 'what is moving, and what is in its way'],
  ['headroom shards plan orders --dry-run', 'what to move so that no shard is fuller than it should be'],
  'headroom shards move orders 7 --to b --wait',
] as const;
const after = 'A move that has begun goes on by itself, even if you close the terminal.';

/** `headroom shards ...`: where keys are, and moving them. */
export function shards(session: Session): Command {
  const command = withExamples(new Command('shards'), examples, { after }).description(
    'where the keys of a keyspace are, and moving them between shards while they are used',
  );
  for (const make of [init, status, plan, move, split, merge, drain, pin, unpin, abort, rollback]) {
    command.addCommand(make(session));
  }
  return command;
}
