import { describe, expect, it } from 'vitest';
import { slotsOf } from '../../../../../core/sharding/map/slots-of.ts';
import type { Move } from '../../../../../core/sharding/moving/move.ts';
import { newMove } from '../../../../../core/sharding/moving/new-move.ts';
import type { Fences } from '../../../../../core/sharding/moving/tables/change.ts';
import { drive } from '../../../../../core/sharding/moving/tables/drive.ts';
import { type Fence, firstFence } from '../../../../../core/sharding/moving/tables/fence.ts';
import type { TableMover } from '../../../../../core/sharding/moving/tables/mover.ts';
import { aKeyspace } from '../../a-keyspace.ts';

const staleMs = 12_000;

/** Tables in memory: the fences of slots, and a list of what was asked of them. */
function memoryTables() {
  const fences = new Map<string, Fence>();
  const done: string[] = [];
  const differ: { told: string | null } = { told: null };
  const places = (move: Move) => {
    const { source, target } = slotsOf(move);
    return { source: `${move.from}/${source}`, target: `${move.to}/${target}` };
  };
  const read = (move: Move): Fences => {
    const { source, target } = places(move);
    return { source: fences.get(source) ?? null, target: fences.get(target) ?? null };
  };
  const put = (place: string, fence: Fence | null) => {
    if (fence !== null) fences.set(place, fence);
  };
  const mover: TableMover = {
    differences: async () => differ.told,
    fences: async (_, move) => read(move),
    write: async (_, move, what, next) => {
      done.push(what);
      const { source, target } = places(move);
      put(source, next.source);
      put(target, next.target);
    },
    copy: async (_, move, source) => {
      done.push('copy');
      put(places(move).source, { ...source, revision: source.revision + 1, copied: true });
    },
    clean: async (_, __, side) => {
      done.push(`clean ${side}`);
      return true;
    },
  };
  return { mover, done, fences, differ };
}

/** A keyspace of which a slot of `a` moves to `b`, and a clock. */
async function aMove(over: Partial<Move> = {}) {
  const { keyspaces: store } = await aKeyspace();
  const config = await store.config('shop');
  const slot = (await store.slots('shop')).find(({ shard }) => shard === 'a');
  if (config === null || slot === undefined) throw new Error('the keyspace of the test is not as it should be');
  const asked = { id: 'm1', keyspace: 'shop', slot: slot.slot, from: 'a', to: 'b', epoch: slot.epoch };
  const move = newMove({ ...asked, requestedAtMs: 0, ...over });
  await store.begin(move);
  const tables = memoryTables();
  const clock = { nowMs: 0 };
  const world = { store, mover: tables.mover, staleMs, nowMs: () => clock.nowMs };
  const driven = async (untilMs: number) => drive(world, config, (await store.move('shop', move.id)) ?? move, untilMs);
  return { store, move, clock, driven, ...tables };
}

/** Drives as often as the answer says, each time when it says; the times. */
async function toItsEnd({ clock, driven }: Awaited<ReturnType<typeof aMove>>) {
  for (const waitedAtMs: number[] = []; ; ) {
    const { move, againAtMs } = await driven(clock.nowMs + 1000);
    if (againAtMs === null) return { move, waitedAtMs };
    waitedAtMs.push(againAtMs);
    clock.nowMs = againAtMs;
  }
}

describe('driving a move between tables', () => {
  it('goes through every state of the fence, and waits before each copy, hand-over and cleaning', async () => {
    const one = await aMove();
    const { move, waitedAtMs } = await toItsEnd(one);
    expect(move).toMatchObject({ is: 'done', outcome: 'moved', blockedMs: 0 });
    const before = ['double', 'seen', 'copy', 'turn', 'seen'];
    expect(one.done).toEqual([...before, 'hand', 'retire', 'seen', 'clean source']);
    expect(waitedAtMs).toEqual([staleMs, 2 * staleMs, 3 * staleMs]);
    expect(await one.store.slot('shop', move.slot)).toMatchObject({ shard: 'b', epoch: move.epoch + 1, move: null });
  });

  it('gives a key a slot of its own in the map, and its old slot a new epoch', async () => {
    const one = await aMove({ kind: 'pin', pinned: { key: 'k', slot: 9 } });
    expect((await toItsEnd(one)).move).toMatchObject({ is: 'done', outcome: 'moved' });
    expect((await one.store.map('shop', true))?.pins).toEqual(new Map([['k', 9]]));
    expect(await one.store.slot('shop', one.move.slot)).toMatchObject({ shard: 'a', epoch: one.move.epoch + 1 });
    expect(await one.store.slot('shop', 9)).toMatchObject({ shard: 'b' });
  });

  it('touches nothing while the tables are not alike, and goes on once they are', async () => {
    const one = await aMove();
    one.differ.told = 'stream is off at "a" and NEW_IMAGE at "b"';
    const { move, againAtMs } = await one.driven(1000);
    expect({ is: move.is, againAtMs, done: one.done }).toEqual({ is: 'planned', againAtMs: null, done: [] });
    expect(move.trouble).toContain('stream is off at "a" and NEW_IMAGE at "b"; change the table of "b"');
    one.differ.told = null;
    expect((await toItsEnd(one)).move).toMatchObject({ is: 'done', outcome: 'moved', trouble: null });
  });

  it('begins nothing once its time is over', async () => {
    const one = await aMove();
    expect(await one.driven(0)).toMatchObject({ move: { is: 'planned' }, againAtMs: 0 });
    expect(one.done).toEqual([]);
  });

  it('is not through with a side that is not clean yet', async () => {
    const one = await aMove();
    let asked = 0;
    one.mover.clean = async () => ++asked === 3;
    expect((await toItsEnd(one)).move).toMatchObject({ is: 'done' });
    expect(asked).toBe(3);
  });

  it('takes everything back where an abort is asked for before it is handed over', async () => {
    const one = await aMove();
    await one.driven(1000);
    await one.store.askAbort('shop', 'm1');
    expect((await toItsEnd(one)).move).toMatchObject({ is: 'aborted', outcome: 'aborted' });
    expect(one.done.slice(-3)).toEqual(['take-back', 'seen', 'clean target']);
    expect(await one.store.slot('shop', one.move.slot)).toMatchObject({
      shard: 'a',
      epoch: one.move.epoch,
      move: null,
    });
  });

  it('leaves to a person what only a person can mend', async () => {
    const one = await aMove();
    one.fences.set(`a/${one.move.slot}`, { ...firstFence(1), revision: 1, is: 'gone', move: 'm0' });
    const { move, againAtMs } = await one.driven(1000);
    expect(againAtMs).toBeNull();
    expect(move.trouble).toContain('abort');
  });
});
