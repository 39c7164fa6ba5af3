import { Command } from 'commander';
import { rollBack } from '../../core/sharding/moving/servers/roll-back.ts';
import { CommandError } from '../command-error.ts';
import { confirm } from '../confirm.ts';
import { withExamples } from '../examples.ts';
import { type Session, say, sayJson } from '../session.ts';
import { typedCommand } from '../typed-command.ts';
import { followMove } from './follow-moves.ts';
import { type KeyspaceSession, openKeyspaces } from './keyspace-session.ts';
import { namedMoves } from './named-moves.ts';
import { type ChangeOptions, withChange } from './options.ts';

const examples = ['headroom shards rollback orders 7 --wait'] as const;

/** `headroom shards rollback <keyspace> <move>`: the slot goes back, with all that was written since. */
export function rollback(session: Session): Command {
  const command = withExamples(new Command('rollback'), examples)
    .description('take back a move that is done: the slot goes back, with everything that was written since')
    .argument('<keyspace>')
    .argument('<move>', 'its id, or the number of its slot');
  return withChange(command).action((keyspace: string, move: string, options: ChangeOptions) =>
    run(session, keyspace, move, options),
  );
}

async function run(session: Session, keyspace: string, name: string, options: ChangeOptions): Promise<void> {
  const keyspaces = await openKeyspaces(options);
  const [move] = await namedMoves(keyspaces, keyspace, name, false);
  if (move === undefined) return;
  rollBack(move, session.nowMs());
  if (!options.json) say(session, `slot ${move.slot} goes back from ${move.to} to ${move.from}`);
  if (options.dryRun)
    return options.json ? sayJson(session, { move, ran: false }) : say(session, 'a dry run: nothing was changed');
  await confirm(session, options, 'take it back?');
  const mine = await keyspaces.store.takeOver(keyspace, move.id);
  if (mine === null || !(await keyspaces.store.save(mine, rollBack(mine, session.nowMs())))) {
    throw new CommandError(`move ${move.id} is being worked on, or its slot has moved again; try again in a moment`);
  }
  await keyspaces.wake(keyspace);
  if (options.wait) return followBack(session, keyspaces, { keyspace, id: move.id }, options);
  if (options.json) return sayJson(session, { move: move.id, ran: true });
  say(session, `it is on its way; ${typedCommand(`shards status ${keyspace}`, options)} shows how far`);
}

async function followBack(
  session: Session,
  keyspaces: KeyspaceSession,
  { keyspace, id }: { keyspace: string; id: string },
  options: ChangeOptions,
): Promise<void> {
  const end = await followMove(session, keyspaces, { keyspace, id });
  if (options.json) return sayJson(session, { move: end, ran: true });
  const isBack = end?.outcome === 'rolled-back';
  const see = `see ${typedCommand(`shards status ${keyspace}`, options)}`;
  if (!isBack) throw new CommandError(`move ${id} was not taken back: ${end?.trouble ?? see}`);
  say(session, `slot ${end.slot} is back on ${end.from}`);
}
