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

/** `headroom shards ...`: where keys are, and moving them. */
export function shards(session: Session): Command {
  const command = new Command('shards')
    .description('where the keys of a keyspace are, and moving them between shards while they are used')
    .addHelpText('after', '\nA move that has begun goes on by itself, even if you close the terminal.');
  for (const make of [init, status, plan, move, split, merge, drain, pin, unpin, abort, rollback]) {
    command.addCommand(make(session));
  }
  return command;
}
