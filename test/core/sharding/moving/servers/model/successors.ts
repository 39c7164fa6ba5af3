import { slotName } from '../../../../../../core/sharding/map/slot.ts';
import type { Move, MoveState } from '../../../../../../core/sharding/moving/move.ts';
import { newMove } from '../../../../../../core/sharding/moving/new-move.ts';
import { rollBack } from '../../../../../../core/sharding/moving/servers/roll-back.ts';
import { step } from '../../../../../../core/sharding/moving/servers/step.ts';
import type { Step } from '../../../../../../core/sharding/moving/servers/step-of.ts';
import { act, arrive, at, sent, setCopy, withRow } from './act.ts';
import { observe, type Sight } from './observe.ts';
import { free, save, todoOf } from './save.ts';
import { type Bounds, type Driver, type Mutation, replaced, type World } from './world.ts';

/** One thing that can happen, and what it leads to. */
export interface Transition {
  readonly what: string;
  readonly to: World;
}

const over: ReadonlySet<MoveState> = new Set(['done', 'aborted']);

/** The world before anything has happened: slot 7 in epoch 1 at shard a, and clients that know it. */
export const firstWorld = ({ clients, ...bounds }: Bounds): World => ({
  copies: [{ id: 0, shard: 'a', name: slotName(7, 1), open: true, rows: [], of: null }],
  streams: [],
  slot: { shard: 'a', epoch: 1, move: null },
  moves: [],
  clients: Array.from({ length: clients }, () => ({ shard: 'a', epoch: 1, within: null, writes: 0 })),
  drivers: [null, null],
  acked: [],
  opened: [`a ${slotName(7, 1)}`],
  nextCopy: 1,
  broken: null,
  ...bounds,
});

/** Everything that can happen next. */
export function successors(world: World, mutation: Mutation): Transition[] {
  const found = [
    ...clientsActing(world, mutation),
    ...arriving(world),
    ...peopleAsking(world),
    ...driversActing(world, mutation),
  ];
  return trusting.has(mutation) ? found : found.map(({ what, to }) => ({ what, to: withoutOutdated(to) }));
}

/** Mutants in which one who was overtaken can still write. */
const trusting: ReadonlySet<Mutation> = new Set([
  'flip without condition',
  'save without condition',
  'old token accepted',
]);

/** Whoever was overtaken can still do what it has written down before, and nothing else: what it thinks does not count. */
function withoutOutdated(world: World): World {
  const drivers = world.drivers.map((driver) => {
    const now = world.moves.find(({ id }) => id === driver?.move.id);
    if (driver === null || now?.token === driver.move.token) return driver;
    return driver.todo.length === 0 ? null : { ...driver, decided: null };
  });
  return { ...world, drivers };
}

function clientsActing(world: World, mutation: Mutation): Transition[] {
  return world.clients.flatMap((client, index) => {
    const found: Transition[] = [];
    const become = (changed: Partial<typeof client>, from: World = world): World => ({
      ...from,
      clients: replaced(world.clients, index, { ...client, ...changed }),
    });
    const { shard, epoch } = world.slot;
    if (client.within !== null) {
      found.push({
        what: `client ${index} commits`,
        to: commit(become({ within: null, writes: 1 }), index, client.within),
      });
    } else if (client.writes === 0) {
      const copy = at(world, client.shard, slotName(7, client.epoch)) ?? cutCopy(world, client.shard, mutation);
      if (copy?.open) found.push({ what: `client ${index} writes to ${copy.shard}`, to: become({ within: copy.id }) });
      const isStale = client.shard !== shard || client.epoch !== epoch;
      if (isStale) found.push({ what: `client ${index} refreshes`, to: become({ shard, epoch }) });
    }
    return found;
  });
}

const cutCopy = (world: World, shard: string, mutation: Mutation) =>
  mutation === 'no fence' ? world.copies.find((copy) => copy.shard === shard && copy.open) : undefined;

function commit(world: World, client: number, id: number): World {
  const copy = world.copies.find((one) => one.id === id);
  if (copy === undefined) return world;
  const row = `w${client}`;
  const written = sent(setCopy(world, { ...copy, rows: withRow(copy.rows, row) }), copy, row);
  return { ...written, acked: withRow(world.acked, row) };
}

function arriving(world: World): Transition[] {
  return world.streams.flatMap(({ queue, of, way }, index) => {
    const to = arrive(world, index);
    return to === world ? [] : [{ what: `${queue[0]} arrives, ${of} ${way}`, to }];
  });
}

function peopleAsking(world: World): Transition[] {
  const { slot, moves, movesLeft, rollBacksLeft } = world;
  const found: Transition[] = [];
  if (slot.move === null && movesLeft > 0) {
    const id = `m${moves.length + 1}`;
    const to = slot.shard === 'a' ? 'b' : 'a';
    const asked = { id, keyspace: 'k', slot: 7, from: slot.shard, to, epoch: slot.epoch, requestedAtMs: 0 };
    const begun = { ...world, moves: [...moves, newMove(asked)], movesLeft: movesLeft - 1 };
    found.push({ what: `${id} begins`, to: { ...begun, slot: { ...slot, move: id } } });
  }
  for (const [index, move] of moves.entries()) {
    const put = (next: Move) => ({ ...world, moves: replaced(moves, index, next) });
    if (!move.abortAsked && !free.has(move.is))
      found.push({ what: `abort of ${move.id} is asked`, to: put({ ...move, abortAsked: true }) });
    const isItsSlot = slot.move === null && slot.shard === move.to && slot.epoch === move.epoch + 1;
    if (move.is === 'reversible' && isItsSlot && rollBacksLeft > 0) {
      const next = { ...rollBack(move, 0), token: move.token + 1 };
      const to = { ...put(next), slot: { ...slot, move: move.id }, rollBacksLeft: rollBacksLeft - 1 };
      found.push({ what: `roll-back of ${move.id} is asked`, to });
    }
  }
  return found;
}

function driversActing(world: World, mutation: Mutation): Transition[] {
  return world.drivers.flatMap((driver, index) => {
    const become = (next: Driver | null, from: World = world) => ({
      ...from,
      drivers: replaced(from.drivers, index, next),
    });
    if (driver === null) return takeOver(world, become);
    const crash = { what: `driver ${index} crashes`, to: become(null) };
    if (driver.decided !== null)
      return [
        crash,
        {
          what: `driver ${index} saves ${driver.decided.next.is}`,
          to: saved(world, driver, driver.decided, index, mutation),
        },
      ];
    const [kind, ...todo] = driver.todo;
    if (kind === undefined) return [crash, ...decide(world, driver, become, mutation, index)];
    const done = act(world, kind, driver.move, mutation);
    return [
      crash,
      { what: `driver ${index} does ${kind} of ${driver.move.id}`, to: become({ ...driver, todo }, done) },
    ];
  });
}

type Become = (next: Driver | null, from?: World) => World;

function takeOver(world: World, become: Become): Transition[] {
  if (world.takeOversLeft === 0) return [];
  return world.moves.flatMap((move, index) => {
    if (over.has(move.is)) return [];
    const taken = { ...move, token: move.token + 1 };
    const from = { ...world, moves: replaced(world.moves, index, taken), takeOversLeft: world.takeOversLeft - 1 };
    return [{ what: `a driver takes ${move.id} over`, to: become({ move: taken, decided: null, todo: [] }, from) }];
  });
}

const fenced: ReadonlySet<MoveState> = new Set(['cutting', 'opening', 'aborting']);

function decide(world: World, driver: Driver, become: Become, mutation: Mutation, index: number): Transition[] {
  const blind: Sight['blind'][] = fenced.has(driver.move.is) ? [null, 'target', 'source'] : [null];
  const sights = blind.flatMap((side) => [false, true].map((late): Sight => ({ late, blind: side })));
  const known = world.moves.find(({ id }) => id === driver.move.id);
  const move = { ...driver.move, abortAsked: driver.move.abortAsked || known?.abortAsked === true };
  const found = new Map<string, Transition>();
  for (const sight of sights) {
    const decided = timeless(mutated(step(move, observe(world, move, sight, mutation)), mutation));
    const isNothing = todoOf(decided).length === 0 && decided.next.is === move.is && decided.flip === null;
    if (isNothing) continue;
    const what = `driver ${index} decides ${decided.next.is} of ${move.id} ${sight.blind ?? ''}`;
    found.set(JSON.stringify(decided), { what, to: become({ ...driver, move, decided }) });
  }
  return [...found.values()];
}

/** Time is told by `Sight.late` alone, and what is for people does not count. */
function timeless(decided: Step): Step {
  const { next } = decided;
  const cutAtMs = next.cutAtMs === null ? null : 0;
  const plain: Move = {
    ...next,
    sinceMs: 0,
    cutAtMs,
    blockedMs: null,
    trouble: null,
    cutTries: Math.min(1, next.cutTries),
  };
  return { ...decided, next: plain, againInMs: 0, because: { says: '' } };
}

function mutated(decided: Step, mutation: Mutation): Step {
  const { next, actions, flip } = decided;
  if (mutation === 'flip map first' && next.is === 'opening') {
    const early = { slots: [{ slot: 7, shard: next.to, epoch: next.epoch + 1 }], pin: null, unpin: null };
    return { ...decided, flip: early };
  }
  if (mutation === 'abort without CAS')
    return { ...decided, actions: actions.map((one) => (one.kind === 'discard' ? { ...one, kind: 'reopen' } : one)) };
  if (mutation === 'epoch reused' && flip !== null && next.outcome === 'aborted') {
    return { ...decided, flip: { ...flip, slots: flip.slots.map((one) => ({ ...one, epoch: one.epoch - 2 })) } };
  }
  return decided;
}

function saved(world: World, driver: Driver, step: Step, index: number, mutation: Mutation): World {
  const [after, next] = save(world, driver, step, mutation);
  return { ...after, drivers: replaced(after.drivers, index, next) };
}
