import { Command } from 'commander';
import { counted } from '../../core/model/counted.ts';
import type { Move } from '../../core/sharding/moving/move.ts';
import { CommandError } from '../command-error.ts';
import { confirm } from '../confirm.ts';
import type { Where } from '../connect.ts';
import { withExamples } from '../examples.ts';
import { type Session, say, sayJson } from '../session.ts';
import { typedCommand } from '../typed-command.ts';
import { followMoves } from './follow-moves.ts';
import { type KeyspaceSession, openKeyspaces } from './keyspace-session.ts';
import { isSettled } from './move-lines.ts';
import { namedMoves } from './named-moves.ts';
import { type ChangeOptions, withChange } from './options.ts';

interface Options extends ChangeOptions {
  readonly all?: true;
}

const examples = ['headroom shards abort orders 7', 'headroom shards abort orders --all --wait'] as const;

/** `headroom shards abort <keyspace> <move>`: the slot stays where it is, unless it has been handed over already. */
export function abort(session: Session): Command {
  const command = withExamples(new Command('abort'), examples)
    .description('give up a move: the slot stays where it was and everything made for the move is removed')
    .argument('<keyspace>')
    .argument('[move]', 'its id, or the number of its slot')
    .option('--all', 'every move of the keyspace, and the plan that runs');
  return withChange(command).action((keyspace: string, move: string | undefined, options: Options) =>
    run(session, { keyspace, move, options }),
  );
}

interface Request {
  readonly keyspace: string;
  readonly move: string | undefined;
  readonly options: Options;
}

async function run(session: Session, { keyspace, move, options }: Request): Promise<void> {
  const keyspaces = await openKeyspaces(options);
  const named = await namedMoves(keyspaces, keyspace, move, options.all === true);
  const moves = named.filter((one) => !isSettled(one));
  const [late] = named.filter(isSettled);
  if (late !== undefined && !options.all) throw new CommandError(tooLate(late, options));
  if (!options.json)
    for (const { slot, from, is } of moves) say(session, `slot ${slot} is ${is}, and stays on ${from}`);
  if (options.dryRun) return tellDry(session, options, moves);
  if (moves.length > 0)
    await confirm(session, options, `abort ${moves.length === 1 ? 'this move' : counted(moves.length, 'move')}?`);
  if (options.all) await dropPlans(session, keyspaces, keyspace);
  for (const { id } of moves) await keyspaces.store.askAbort(keyspace, id);
  await keyspaces.wake(keyspace);
  if (options.wait && moves.length > 0) return tellEnd(session, options, await follow(session, keyspaces, moves));
  if (options.json) return sayJson(session, { keyspace, asked: moves.map(({ id }) => id) });
  say(
    session,
    moves.length === 0
      ? 'nothing is moving'
      : `asked for; ${typedCommand(`shards status ${keyspace}`, options)} shows how far it is`,
  );
}

function tooLate({ id, is, keyspace }: Move, where: Where): string {
  const fix =
    is === 'reversible'
      ? `take it back: ${typedCommand(`shards rollback ${keyspace} ${id}`, where)}`
      : 'move the slot back instead';
  return `move ${id} is ${is} already; ${fix}`;
}

/** Else the balancer would begin the next of it. */
async function dropPlans(session: Session, { planning }: KeyspaceSession, keyspace: string): Promise<void> {
  for (const stored of await planning.plans(keyspace, 20)) {
    if (stored.is === 'running') await planning.markPlan(stored, 'dropped', session.nowMs(), 'aborted by hand');
  }
}

function tellDry(session: Session, { json }: Options, moves: readonly Move[]): void {
  if (json) sayJson(session, { asked: [], would: moves.map(({ id }) => id) });
  else say(session, 'a dry run: nothing was changed');
}

function follow(session: Session, { store, where }: KeyspaceSession, asked: readonly Move[]): Promise<readonly Move[]> {
  const keyspace = asked[0]?.keyspace ?? '';
  const look = async () => {
    const found = await Promise.all(asked.map(({ id }) => store.move(keyspace, id)));
    const moves = found.filter((one): one is Move => one !== null);
    return { moves, isOver: moves.every(isSettled) };
  };
  return followMoves(session, { keyspace, where, total: asked.length, look });
}

function tellEnd(session: Session, { json }: Options, moves: readonly Move[]): void {
  if (json) sayJson(session, { moves });
  for (const { slot, is, from, to } of json ? [] : moves) {
    const where = is === 'aborted' ? `aborted: it is on ${from}` : `was handed over before that, and is on ${to}`;
    say(session, `slot ${slot}: ${where}`);
  }
}
