import { Command } from 'commander';
import type { Session } from '../session.ts';
import { bump } from './bump.ts';
import { curve } from './curve.ts';
import { hot } from './hot.ts';
import { shrink } from './shrink.ts';

/** `headroom cache ...`: a cache of `headroom-aws/cache`, as its processes use it. */
export function cache(session: Session): Command {
  const command = new Command('cache').description('a cache in Redis or Valkey, as headroom-aws/cache uses it');
  command.addCommand(curve(session));
  command.addCommand(hot(session));
  command.addCommand(bump(session));
  command.addCommand(shrink(session));
  return command;
}
