import { slotName } from '../../../../../../core/sharding/map/slot.ts';
import type { Move } from '../../../../../../core/sharding/moving/move.ts';
import { firstWorld, successors } from './successors.ts';
import type { Bounds, Driver, Mutation, World } from './world.ts';

/** What was found: how many states there are, and the first way into a broken one. */
export interface Explored {
  readonly states: number;
  readonly violation: string | null;
  /** What led to the violation, in order. */
  readonly trace: readonly string[];
}

interface Visited {
  readonly from: number;
  readonly what: string;
  readonly isSettled: boolean;
  readonly mustSettle: boolean;
}

/** Visits every state that can be reached, the nearest first, and stops at the first that breaks an invariant. */
export function explore(bounds: Bounds, mutation: Mutation, mostStates: number): Explored {
  const first = firstWorld(bounds);
  const known = new Map<string, number>([[keyOf(first), 0]]);
  const visited: Visited[] = [visit(first, -1, '')];
  const edges: number[][] = [[]];
  const queue: (World | null)[] = [first];
  for (let index = 0; index < queue.length; index++) {
    const world = queue[index] as World;
    queue[index] = null;
    for (const { what, to } of successors(world, mutation)) {
      const key = keyOf(to);
      let number = known.get(key);
      if (number === undefined) {
        number = visited.length;
        known.set(key, number);
        visited.push(visit(to, index, what));
        edges.push([]);
        queue.push(to);
        const violation = broken(to) ?? brokenBetween(world, to);
        if (violation !== null) return { states: visited.length, violation, trace: traceOf(visited, number) };
        if (visited.length > mostStates) return { states: visited.length, violation: 'too many states', trace: [] };
      }
      edges[number]?.push(index);
    }
  }
  return { states: visited.length, ...stuck(visited, edges) };
}

/** All that makes a difference. Which of two drivers it is does not. */
function keyOf({ copies, streams, slot, moves, clients, drivers, opened, broken: told, ...left }: World): string {
  const driving = drivers
    .map((driver) => (driver === null ? '' : `${moveKey(driver.move)}${decidedKey(driver)}`))
    .sort();
  return [
    copies.map(({ id, shard, name, open, rows, of }) => `${id}${shard}${name}${open}${rows}${of}`),
    streams.map(({ of, way, queue, following, marked }) => `${of}${way}${queue}${following}${marked}`),
    `${slot.shard}${slot.epoch}${slot.move}`,
    moves.map(moveKey),
    clients.map(({ shard, epoch, within, writes }) => `${shard}${epoch}${within}${writes}`),
    driving,
    opened,
    told,
    `${left.movesLeft}${left.takeOversLeft}${left.rollBacksLeft}${left.acked}`,
  ].join(';');
}

function moveKey({ id, is, way, token, abortAsked, cutTries, cutAtMs, mayBeOpen, outcome }: Move): string {
  return `${id}${is}${way}${token}${abortAsked}${cutTries}${cutAtMs}${mayBeOpen}${outcome}`;
}

function decidedKey({ decided, todo }: Driver): string {
  return decided === null
    ? `${todo}`
    : `${moveKey(decided.next)}${decided.flip !== null}${decided.actions.map(({ kind }) => kind)}`;
}

function visit(world: World, from: number, what: string): Visited {
  return { from, what, isSettled: isSettled(world), mustSettle: world.takeOversLeft >= activeOf(world) };
}

/** So many have to be taken over at most. */
const activeOf = ({ moves }: World) => moves.filter(({ is }) => is !== 'done' && is !== 'aborted').length;

/** A place where it could stay: no move half-way, the slot open where the map says and nowhere else. */
function isSettled({ moves, copies, slot }: World): boolean {
  const resting = moves.every(({ is }) => is === 'done' || is === 'aborted' || is === 'reversible');
  return (
    resting && copies.some(({ shard, name, open }) => open && shard === slot.shard && name === slotName(7, slot.epoch))
  );
}

function broken({ copies, acked, slot, opened, broken: told }: World): string | null {
  if (told !== null) return told;
  const open = copies.filter((copy) => copy.open);
  if (open.length > 1) return `I2: open are ${open.map(({ shard, name }) => `${shard} ${name}`).join(' and ')}`;
  for (const { rows, name } of open) {
    const lost = acked.filter((row) => !rows.includes(row));
    if (lost.length > 0) return `I1: ${name} is open without ${lost.join(', ')}`;
  }
  const place = `${slot.shard} ${slotName(7, slot.epoch)}`;
  return opened.includes(place) ? null : `I6: the map names ${place}, which was never open`;
}

function brokenBetween(before: World, after: World): string | null {
  const changed = before.slot.shard !== after.slot.shard || before.slot.epoch !== after.slot.epoch;
  if (changed && after.slot.epoch <= before.slot.epoch) return `I5: epoch ${before.slot.epoch} to ${after.slot.epoch}`;
  return null;
}

/** I4: from every state in which somebody can still take over, a settled one can be reached. */
function stuck(visited: readonly Visited[], edges: readonly number[][]): Omit<Explored, 'states'> {
  const reaching = new Uint8Array(visited.length);
  const queue = visited.flatMap(({ isSettled }, index) => (isSettled ? [index] : []));
  for (const index of queue) reaching[index] = 1;
  for (const index of queue) {
    for (const before of edges[index] ?? []) {
      if (reaching[before] === 1) continue;
      reaching[before] = 1;
      queue.push(before);
    }
  }
  const found = visited.findIndex(({ mustSettle }, index) => mustSettle && reaching[index] === 0);
  if (found < 0) return { violation: null, trace: [] };
  return { violation: 'I4: no way to a settled state', trace: traceOf(visited, found) };
}

function traceOf(visited: readonly Visited[], last: number): string[] {
  const trace: string[] = [];
  for (let index = last; index > 0; index = visited[index]?.from ?? 0) trace.unshift(visited[index]?.what ?? '');
  return trace;
}
