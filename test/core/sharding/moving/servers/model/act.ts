import { slotName } from '../../../../../../core/sharding/map/slot.ts';
import type { Move } from '../../../../../../core/sharding/moving/move.ts';
import type { ActionKind } from '../../../../../../core/sharding/moving/servers/action.ts';
import { type Leg, legOf } from '../../../../../../core/sharding/moving/servers/leg.ts';
import type { Copy, Mutation, ShardName, Stream, World } from './world.ts';

type Act = (world: World, move: Move, leg: Leg, mutation: Mutation) => World;

/** What each action does to the two shards, at one stroke. Those that are refused change nothing. */
const acts: Readonly<Record<ActionKind, Act>> = {
  prepare: (world, move, leg) => {
    if (at(world, leg.target, leg.live) !== undefined) return world;
    return addCopy(world, { shard: leg.target as ShardName, name: leg.live, open: false, rows: [], of: move.id });
  },
  copy: (world, move, leg) => {
    const [source, target] = [at(world, leg.source, leg.live), at(world, leg.target, leg.live)];
    if (source === undefined || target === undefined || streamOf(world, move.id, 'there') !== undefined) return world;
    return startStream(setCopy(world, { ...target, rows: source.rows }), move, 'there', source.id, leg.target);
  },
  connect: (world) => world,
  index: (world) => world,
  'prepare-back': (world) => world,
  verify: (world) => world,
  measure: (world) => world,
  cut: (world, move, leg, mutation) => {
    const source = at(world, leg.source, leg.live);
    if (source === undefined) return world;
    const isLocked = world.clients.some(({ within }) => within === source.id);
    if (isLocked && mutation !== 'cut without waiting for writers') return world;
    const isOpen = mutation === 'no fence';
    return setCopy(marked(world, source.id, move), { ...source, name: leg.cut, open: isOpen });
  },
  open: (world, move, leg, mutation) => {
    const copy =
      at(world, leg.target, leg.live) ??
      (mutation === 'open without CAS' ? at(world, leg.target, leg.dead) : undefined);
    const isMarked = streamOf(world, move.id, move.way)?.marked === true || mutation === 'no drain';
    if (copy === undefined || !isMarked) return world;
    const opened = openCopy(world, { ...copy, name: leg.opened });
    if (move.way === 'back' || mutation === 'way back published after the opening') return opened;
    return publish(opened, move, 'back', copy.id, leg.source);
  },
  discard: (world, _, leg) => {
    const copy = at(world, leg.target, leg.live);
    return copy === undefined ? world : setCopy(world, { ...copy, name: leg.dead });
  },
  reopen: (world, _, leg, mutation) => {
    const copy = at(world, leg.source, leg.live) ?? at(world, leg.source, leg.cut);
    if (copy === undefined) return world;
    return openCopy(world, { ...copy, name: mutation === 'epoch reused' ? leg.live : leg.reopened });
  },
  release: (world) => world,
  reverse: (world, move, _, mutation) => {
    const there = legOf({ ...move, way: 'there' });
    const back = legOf({ ...move, way: 'back' });
    const ended =
      mutation === 'stream turned round before the old one ends' ? world : endStream(world, move.id, 'there');
    const old = at(ended, there.source, there.cut);
    const following = old === undefined ? ended : setCopy(ended, { ...old, name: back.live });
    const source = at(following, back.source, back.live);
    if (at(following, back.target, back.live) === undefined || source === undefined) return following;
    return follow(publish(following, move, 'back', source.id, back.target), move.id, 'back');
  },
  clean: (world, move) => {
    const left = leftoversOf(world, move).map(({ id }) => id);
    const copies = world.copies.filter(({ id }) => !left.includes(id));
    return { ...world, copies, streams: world.streams.filter(({ of }) => of !== move.id) };
  },
};

/** What one action makes of the world, in a driver that believes the move to be `move`. */
export function act(world: World, kind: ActionKind, move: Move, mutation: Mutation): World {
  return acts[kind](world, move, legOf(move), mutation);
}

/** Copies that were made for a move and that nobody owns. */
export function leftoversOf(world: World, move: Move): Copy[] {
  const { slot, epoch, from, to } = move;
  const { cut, dead } = legOf(move);
  const mine = { [from]: slotName(slot, epoch + 1), [to]: slotName(slot, epoch) };
  return world.copies.filter(
    (copy) => copy.name === cut || copy.name === dead || (!copy.open && copy.name === mine[copy.shard]),
  );
}

export function at(world: World, shard: string, name: string): Copy | undefined {
  return world.copies.find((copy) => copy.shard === shard && copy.name === name);
}

export function streamOf(world: World, move: string, way: Move['way']): Stream | undefined {
  return world.streams.find((stream) => stream.of === move && stream.way === way);
}

/** The mark of a cut goes the way of its move, after all that was committed before it. */
function marked(world: World, copy: number, move: Move): World {
  const isItsWay = ({ publishes, of, way }: Stream) => publishes === copy && of === move.id && way === move.way;
  return queued(world, isItsWay, 'mark');
}

/** A commit on a copy goes to all who follow it, with the name that the copy has at that time. */
export function sent(world: World, { id, name }: Copy, row: string): World {
  return queued(world, ({ publishes }) => publishes === id, `${name} ${row}`);
}

function queued(world: World, isMeant: (stream: Stream) => boolean, what: string): World {
  const streams = world.streams.map((one) => (isMeant(one) ? { ...one, queue: [...one.queue, what] } : one));
  return { ...world, streams };
}

/** The oldest of a stream arrives, where there is a copy of the name that it was sent from. */
export function arrive(world: World, index: number): World {
  const stream = world.streams[index];
  const [what, ...queue] = stream?.queue ?? [];
  if (stream === undefined || what === undefined || !stream.following) return world;
  const marked = stream.marked || what === 'mark';
  const taken = {
    ...world,
    streams: world.streams.map((one, at) => (at === index ? { ...stream, queue, marked } : one)),
  };
  if (what === 'mark') return taken;
  const [name = '', row = ''] = what.split(' ');
  const copy = at(world, stream.to, name);
  if (copy === undefined) return world;
  const broken = copy.rows.includes(row) ? `I3: ${row} came twice` : world.broken;
  return sent({ ...setCopy(taken, { ...copy, rows: withRow(copy.rows, row) }), broken }, copy, row);
}

export function setCopy(world: World, copy: Copy): World {
  return { ...world, copies: world.copies.map((one) => (one.id === copy.id ? copy : one)) };
}

export const withRow = (rows: readonly string[], row: string): readonly string[] => [...new Set([...rows, row])].sort();

function openCopy(world: World, copy: Copy): World {
  const opened = withRow(world.opened, `${copy.shard} ${copy.name}`);
  return { ...setCopy(world, { ...copy, open: true }), opened };
}

function addCopy(world: World, copy: Omit<Copy, 'id'>): World {
  return { ...world, copies: [...world.copies, { ...copy, id: world.nextCopy }], nextCopy: world.nextCopy + 1 };
}

function publish(world: World, move: Move, way: Move['way'], publishes: number, to: string): World {
  if (streamOf(world, move.id, way) !== undefined) return world;
  const stream = { of: move.id, way, publishes, to: to as ShardName, queue: [], following: false, marked: false };
  return { ...world, streams: [...world.streams, stream] };
}

function follow(world: World, move: string, way: Move['way']): World {
  const streams = world.streams.map((one) => (one.of === move && one.way === way ? { ...one, following: true } : one));
  return { ...world, streams };
}

function startStream(world: World, move: Move, way: Move['way'], publishes: number, to: string): World {
  return follow(publish(world, move, way, publishes, to), move.id, way);
}

function endStream(world: World, move: string, way: Move['way']): World {
  return { ...world, streams: world.streams.filter((one) => one.of !== move || one.way !== way) };
}
