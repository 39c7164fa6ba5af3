import { describe, expect, it } from 'vitest';
import type { Move } from '../../../../../core/sharding/moving/move.ts';
import { newMove } from '../../../../../core/sharding/moving/new-move.ts';
import { endFor } from '../../../../../core/sharding/moving/servers/aborting.ts';
import { legOf } from '../../../../../core/sharding/moving/servers/leg.ts';
import { rollBack } from '../../../../../core/sharding/moving/servers/roll-back.ts';
import type { MoveSeen } from '../../../../../core/sharding/moving/servers/seen.ts';
import { step } from '../../../../../core/sharding/moving/servers/step.ts';

const planned = newMove({ id: 'm1', keyspace: 'shop', slot: 7, from: 'a', to: 'b', epoch: 12, requestedAtMs: 0 });
const move = (given: Partial<Move>): Move => ({ ...planned, ...given });
const { live, cut, opened, reopened } = legOf(planned);

const copy: MoveSeen['copy'] = {
  prepared: true,
  following: true,
  connected: true,
  copied: true,
  indexed: true,
  backPrepared: true,
  verified: true,
  mismatch: null,
  drift: null,
  lagMs: 3,
  lockedBy: null,
  marked: false,
  stuck: null,
};

const seen = (given: Partial<MoveSeen> = {}): MoveSeen => ({
  atMs: 1_000,
  slot: { shard: 'a', epoch: 12, move: 'm1' },
  rollbackHours: 24,
  source: { names: [live], leftovers: 1 },
  target: { names: [live], leftovers: 1 },
  unreachable: null,
  blockers: [],
  notices: [],
  copy,
  ...given,
});

const kinds = ({ actions }: ReturnType<typeof step>) => actions.map(({ kind }) => kind);

describe('a move', () => {
  it('names what it makes by slot, epoch and move', () => {
    expect(legOf(planned)).toEqual({
      source: 'a',
      target: 'b',
      slot: 7,
      epoch: 12,
      live: 'ls00007_e12',
      cut: 'ls00007_cut_m1',
      opened: 'ls00007_e13',
      rest: null,
      dead: 'ls00007_dead_m1',
      reopened: 'ls00007_e14',
    });
    expect(legOf(move({ way: 'back' }))).toMatchObject({
      source: 'b',
      target: 'a',
      live: 'ls00007_e13',
      opened: 'ls00007_e14',
    });
  });

  it('is given up at once, with nothing to clean, for what does not go away by itself', () => {
    const { next, againInMs } = step(planned, seen({ blockers: [{ told: 'no primary key; add one', passes: false }] }));
    expect(next).toMatchObject({ is: 'aborted', outcome: 'aborted', trouble: 'no primary key; add one' });
    expect(againInMs).toBeNull();
  });

  it('waits an hour for what may go away, then is given up', () => {
    const blockers = [{ told: 'a long transaction', passes: true }];
    expect(step(planned, seen({ blockers })).next).toMatchObject({ is: 'planned', trouble: 'a long transaction' });
    expect(step(planned, seen({ blockers, atMs: 3_600_001 })).next.is).toBe('aborted');
  });

  it('keeps what is to be known of it and is in no way, whatever becomes of it', () => {
    const notices = ['"b" writes the password of the stream down'];
    const { next } = step(planned, seen({ notices }));
    expect(next).toMatchObject({ is: 'preparing', notices });
    expect(step(next, seen({ copy: { ...copy, prepared: true } })).next).toMatchObject({ is: 'copying', notices });
  });

  it('opens the rest of a slot again before it tells where its pinned key is', () => {
    const pin = move({ kind: 'pin', pinned: { key: 'acme', slot: 256 }, is: 'opening', cutAtMs: 900, mayBeOpen: true });
    const target = { names: ['ls00256_e13'], leftovers: 1 };
    expect(kinds(step(pin, seen({ target, source: { names: [cut], leftovers: 1 } })))).toEqual(['release']);
    const { next, flip } = step(pin, seen({ target, source: { names: ['ls00007_e13'], leftovers: 1 } }));
    expect(next).toMatchObject({ is: 'cleaning', outcome: 'moved' });
    expect(flip).toEqual({
      slots: [
        { slot: 7, shard: 'a', epoch: 13 },
        { slot: 256, shard: 'b', epoch: 13 },
      ],
      pin: { key: 'acme', slot: 256 },
      unpin: null,
    });
  });

  it('puts a key back by taking its pin off the map, once its rows are in the slot again', () => {
    const unpin = move({
      kind: 'unpin',
      pinned: { key: 'acme', slot: 256 },
      is: 'opening',
      cutAtMs: 900,
      mayBeOpen: true,
    });
    const target = { names: ['ls00007_e12', 'ls00256_merged_m1'], leftovers: 1 };
    const { next, flip } = step(unpin, seen({ target }));
    expect(next).toMatchObject({ is: 'cleaning', outcome: 'moved' });
    expect(flip).toEqual({ slots: [], pin: null, unpin: 'acme' });
  });

  it.each([
    ['index', { indexed: false }],
    ['prepare-back', { backPrepared: false }],
    ['verify', { verified: false }],
    ['measure', { lagMs: null }],
    ['measure', { lagMs: 501 }],
  ])('does not cut before %s', (kind, missing) => {
    const decided = step(move({ is: 'catching-up' }), seen({ copy: { ...copy, ...missing } }));
    expect([decided.next.is, kinds(decided)]).toEqual(['catching-up', [kind]]);
  });

  it('says so while the target is far behind', () => {
    const { next } = step(move({ is: 'catching-up' }), seen({ copy: { ...copy, lagMs: 5_000 } }));
    expect(next.trouble).toContain('"b" is 5000 ms behind "a", and the cut waits until it is less than 500');
  });

  it('does not cut while somebody has held locks for long', () => {
    const { next, actions } = step(move({ is: 'catching-up' }), seen({ copy: { ...copy, lockedBy: 'a vacuum' } }));
    expect(next).toMatchObject({ is: 'catching-up', trouble: 'the cut waits for a vacuum' });
    expect(actions).toEqual([]);
  });

  it('writes down that it cuts before it does', () => {
    const decided = step(move({ is: 'catching-up' }), seen());
    expect(decided.next).toMatchObject({ is: 'cutting', cutAtMs: 1_000, mayBeOpen: false });
    expect(kinds(decided)).toEqual(['cut']);
  });

  it('lets writers have their turn after a cut in vain, longer each time', () => {
    const again = step(move({ is: 'cutting', cutAtMs: 900 }), seen());
    expect(again.next).toMatchObject({ is: 'catching-up', cutTries: 1, cutAtMs: null });
    const waits = [1, 2, 3, 20].map(
      (cutTries) => step(move({ is: 'catching-up', sinceMs: 1_000, cutTries }), seen()).againInMs,
    );
    expect(waits).toEqual([100, 200, 400, 5_000]);
  });

  it('opens the target when the mark is there, and not before', () => {
    const source = { names: [cut], leftovers: 1 };
    const cutting = move({ is: 'cutting', cutAtMs: 900 });
    expect(kinds(step(cutting, seen({ source })))).toEqual([]);
    const decided = step(cutting, seen({ source, copy: { ...copy, marked: true } }));
    expect([decided.next.is, decided.next.mayBeOpen, kinds(decided)]).toEqual(['opening', true, ['open']]);
  });

  it('flips the map to what it finds open, and tells how long the slot was blocked', () => {
    const target = { names: [opened], leftovers: 1 };
    const { next, flip } = step(move({ is: 'opening', cutAtMs: 958, mayBeOpen: true }), seen({ target }));
    expect(next).toMatchObject({ is: 'reversible', outcome: 'moved', blockedMs: 42 });
    expect(flip).toEqual({ slots: [{ slot: 7, shard: 'b', epoch: 13 }], pin: null, unpin: null });
  });

  it('takes the cut back by itself before clients stop waiting', () => {
    const decided = step(
      move({ is: 'cutting', cutAtMs: 900 }),
      seen({ atMs: 2_401, source: { names: [cut], leftovers: 1 } }),
    );
    expect(decided.next).toMatchObject({ is: 'aborting' });
    expect(decided.next.trouble).toContain('the source was opened again');
  });

  it('asks a target that may be open before it opens the source again, and no other', () => {
    const gone = { target: null, unreachable: 'b is down', source: { names: [cut], leftovers: 1 } };
    expect(kinds(step(move({ is: 'aborting', mayBeOpen: true }), seen(gone)))).toEqual([]);
    expect(kinds(step(move({ is: 'aborting', mayBeOpen: false }), seen(gone)))).toEqual(['reopen']);
  });

  it('goes forward where the target proves to be open', () => {
    expect(
      step(move({ is: 'aborting', mayBeOpen: true }), seen({ target: { names: [opened], leftovers: 1 } })).next.is,
    ).toBe('opening');
  });

  it('gives an aborted slot a new epoch', () => {
    const decided = step(
      move({ is: 'aborting' }),
      seen({ source: { names: [reopened], leftovers: 1 }, target: { names: [], leftovers: 0 } }),
    );
    expect(decided.flip?.slots).toEqual([{ slot: 7, shard: 'a', epoch: 14 }]);
    expect(decided.next).toMatchObject({ is: 'cleaning', outcome: 'aborted' });
  });

  it.each([
    ['its hours are over', { atMs: 24 * 3_600_000, slot: { shard: 'b', epoch: 13, move: null } }],
    ['another move has the slot', { slot: { shard: 'b', epoch: 13, move: 'm2' } }],
    ['the slot has moved on', { slot: { shard: 'c', epoch: 14, move: null } }],
  ])('can be taken back until %s', (_, given) => {
    const slot = { shard: 'b', epoch: 13, move: null };
    expect(step(move({ is: 'reversible' }), seen({ slot })).next.is).toBe('reversible');
    expect(step(move({ is: 'reversible' }), seen(given)).next.is).toBe('cleaning');
  });

  it('is over when nothing is left of it', () => {
    const clean = { source: { names: [], leftovers: 0 }, target: { names: [opened], leftovers: 0 } };
    expect(kinds(step(move({ is: 'cleaning', outcome: 'moved' }), seen()))).toEqual(['clean']);
    expect(step(move({ is: 'cleaning', outcome: 'moved' }), seen(clean)).next.is).toBe('done');
    expect(step(move({ is: 'cleaning', outcome: 'aborted', trouble: 'why' }), seen(clean)).next).toMatchObject({
      is: 'aborted',
      trouble: 'why',
    });
  });

  it('is taken back only while that is possible', () => {
    expect(rollBack(move({ is: 'reversible' }), 5)).toMatchObject({ is: 'rolling-back', way: 'back', sinceMs: 5 });
    expect(() => rollBack(move({ is: 'done' }), 5)).toThrow('its time is over; move the slot back instead');
    expect(() => rollBack(move({ is: 'copying' }), 5)).toThrow('abort it instead');
  });

  it('takes a roll-back back where a person asks for it, before and after its cut', () => {
    const back = move({ is: 'rolling-back', way: 'back', abortAsked: true });
    expect(step(back, seen()).next).toMatchObject({ is: 'aborting', way: 'back' });
    const names = legOf(back);
    const closed = seen({
      source: { names: [names.cut], leftovers: 1 },
      target: { names: [names.live], leftovers: 1 },
    });
    expect(step({ ...back, is: 'cutting', cutAtMs: 900 }, closed).next.is).toBe('aborting');
  });

  it('forgets an abort that came too late, before it goes back', () => {
    expect(rollBack(move({ is: 'reversible', abortAsked: true }), 5)).toMatchObject({
      abortAsked: false,
      is: 'rolling-back',
    });
  });

  it('tells how long the slot was closed, also where it came to nothing', () => {
    const aborting = move({ is: 'aborting', cutAtMs: 400 });
    const { next } = step(
      aborting,
      seen({ source: { names: [reopened], leftovers: 0 }, target: { names: [], leftovers: 0 } }),
    );
    expect(next).toMatchObject({ is: 'cleaning', outcome: 'aborted', blockedMs: 600 });
  });

  it('closes its way back by what would be lost, opens it again once that is undone, and never goes it meanwhile', () => {
    const owned = { slot: { shard: 'b', epoch: 13, move: null }, source: { names: [opened], leftovers: 1 } };
    const changed = seen({ ...owned, copy: { ...copy, drift: 'a table is only on "b"' } });
    const { next } = step(move({ is: 'reversible' }), changed);
    expect(next).toMatchObject({ is: 'reversible', wouldLose: 'a table is only on "b"' });
    expect(next.trouble).toMatch(/cannot be taken back any more: a table is only on "b"/);
    expect(() => rollBack(next, 5)).toThrow(/cannot be taken back: a table is only on "b"/);
    expect(step(next, seen(owned)).next).toMatchObject({ is: 'reversible', wouldLose: null, trouble: null });
    const stuck = seen({ ...owned, copy: { ...copy, drift: 'a column', stuck: 'the log says so' } });
    expect(step(next, stuck).next).toMatchObject({ is: 'cleaning', wouldLose: 'a column' });
  });

  it('compares the tables before it goes back', () => {
    const back = move({ is: 'rolling-back', way: 'back' });
    expect(kinds(step(back, seen({ copy: { ...copy, verified: false } })))).toEqual(['verify']);
  });

  it('connects a stream anew that nobody reads', () => {
    const alone = { ...copy, connected: false };
    expect(kinds(step(move({ is: 'copying' }), seen({ copy: { ...alone, copied: false } })))).toEqual(['connect']);
    const behind = seen({ copy: { ...alone, lagMs: 9_000 } });
    expect(kinds(step(move({ is: 'catching-up' }), behind))).toEqual(['connect', 'measure']);
    const reversible = seen({ slot: { shard: 'b', epoch: 13, move: null }, copy: alone });
    expect(kinds(step(move({ is: 'reversible' }), reversible))).toEqual(['connect']);
  });

  it.each([
    ['planned', 'aborted'],
    ['copying', 'aborting'],
    ['rolling-back', 'aborting'],
  ] as const)('ends for an error that repeating does not mend: %s', (is, then) => {
    expect(endFor(move({ is }), 5, 'no such thing')?.next).toMatchObject({ is: then, trouble: 'no such thing' });
  });

  it.each(['cutting', 'opening', 'aborting', 'cleaning', 'reversible'] as const)(
    'goes on trying whatever the error: %s',
    (is) => {
      expect(endFor(move({ is }), 5, 'no such thing')).toBeNull();
    },
  );
});
