import type { Move } from '../../../../../core/sharding/moving/move.ts';
import { newMove } from '../../../../../core/sharding/moving/new-move.ts';
import { change, type Fences } from '../../../../../core/sharding/moving/tables/change.ts';
import { access, type Fence, firstFence } from '../../../../../core/sharding/moving/tables/fence.ts';
import { type Step, step } from '../../../../../core/sharding/moving/tables/step.ts';

/** What the checker breaks to see that it would notice. */
export type Mutant =
  | 'one-way copy'
  | 'copy without a look at the source'
  | 'no wait'
  | 'copy by a dead mover'
  | 'clean by a dead mover'
  | 'abort without a change'
  | 'hand over what was turned back'
  | 'keep the epoch of a slot that a key has left';

type Table = 'x' | 'y';
const key = 'k';
interface Client {
  readonly map: { readonly at: Table; readonly epoch: number };
  /** The fence that it goes by, and whether it was read since a mover last looked at its watch. */
  readonly knows: { readonly is: Fence['is'] | null; readonly move: string | null; readonly fresh: boolean } | null;
}
interface Driver {
  readonly move: Move;
  readonly seen: Fences;
  readonly step: Step;
  /** What a copy has read of the one key. */
  readonly read: { readonly source: number; readonly target: number } | null;
}

/** One key, two tables, two clients, two movers. A value of 0 is not an item. */
export interface World {
  readonly value: Readonly<Record<Table, number>>;
  readonly fence: Readonly<Record<Table, Fence | null>>;
  readonly map: { readonly at: Table; readonly epoch: number };
  readonly moves: readonly Move[];
  readonly clients: readonly Client[];
  readonly drivers: readonly (Driver | null)[];
  /** The last acknowledged write. */
  readonly truth: number;
  readonly writesLeft: number;
  readonly abortsLeft: number;
  readonly movesLeft: number;
  readonly isPinned: boolean;
}

export interface Rules {
  /** Every request of a client carries the fence it goes by, and movers need not wait. */
  readonly strict: boolean;
  readonly mutant: Mutant | null;
}

/** How much may happen. */
export interface Size {
  readonly clients: number;
  readonly moves: number;
  readonly writes: number;
  readonly aborts: number;
  /** Whether the moves are of the one key, out of its slot and back; of the whole slot else. */
  readonly pins?: boolean;
}

export function firstWorld({ clients, moves, writes, aborts, pins = false }: Size): World {
  const client: Client = { map: { at: 'x', epoch: 1 }, knows: null };
  return {
    value: { x: 1, y: 0 },
    fence: { x: null, y: null },
    map: { at: 'x', epoch: 1 },
    moves: [],
    clients: Array.from({ length: clients }, () => client),
    drivers: [null, null],
    truth: 1,
    writesLeft: writes,
    abortsLeft: aborts,
    movesLeft: moves,
    isPinned: pins,
  };
}

/** The same text for worlds that differ in nothing that counts: which client or mover is which does not. */
export function keyOf(world: World): string {
  const { value, fence, map, moves, truth, writesLeft, abortsLeft, movesLeft } = world;
  const clients = world.clients.map(
    ({ map: { at }, knows }) => `${at}${knows && `${knows.is}${knows.move}${knows.fresh}`}`,
  );
  const drivers = world.drivers.map(driverKey);
  return [
    value.x,
    value.y,
    fenceKey(fence.x),
    fenceKey(fence.y),
    map.at,
    map.epoch,
    ...moves.map(moveKey),
    ...clients.sort(),
    ...drivers.sort(),
    truth,
    writesLeft,
    abortsLeft,
    movesLeft,
  ].join(' ');
}

const moveKey = ({ id, is, abortAsked }: Move) => `${id}${is}${abortAsked}`;

function fenceKey(fence: Fence | null): string {
  if (fence === null) return '-';
  const { revision, is, epoch, move, filling, seenMs, copied } = fence;
  return `${revision}${is}${epoch}${move}${filling}${seenMs}${copied}`;
}

function driverKey(driver: Driver | null): string {
  if (driver === null) return '-';
  const { move, seen, step: decided, read } = driver;
  const seenKey = decided.do === 'change' ? `${fenceKey(seen.source)}${fenceKey(seen.target)}` : seen.source?.revision;
  return `${moveKey(move)}${seenKey}${told(decided)}${read && `${read.source},${read.target}`}`;
}

/** Everything that can happen next. */
export function* nextWorlds(world: World, rules: Rules): Generator<readonly [string, World]> {
  yield* begun(world);
  const active = world.moves.findIndex(({ is, abortAsked }) => is !== 'done' && is !== 'aborted' && !abortAsked);
  if (world.abortsLeft > 0 && active >= 0) yield ['abort is asked for', aborted(world, active)];
  for (const [index] of world.clients.entries()) yield* clientSteps(world, index, rules);
  for (const [index] of world.drivers.entries()) yield* driverSteps(world, index, rules);
}

/** As stores have it: a move holds its slot until the map is flipped or it is aborted. */
function* begun(world: World): Generator<readonly [string, World]> {
  const free = world.moves.every(({ is }) => is === 'cleaning' || is === 'done' || is === 'aborted');
  if (world.movesLeft === 0 || !free) return;
  const { at: from, epoch } = world.map;
  const asked = {
    id: `m${world.moves.length}`,
    keyspace: 'k',
    slot: 0,
    from,
    to: other(from),
    epoch,
    requestedAtMs: 0,
  };
  const pinned = { kind: from === 'x' ? 'pin' : 'unpin', pinned: { key, slot: 9 } } as const;
  const move = newMove({ ...asked, ...(world.isPinned && pinned) });
  yield [`${move.id} begins`, { ...world, moves: [...world.moves, move], movesLeft: world.movesLeft - 1 }];
}

function aborted(world: World, index: number): World {
  const moves = world.moves.map((move, at) => (at === index ? { ...move, abortAsked: true } : move));
  return { ...world, moves, abortsLeft: world.abortsLeft - 1 };
}

function* clientSteps(world: World, index: number, { strict }: Rules): Generator<readonly [string, World]> {
  const client = world.clients[index] as Client;
  const set = (next: Client, more: Partial<World> = {}): World => ({
    ...world,
    ...more,
    clients: world.clients.map((one, at) => (at === index ? next : one)),
  });
  const fence = world.fence[client.map.at];
  const allowed = access(fence, client.map.epoch, key);
  if (allowed === 'stale') yield [`client ${index} reads the map`, set({ map: world.map, knows: null })];
  else yield [`client ${index} reads the fence`, set({ ...client, knows: known(fence) })];
  if (client.knows === null) return;
  yield [`client ${index} forgets`, set({ ...client, knows: null })];
  if (world.writesLeft === 0 || (strict && !isCurrent(client, fence))) return;
  const { write } = accessKnown(client);
  const value = world.writesLeft % 2 === 0 ? world.writesLeft + 1 : 0;
  const written = { ...world.value, [client.map.at]: value };
  if (write === 'both') written[other(client.map.at)] = value;
  yield [
    `client ${index} writes ${value} to ${write}`,
    set(client, { value: written, truth: value, writesLeft: world.writesLeft - 1 }),
  ];
}

/** What a client may do by what it knows; it knows nothing that would send it away. */
function accessKnown({ knows, map }: Client): { read: 'here' | 'there'; write: 'here' | 'both' } {
  const is = knows?.is ?? null;
  const allowed = access(is === null ? null : { ...firstFence(map.epoch), is }, map.epoch, key);
  if (allowed === 'stale') throw new Error('a client goes by a fence that sends it away');
  return allowed;
}

function known(fence: Fence | null): Client['knows'] {
  return { is: fence?.is ?? null, move: fence?.move ?? null, fresh: true };
}

function isCurrent({ knows }: Client, fence: Fence | null): boolean {
  return knows?.is === (fence?.is ?? null) && knows.move === (fence?.move ?? null);
}

/** What a client would be answered now; null where it would have to read a fence or map first. */
export function answered(world: World, index: number, { strict }: Rules): number | null {
  const client = world.clients[index] as Client;
  if (client.knows === null || (strict && !isCurrent(client, world.fence[client.map.at]))) return null;
  const { read } = accessKnown(client);
  return world.value[read === 'here' ? client.map.at : other(client.map.at)];
}

function* driverSteps(world: World, index: number, rules: Rules): Generator<readonly [string, World]> {
  const driver = world.drivers[index] ?? null;
  const set = (next: Driver | null, more: Partial<World> = {}): World => ({
    ...world,
    ...more,
    drivers: world.drivers.map((one, at) => (at === index ? next : one)),
  });
  if (driver === null) {
    for (const move of world.moves) {
      const decided = decide(world, move, rules);
      if (decided !== null) yield [`mover ${index}: ${move.id} ${told(decided.step)}`, set(decided)];
    }
    return;
  }
  yield [`mover ${index} dies`, set(null)];
  yield* carriedOut(world, driver, rules, set, index);
}

function decide(world: World, move: Move, { strict, mutant }: Rules): Driver | null {
  const seen: Fences = { source: world.fence[move.from as Table], target: world.fence[move.to as Table] };
  const waited = strict || mutant === 'no wait' || world.clients.every(({ knows }) => knows === null || knows.fresh);
  const decided = step(move, { ...seen, differ: null, nowMs: 0, staleMs: waited ? 0 : 1 });
  if (decided.do === 'wait' || decided.do === 'nothing') return null;
  if (mutant === 'abort without a change' && decided.do === 'change' && decided.change === 'take-back') {
    if (seen.source?.move !== move.id)
      return { move, seen, step: { do: 'save', next: { ...move, is: 'aborted' } }, read: null };
  }
  const read = { source: world.value[move.from as Table], target: world.value[move.to as Table] };
  const copies = decided.do === 'work' && decided.work === 'copy';
  return { move, seen, step: decided, read: copies ? read : null };
}

type Set = (next: Driver | null, more?: Partial<World>) => World;

function* carriedOut(
  world: World,
  driver: Driver,
  rules: Rules,
  set: Set,
  index: number,
): Generator<readonly [string, World]> {
  const { move, step: decided } = driver;
  const name = `mover ${index} did: ${move.id} ${told(decided)}`;
  if (decided.do === 'save') yield [name, set(null, saved(world, move, decided.next))];
  if (decided.do === 'change') yield [name, set(null, changed(world, driver, rules))];
  if (decided.do !== 'work') return;
  if (decided.work === 'copy') {
    if (driver.read === null) yield [`${name}, through`, set(null, markCopied(world, driver))];
    else {
      const copied = copyKey(world, driver, rules);
      yield [name, copied === null ? set(null) : set({ ...driver, read: null }, copied)];
    }
  } else if (decided.work === 'flip') yield [name, set(null, flipped(world, move, decided.next))];
  else yield [name, set(null, cleaned(world, driver, rules))];
}

function saved(world: World, was: Move, next: Move): Partial<World> {
  const now = world.moves.find(({ id }) => id === was.id);
  if (now?.is !== was.is) return {};
  return { moves: world.moves.map((one) => (one.id === was.id ? { ...next, abortAsked: one.abortAsked } : one)) };
}

function changed(world: World, { move, seen, step: decided }: Driver, { mutant }: Rules): Partial<World> {
  if (decided.do !== 'change') return {};
  const [from, to] = [move.from as Table, move.to as Table];
  const isSame = (table: Table, fence: Fence | null) => (world.fence[table]?.revision ?? 0) === (fence?.revision ?? 0);
  const next = change(move, seen, decided.change, { nowMs: 0, nextEpoch: nextEpochOf(world, move) });
  if (
    mutant === 'keep the epoch of a slot that a key has left' &&
    decided.change === 'retire' &&
    next.source !== null
  ) {
    Object.assign(next, { source: { ...next.source, epoch: move.epoch } });
  }
  const unguarded = mutant === 'hand over what was turned back' && decided.change === 'hand';
  if (!unguarded && next.source !== null && !isSame(from, seen.source)) return {};
  if (!unguarded && next.target !== null && !isSame(to, seen.target)) return {};
  const fence = { ...world.fence };
  if (next.source !== null) fence[from] = next.source;
  if (next.target !== null) fence[to] = next.target;
  const isWatch = decided.change === 'seen';
  const clients = world.clients.map((client) =>
    isWatch && client.knows !== null ? { ...client, knows: { ...client.knows, fresh: false } } : client,
  );
  return { fence, clients };
}

function isDual(world: World, { move }: Driver): boolean {
  const fence = world.fence[move.from as Table];
  return fence?.is === 'dual' && fence.move === move.id;
}

/** What a copy does with the key; null where it was refused. */
function copyKey(world: World, driver: Driver, { mutant }: Rules): Partial<World> | null {
  const { move, read } = driver;
  if (read === null) return null;
  if (mutant !== 'copy by a dead mover' && !isDual(world, driver)) return null;
  const [from, to] = [move.from as Table, move.to as Table];
  if (read.source === 0 && (read.target === 0 || mutant === 'one-way copy')) return {};
  if (mutant !== 'copy without a look at the source' && world.value[from] !== read.source) return null;
  return { value: { ...world.value, [to]: read.source } };
}

function markCopied(world: World, { move, seen }: Driver): Partial<World> {
  const fence = world.fence[move.from as Table];
  if (fence === null || fence.revision !== seen.source?.revision) return {};
  return { fence: { ...world.fence, [move.from]: { ...fence, revision: fence.revision + 1, copied: true } } };
}

function flipped(world: World, move: Move, next: Move): Partial<World> {
  const now = world.moves.find(({ id }) => id === move.id);
  if (now?.is !== move.is) return {};
  return { ...saved(world, move, next), map: { at: move.to as Table, epoch: mapEpoch(world, move) } };
}

function cleaned(world: World, { move, step: decided }: Driver, { mutant }: Rules): Partial<World> {
  if (decided.do !== 'work') return {};
  const { [move.from as Table]: source, [move.to as Table]: target } = world.fence;
  const isSource = decided.work === 'clean-source';
  const may = isSource
    ? source?.is === (move.kind === 'pin' ? 'own' : 'gone') && source.move === move.id && source.filling === null
    : source?.is === 'own' &&
      source.move === move.id &&
      (target === null || target.filling === move.id || target.filling === null);
  if (!may && mutant !== 'clean by a dead mover') return {};
  const value = { ...world.value, [isSource ? move.from : move.to]: 0 };
  return { ...saved(world, move, decided.next), value };
}

/** A pin's own slot goes on with its epochs wherever it is made; the key's own slot has one more since the pin. */
function nextEpochOf({ fence }: World, { kind, epoch, to }: Move): number {
  return kind === 'pin' ? (fence[to as Table]?.epoch ?? 0) + 1 : epoch + 1;
}

/** After a flip. Only `hand` raises the epoch of what is handed over, so it is there to be read. */
function mapEpoch({ fence }: World, { to }: Move): number {
  return fence[to as Table]?.epoch ?? 0;
}

function other(table: Table): Table {
  return table === 'x' ? 'y' : 'x';
}

function told(decided: Step): string {
  if (decided.do === 'change') return decided.change;
  if (decided.do === 'work') return decided.work;
  return decided.do === 'save' ? `-> ${decided.next.is}` : decided.do;
}
