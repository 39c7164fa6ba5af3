import { Command } from 'commander';
import { KeyRouter } from '../../core/sharding/map/key-router.ts';
import type { ShardMap } from '../../core/sharding/map/shard-map.ts';
import type { Move } from '../../core/sharding/moving/move.ts';
import { moveId, newMove } from '../../core/sharding/moving/new-move.ts';
import { CommandError } from '../command-error.ts';
import { confirm } from '../confirm.ts';
import type { Where } from '../connect.ts';
import { withExamples } from '../examples.ts';
import { type Session, say, sayJson } from '../session.ts';
import { typedCommand } from '../typed-command.ts';
import { followMove } from './follow-moves.ts';
import { type KeyspaceSession, openKeyspaces } from './keyspace-session.ts';
import { type KnownKeyspace, knownKeyspace } from './known-keyspace.ts';
import { type ChangeOptions, withChange } from './options.ts';

interface PinOptions extends ChangeOptions {
  readonly to?: string;
}

/** `headroom shards pin <keyspace> <key>`: a slot of its own for one key. */
export function pin(session: Session): Command {
  const command = withExamples(new Command('pin'), ['headroom shards pin orders customer-4711 --to b'])
    .description('give one key a slot of its own, so that it can be moved alone')
    .argument('<keyspace>')
    .argument('<key>')
    .option('--to <shard>', 'where its slot is made; where the key is now, if none is named');
  return withChange(command).action((keyspace: string, key: string, options: PinOptions) =>
    run(session, { keyspace, key, options, makeMove: pinMove }),
  );
}

/** `headroom shards unpin <keyspace> <key>`: back into the slot that it hashes to. */
export function unpin(session: Session): Command {
  const command = withExamples(new Command('unpin'), ['headroom shards unpin orders customer-4711'])
    .description('put a pinned key back into the slot that it hashes to')
    .argument('<keyspace>')
    .argument('<key>');
  return withChange(command).action((keyspace: string, key: string, options: ChangeOptions) =>
    run(session, { keyspace, key, options, makeMove: unpinMove }),
  );
}

type Asked = Pick<Move, 'slot' | 'from' | 'to' | 'epoch' | 'kind' | 'pinned'>;

interface Request {
  readonly keyspace: string;
  readonly key: string;
  readonly options: PinOptions;
  makeMove(known: KnownKeyspace, key: string, options: PinOptions): Asked;
}

async function run(session: Session, { keyspace, key, options, makeMove }: Request): Promise<void> {
  const keyspaces = await openKeyspaces(options);
  const nowMs = session.nowMs();
  const known = await knownKeyspace(keyspaces, keyspace, nowMs);
  const asked = makeMove(known, key, options);
  const { kind, slot, pinned, from, to } = asked;
  refuseOnPostgres(known, asked, options);
  const move = newMove({ ...asked, keyspace, id: moveId(nowMs, Math.random), requestedAtMs: nowMs });
  const ways = kind === 'pin' ? [slot, pinned?.slot] : [pinned?.slot, slot];
  if (!options.json) say(session, `the key goes from slot ${ways[0]} on ${from} to slot ${ways[1]} on ${to}`);
  if (options.dryRun)
    return options.json ? sayJson(session, { move, ran: false }) : say(session, 'a dry run: nothing was changed');
  await confirm(session, options, `${kind} it?`);
  if (!(await keyspaces.store.begin(move))) {
    throw new CommandError('one of the slots is moving, or has moved meanwhile; try again once it has settled');
  }
  await keyspaces.wake(keyspace);
  if (options.wait) return follow(session, keyspaces, move, options);
  if (options.json) return sayJson(session, { move, ran: true });
  say(session, `move ${move.id} is on its way; ${typedCommand(`shards status ${keyspace}`, options)} shows how far`);
}

/** Which rows are a key's a column has to tell, where its slot is a schema; and a server cannot follow itself. */
function refuseOnPostgres(
  { config: { shards, keyspace, keyColumn } }: KnownKeyspace,
  { kind, from, to }: Asked,
  where: Where,
): void {
  if (!Object.values(shards).some((shard) => shard.kind === 'postgres')) return;
  if (keyColumn === null) {
    const fix = 'name the column that holds it in the config (keyColumn), or';
    const typed = typedCommand(`shards move ${keyspace} <key> --key --to <shard>`, where);
    const instead = `move its whole slot to a shard of its own: ${typed}`;
    throw new CommandError(`nothing tells the rows of one key from others on PostgreSQL shards; ${fix} ${instead}`);
  }
  if (from !== to) return;
  const other = kind === 'pin' ? 'name another shard with --to' : 'move its slot to another shard first';
  throw new CommandError(
    `the rows of the key are on "${from}" already, and come to the other slot from another shard; ${other}`,
  );
}

function pinMove({ map, config }: KnownKeyspace, key: string, { to }: PinOptions): Asked {
  if (map.pins.has(key)) throw new CommandError('the key has a slot of its own already; move that one instead');
  if (to !== undefined && config.shards[to] === undefined)
    throw new CommandError(`there is no shard "${to}"; correct the name`);
  const { slot, shard, epoch } = new KeyRouter(map).route(key);
  return { kind: 'pin', slot, epoch, from: shard, to: to ?? shard, pinned: { key, slot: freePinSlot(map, epoch) } };
}

/** The lowest number above the hashed slots that no pin has, and that has not been further than this epoch. */
function freePinSlot({ bits, pins, epoch }: ShardMap, most: number): number {
  const taken = new Set(pins.values());
  for (let slot = 2 ** bits; ; slot++) if (!taken.has(slot) && (epoch[slot] ?? 0) <= most) return slot;
}

function unpinMove({ map }: KnownKeyspace, key: string): Asked {
  const own = map.pins.get(key);
  if (own === undefined) throw new CommandError('the key has no slot of its own, so there is nothing to unpin');
  const router = new KeyRouter(map);
  const [from, home] = [router.routeOf(own), router.routeOf(router.hashedSlot(key))];
  return {
    kind: 'unpin',
    slot: home.slot,
    epoch: from.epoch,
    from: from.shard,
    to: home.shard,
    pinned: { key, slot: own },
  };
}

async function follow(
  session: Session,
  keyspaces: KeyspaceSession,
  { keyspace, id }: Move,
  { json }: ChangeOptions,
): Promise<void> {
  const end = await followMove(session, keyspaces, { keyspace, id });
  if (json) return sayJson(session, { move: end, ran: true });
  if (end?.outcome !== 'moved') throw new CommandError(`it was not done: ${end?.trouble ?? 'it was aborted'}`);
  say(session, 'done');
}
