import { Command } from 'commander';
import type { Session } from '../session.ts';
import { bump } from './bump.ts';
import { curve } from './curve.ts';
import { hot } from './hot.ts';

/** `headroom cache ...`: a cache of `headroom-aws/cache`, as its processes use it. */
export function cache(session: Session): Command {
  const command = new Command('cache').description('a cache in Redis or Valkey, as headroom-aws/cache uses it');
  command.addCommand(curve(session));
  command.addCommand(hot(session));
  command.addCommand(bump(session));
  return command;
}
