import { beforeEach, describe, expect, it } from 'vitest';
import type { ShardMap } from '../../core/sharding/map/shard-map.ts';
import type { Move, MoveState } from '../../core/sharding/moving/move.ts';
import type { Flip, KeyspaceStore } from '../../core/sharding/ports.ts';

let made = 0;

function someMap(given: Partial<ShardMap> = {}): ShardMap {
  const bits = given.bits ?? 3;
  return {
    keyspace: `law-${made++}`,
    version: 1,
    bits,
    seed: 7,
    shards: [
      { name: 'a', weight: 1 },
      { name: 'b', weight: 2 },
    ],
    owner: Uint16Array.from({ length: 2 ** bits }, (_, slot) => (slot < 2 ** (bits - 1) ? 0 : 1)),
    epoch: new Uint32Array(2 ** bits).fill(1),
    pins: new Map(),
    ...given,
  };
}

const someMove = (keyspace: string, given: Partial<Move> = {}): Move => ({
  schema: 1,
  id: `move-${made++}`,
  keyspace,
  slot: 1,
  from: 'a',
  to: 'b',
  kind: 'move',
  pinned: null,
  epoch: 1,
  is: 'planned',
  way: 'there',
  cutAtMs: null,
  mayBeOpen: false,
  outcome: null,
  token: 1,
  abortAsked: false,
  requestedAtMs: 10,
  sinceMs: 10,
  cutTries: 0,
  blockedMs: null,
  trouble: null,
  wouldLose: null,
  notices: ['Shard "b" reads from "a" with sslmode require'],
  plan: null,
  ...given,
});

const as = (move: Move, is: MoveState, given: Partial<Move> = {}): Move => ({ ...move, is, ...given });
const toB: Flip = { slots: [{ slot: 1, shard: 'b', epoch: 2 }], pin: null, unpin: null };

/** What every store of keyspaces has to obey. */
export function keyspaceLaws(name: string, make: () => Promise<KeyspaceStore>): void {
  let store: KeyspaceStore;
  let map: ShardMap;
  let keyspace: string;
  const slot = async (number = 1) => store.slot(keyspace, number);
  beforeEach(async () => {
    store = await make();
    map = someMap();
    keyspace = map.keyspace;
  });

  /** A move that has begun and come as far as this, by saves. */
  async function begun(is: MoveState = 'planned', given: Partial<Move> = {}): Promise<Move> {
    const move = someMove(keyspace, given);
    expect(await store.begin(move)).toBe(true);
    const next = as(move, is);
    if (is !== 'planned') expect(await store.save(move, next)).toBe(true);
    return next;
  }

  describe(`${name}: a map`, () => {
    it('is null before it is created, and comes back as it was written', async () => {
      expect(await store.map(keyspace, false)).toBeNull();
      expect(await store.create(map)).toBe(true);
      expect(await store.map(keyspace, false)).toEqual(map);
      expect(await store.map(keyspace, true)).toEqual(map);
    });

    it('is created once, with a slot for each number', async () => {
      await store.create(map);
      expect(await store.create({ ...map, seed: 8 })).toBe(false);
      expect(await store.map(keyspace, true)).toEqual(map);
      const slots = await store.slots(keyspace);
      expect(slots.map((one) => one.slot)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
      expect(slots.map((one) => one.shard)).toEqual(['a', 'a', 'a', 'a', 'b', 'b', 'b', 'b']);
      expect(slots[3]).toEqual({
        slot: 3,
        shard: 'a',
        epoch: 1,
        is: 'owned',
        move: null,
        pinned: null,
        movedAtMs: null,
      });
    });

    it('can have more slots than one transaction takes', async () => {
      const big = someMap({ bits: 9 });
      expect(await store.create(big)).toBe(true);
      expect(await store.slots(big.keyspace)).toHaveLength(512);
      expect(await store.map(big.keyspace, true)).toEqual(big);
    });

    it('is created by one of several who do so at once', async () => {
      const answers = await Promise.all(Array.from({ length: 4 }, () => store.create(map)));
      expect(answers.filter(Boolean)).toHaveLength(1);
      expect(await store.slots(keyspace)).toHaveLength(8);
    });

    it('takes new shards at the end and new weights, one version on, and nothing where nothing is new', async () => {
      await store.create(map);
      await store.addShards(keyspace, [
        { name: 'c', weight: 1 },
        { name: 'a', weight: 3 },
      ]);
      const after = await store.map(keyspace, true);
      expect(after?.version).toBe(2);
      expect(after?.shards).toEqual([
        { name: 'a', weight: 3 },
        { name: 'b', weight: 2 },
        { name: 'c', weight: 1 },
      ]);
      await store.addShards(keyspace, [{ name: 'c', weight: 1 }]);
      expect((await store.map(keyspace, true))?.version).toBe(2);
    });

    it('keeps keyspaces apart', async () => {
      await store.create(map);
      const other = someMap();
      await store.create(other);
      await store.begin(someMove(other.keyspace));
      expect(await store.activeMoves(keyspace)).toEqual([]);
      expect((await slot())?.move).toBeNull();
    });
  });

  describe(`${name}: a move that begins`, () => {
    beforeEach(async () => {
      await store.create(map);
    });

    it('has its slot, and is among the active ones', async () => {
      const move = await begun();
      expect(await slot()).toMatchObject({ is: 'moving', move: move.id, shard: 'a', epoch: 1 });
      expect(await store.activeMoves(keyspace)).toEqual([move]);
      expect(await store.move(keyspace, move.id)).toEqual(move);
      expect(await store.move(keyspace, 'another')).toBeNull();
    });

    it.each([
      ['the slot is another shard’s', { from: 'b', to: 'a' }],
      ['the slot has another epoch', { epoch: 2 }],
      ['there is no such slot', { slot: 999 }],
    ])('is refused, with nothing written, where %s', async (_, given) => {
      const move = someMove(keyspace, given);
      expect(await store.begin(move)).toBe(false);
      expect(await store.move(keyspace, move.id)).toBeNull();
      expect(await store.activeMoves(keyspace)).toEqual([]);
      expect((await slot())?.is).toBe('owned');
    });

    it('is one of several that want one slot at once', async () => {
      const answers = await Promise.all(Array.from({ length: 5 }, () => store.begin(someMove(keyspace))));
      expect(answers.filter(Boolean)).toHaveLength(1);
      expect(await store.activeMoves(keyspace)).toHaveLength(1);
    });

    it('is found among those of its plan, also once it is over', async () => {
      const first = await begun('aborting', { id: 'plan7x1', plan: 'plan7' });
      await store.save(first, as(first, 'aborted'));
      await begun('planned', { id: 'plan7x2', plan: 'plan7', slot: 2 });
      await begun('planned', { id: 'plan70x3', plan: 'plan70', slot: 3 });
      const moves = await store.movesOf(keyspace, 'plan7');
      expect(moves.map(({ id, is }) => `${id} ${is}`)).toEqual(['plan7x1 aborted', 'plan7x2 planned']);
    });

    it('is refused in a keyspace that has no map', async () => {
      expect(await store.begin(someMove('nowhere'))).toBe(false);
    });
  });

  describe(`${name}: a move under way`, () => {
    beforeEach(async () => {
      await store.create(map);
    });

    it('goes from state to state, and marks its slot while it is cut', async () => {
      const move = await begun('catching-up');
      expect(await store.save(move, as(move, 'cutting', { sinceMs: 20 }))).toBe(true);
      expect(await slot()).toMatchObject({ is: 'cut', move: move.id });
      expect(await store.move(keyspace, move.id)).toMatchObject({ is: 'cutting', sinceMs: 20 });
      expect(await store.save(as(move, 'cutting'), as(move, 'catching-up'))).toBe(true);
      expect(await slot()).toMatchObject({ is: 'moving', move: move.id });
    });

    it('is written by nobody who has it in an older state', async () => {
      const move = await begun('copying');
      expect(await store.save(as(move, 'planned'), as(move, 'preparing'))).toBe(false);
      expect(await store.flip(as(move, 'opening'), as(move, 'reversible'), toB)).toBe(false);
      expect((await store.move(keyspace, move.id))?.is).toBe('copying');
      expect(await store.map(keyspace, true)).toEqual(map);
    });

    it('is written by nobody from whom it was taken over', async () => {
      const move = await begun('opening');
      const mine = await store.takeOver(keyspace, move.id);
      expect(mine).toEqual({ ...move, token: 2 });
      expect(await store.save(move, as(move, 'aborting'))).toBe(false);
      expect(await store.flip(move, as(move, 'reversible'), toB)).toBe(false);
      expect(await store.flip(mine as Move, as(mine as Move, 'reversible'), toB)).toBe(true);
    });

    it('has a token of its own for each of those who take it over at once', async () => {
      const move = await begun();
      const taken = await Promise.all(Array.from({ length: 5 }, () => store.takeOver(keyspace, move.id)));
      expect(taken.map((one) => one?.token).sort()).toEqual([2, 3, 4, 5, 6]);
      expect(await store.takeOver(keyspace, 'another')).toBeNull();
    });

    it('never loses an abort that is asked for while its driver saves', async () => {
      const move = await begun('copying');
      expect((await store.askAbort(keyspace, move.id))?.abortAsked).toBe(true);
      expect(await store.save(move, as(move, 'catching-up'))).toBe(true);
      expect((await store.move(keyspace, move.id))?.abortAsked).toBe(true);
      expect((await store.activeMoves(keyspace))[0]?.abortAsked).toBe(true);
    });

    it('lets go of its slot once it is aborted, and is active no more', async () => {
      const move = await begun('copying');
      await store.save(move, as(move, 'aborting'));
      expect((await slot())?.move).toBe(move.id);
      expect(await store.save(as(move, 'aborting'), as(move, 'aborted'))).toBe(true);
      expect(await slot()).toMatchObject({ is: 'owned', move: null, shard: 'a', epoch: 1 });
      expect(await store.activeMoves(keyspace)).toEqual([]);
      expect((await store.move(keyspace, move.id))?.is).toBe('aborted');
      expect(await store.askAbort(keyspace, move.id)).toBeNull();
    });

    it('keeps its slot cut while it aborts from there', async () => {
      const move = await begun('opening');
      await store.save(move, as(move, 'aborting'));
      expect((await slot())?.is).toBe('cut');
    });
  });

  describe(`${name}: a flip`, () => {
    beforeEach(async () => {
      await store.create(map);
    });

    it('changes slot, map and move at once, and frees the slot', async () => {
      const move = await begun('opening');
      expect(await store.flip(move, as(move, 'reversible', { sinceMs: 50 }), toB)).toBe(true);
      expect(await slot()).toMatchObject({ is: 'owned', move: null, shard: 'b', epoch: 2, movedAtMs: 50 });
      const after = await store.map(keyspace, true);
      expect([after?.version, after?.owner[1], after?.epoch[1]]).toEqual([2, 1, 2]);
      expect(after?.owner[0]).toBe(0);
      expect(await store.activeMoves(keyspace)).toEqual([as(move, 'reversible', { sinceMs: 50 })]);
    });

    it('is done once', async () => {
      const move = await begun('opening');
      const flips = Array.from({ length: 4 }, () => store.flip(move, as(move, 'reversible'), toB));
      expect((await Promise.all(flips)).filter(Boolean)).toHaveLength(1);
      expect((await store.map(keyspace, true))?.version).toBe(2);
    });

    it('never lets an epoch fall or stand', async () => {
      const move = await begun('opening');
      const same: Flip = { ...toB, slots: [{ slot: 1, shard: 'b', epoch: 1 }] };
      expect(await store.flip(move, as(move, 'reversible'), same)).toBe(false);
      expect(await store.map(keyspace, true)).toEqual(map);
    });

    it('loses none of many that are made at once', async () => {
      const moves = [];
      for (const number of [0, 1, 2, 3]) moves.push(await begun('opening', { slot: number }));
      const flips = moves.map((move) =>
        store.flip(move, as(move, 'reversible'), { ...toB, slots: [{ slot: move.slot, shard: 'b', epoch: 2 }] }),
      );
      expect(await Promise.all(flips)).toEqual([true, true, true, true]);
      const after = await store.map(keyspace, true);
      expect([...(after?.owner ?? [])]).toEqual([1, 1, 1, 1, 1, 1, 1, 1]);
      expect(after?.version).toBe(5);
    });

    it('tells of a shard that the map does not know', async () => {
      const move = await begun('opening');
      const astray: Flip = { ...toB, slots: [{ slot: 1, shard: 'z', epoch: 2 }] };
      await expect(store.flip(move, as(move, 'reversible'), astray)).rejects.toThrow('knows no shard "z"');
    });

    it('can be taken back while nobody else has the slot', async () => {
      const move = await begun('opening');
      await store.flip(move, as(move, 'reversible'), toB);
      expect(await store.save(as(move, 'reversible'), as(move, 'rolling-back'))).toBe(true);
      expect(await slot()).toMatchObject({ is: 'moving', move: move.id, shard: 'b' });
      const back: Flip = { ...toB, slots: [{ slot: 1, shard: 'a', epoch: 3 }] };
      expect(await store.flip(as(move, 'rolling-back'), as(move, 'cleaning'), back)).toBe(true);
      expect(await slot()).toMatchObject({ is: 'owned', move: null, shard: 'a', epoch: 3 });
    });

    it('is not taken back where another move has the slot', async () => {
      const move = await begun('opening');
      await store.flip(move, as(move, 'reversible'), toB);
      await begun('planned', { from: 'b', to: 'a', epoch: 2 });
      expect(await store.save(as(move, 'reversible'), as(move, 'rolling-back'))).toBe(false);
      expect((await store.move(keyspace, move.id))?.is).toBe('reversible');
    });

    it('leaves a move that only tidies up its slot alone', async () => {
      const move = await begun('opening');
      await store.flip(move, as(move, 'reversible'), toB);
      const second = await begun('planned', { from: 'b', to: 'a', epoch: 2 });
      expect(await store.save(as(move, 'reversible'), as(move, 'cleaning'))).toBe(true);
      expect(await store.save(as(move, 'cleaning'), as(move, 'done'))).toBe(true);
      expect(await slot()).toMatchObject({ is: 'moving', move: second.id });
      expect(await store.activeMoves(keyspace)).toEqual([second]);
    });
  });

  describe(`${name}: a pin`, () => {
    const pin = (): Partial<Move> => ({ kind: 'pin', slot: 1, pinned: { key: 'tenant-1', slot: 8 } });
    const pinned: Flip = {
      slots: [{ slot: 8, shard: 'b', epoch: 1 }],
      pin: { key: 'tenant-1', slot: 8 },
      unpin: null,
    };
    beforeEach(async () => {
      await store.create(map);
    });

    async function pinnedMove(): Promise<Move> {
      const move = await begun('opening', pin());
      expect(await store.flip(move, as(move, 'done'), pinned)).toBe(true);
      return move;
    }

    it('holds the slot that it leaves and the one that it makes', async () => {
      const move = await begun('planned', pin());
      expect(await slot(8)).toMatchObject({ is: 'moving', move: move.id, epoch: 0, pinned: null });
      expect((await slot(1))?.move).toBe(move.id);
      expect(await store.begin(someMove(keyspace, { ...pin(), slot: 2 }))).toBe(false);
      expect(await store.map(keyspace, true)).toEqual(map);
    });

    it('gives the key its slot, and leaves the other where it was', async () => {
      await pinnedMove();
      expect(await slot(8)).toMatchObject({ is: 'owned', move: null, shard: 'b', epoch: 1, pinned: 'tenant-1' });
      expect(await slot(1)).toMatchObject({ is: 'owned', move: null, shard: 'a', epoch: 1 });
      const after = await store.map(keyspace, true);
      expect([after?.owner.length, after?.owner[8], after?.epoch[8]]).toEqual([9, 1, 1]);
      expect(after?.pins).toEqual(new Map([['tenant-1', 8]]));
    });

    it('is taken off again, and its slot’s number goes on with its epoch', async () => {
      await pinnedMove();
      const off = await begun('opening', { ...pin(), kind: 'unpin', from: 'b', to: 'a' });
      expect((await slot(1))?.move).toBe(off.id);
      const unpinned: Flip = { slots: [{ slot: 8, shard: 'b', epoch: 2 }], pin: null, unpin: 'tenant-1' };
      expect(await store.flip(off, as(off, 'done'), unpinned)).toBe(true);
      expect(await slot(8)).toMatchObject({ is: 'owned', move: null, pinned: null, epoch: 2 });
      expect((await store.map(keyspace, true))?.pins.size).toBe(0);
      const again = await begun('planned', { ...pin(), slot: 2 });
      expect(await slot(8)).toMatchObject({ move: again.id, epoch: 2 });
    });

    it('lets go of both slots where it is aborted', async () => {
      const move = await begun('aborting', pin());
      expect(await store.save(move, as(move, 'aborted'))).toBe(true);
      expect([(await slot(1))?.move, (await slot(8))?.move]).toEqual([null, null]);
    });
  });
}
