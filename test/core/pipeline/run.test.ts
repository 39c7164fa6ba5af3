import { describe, expect, it } from 'vitest';
import { Refusal, TooBig } from '../../../core/model/errors.ts';
import { blankMemory } from '../../../core/model/memory.ts';
import { clockDifferenceMs } from '../../../core/ports.ts';
import { deciding, key, OneLook } from './one-look.ts';

const broken = async () => Promise.reject(new Error('the table is gone'));

describe('a look that finds something to change', () => {
  it('writes down what it intends before it acts, and completes it after', async () => {
    const world = new OneLook();
    const before: unknown[] = [];
    world.acting = () => {
      before.push([...world.inside.entries.values()].at(-1)?.outcome, world.memory?.intention);
      return { is: 'applied', because: null };
    };
    const entry = await world.look();
    const intention = { desired: 20, askedAtMs: 1_000_000, reference: entry.id };
    expect(before).toEqual([null, { ...intention, completed: false }]);
    expect(world.memory).toEqual({
      schema: 2,
      kept: 'cold',
      intention: { ...intention, completed: true, applied: true },
      lookedAtMs: 1_000_000,
      lookAgainAtMs: null,
    });
    expect([...world.inside.entries.values()]).toEqual([entry]);
    expect(entry.outcome).toEqual({ is: 'applied', because: null });
    expect(world.isHeld).toBe(false);
  });

  it('has the whole length of a lease to act, less what clocks may differ, however long it observed', async () => {
    const world = new OneLook();
    world.observing = () => {
      world.nowMs += 59_000;
    };
    await world.look();
    expect(world.leftMs).toEqual([60_000 - clockDifferenceMs]);
  });

  it('does not act where the lease was lost while it observed', async () => {
    const world = new OneLook();
    world.observing = async () => {
      world.nowMs += 60_000;
      await world.inside.take(
        { ...key, owner: 'other', untilMs: world.nowMs + 60_000, term: 1, promised: false },
        world.nowMs,
      );
    };
    expect((await world.look()).outcome).toMatchObject({ is: 'superseded' });
    expect(world.acted).toEqual([]);
    expect(world.memory).toBeNull();
  });

  it('says that it was overtaken where it had nothing to change and the lease was lost at its end', async () => {
    const world = new OneLook();
    world.deciding = () => deciding({ change: null });
    world.withLedger({ release: async () => 'lost' });
    const entry = await world.look();
    expect(entry.outcome).toMatchObject({ is: 'superseded' });
    expect(world.inside.entries.get(entry.id)).toEqual(entry);
  });

  it('tells the ledger at its end what it wrote down when it intended, so that only the difference is written', async () => {
    const world = new OneLook();
    const told: unknown[] = [];
    world.withLedger({
      intend: async (lease, remembering, entry) => {
        told.push(remembering.memory);
        return world.inside.intend(lease, remembering, entry);
      },
      release: async (lease, remembering, entry) => {
        told.push(remembering?.was);
        return world.inside.release(lease, remembering, entry);
      },
    });
    await world.look();
    const [intended, was] = told;
    expect(was).toEqual(intended);
    expect(intended).toMatchObject({ intention: { desired: 20, completed: false } });
  });

  it('tells what it did also where the lease was lost after it', async () => {
    const world = new OneLook();
    world.acting = async () => {
      world.nowMs += 60_000;
      await world.inside.take(
        { ...key, owner: 'other', untilMs: world.nowMs + 60_000, term: 1, promised: false },
        world.nowMs,
      );
      return { is: 'applied', because: null };
    };
    const entry = await world.look();
    expect(entry.outcome).toEqual({ is: 'applied', because: null });
    expect(world.inside.entries.get(entry.id)).toEqual(entry);
  });

  it.each([
    [null, 1_060_000],
    [1_030_000, 1_030_000],
    [1_090_000, 1_060_000],
  ])('says that acting failed, and comes again in a minute at the latest (%s)', async (lookAgainAtMs, watchedAtMs) => {
    const world = new OneLook();
    world.deciding = () => deciding({ lookAgainAtMs });
    world.acting = () => Promise.reject(new Error('no such host'));
    expect((await world.look()).outcome).toMatchObject({ is: 'failed', because: { error: 'Error: no such host' } });
    expect(world.watchedAtMs).toBe(watchedAtMs);
    expect(world.isHeld).toBe(false);
  });

  it('keeps what the target refused apart from what failed', async () => {
    const world = new OneLook();
    world.acting = () => Promise.reject(new Refusal('the launch process is suspended; resume it'));
    expect((await world.look()).outcome).toMatchObject({ is: 'refused' });
  });
});

describe('a look that is refused', () => {
  it('tells it to a person after its patience, at one look, even where others make it look again', async () => {
    const world = new OneLook();
    const refuse = () => Promise.reject(new Refusal('no right'));
    world.acting = refuse;
    const first = await world.look();
    expect(first.troubles).toMatchObject([{ kind: 'refused', sinceMs: 1_000_000, toldAtMs: null }]);
    world.nowMs += 300_000;
    let came = 0;
    world.acting = async () => {
      world.nowMs += 1000;
      const lease = { ...key, owner: 'another', untilMs: world.nowMs + 60_000, term: 1, promised: false };
      if (came++ === 0) expect(await world.inside.take(lease, world.nowMs)).toBe('held');
      return refuse();
    };
    const second = await world.look();
    expect(came).toBe(2);
    expect(second.troubles).toMatchObject([{ kind: 'refused', sinceMs: 1_000_000, toldAtMs: second.atMs }]);
    world.acting = refuse;
    const third = await world.look();
    expect(third.troubles?.[0]?.toldAtMs).toBe(second.atMs);
  });
});

describe('a look that finds nothing to change', () => {
  it('says so and keeps the intention of before', async () => {
    const world = new OneLook();
    await world.look();
    const { intention } = world.memory ?? blankMemory;
    world.deciding = () => deciding({ change: null, keep: 'warm' });
    expect((await world.look()).outcome).toEqual({ is: 'unchanged', because: null });
    expect(world.memory).toMatchObject({ kept: 'warm', intention });
  });

  it('says why a change is withheld', async () => {
    const world = new OneLook();
    world.deciding = () => deciding({ change: null, withheld: { says: 'the mode is {mode}', mode: 'recommend' } });
    expect((await world.look()).outcome).toEqual({
      is: 'recommended',
      because: { says: 'the mode is {mode}', mode: 'recommend' },
    });
    expect(world.acted).toEqual([]);
  });
});

describe('a look that breaks', () => {
  it('leaves an entry, keeps what is remembered and asks for another in a minute', async () => {
    const world = new OneLook();
    await world.look();
    const before = world.memory;
    world.observing = broken;
    expect((await world.look()).outcome).toMatchObject({
      is: 'failed',
      because: { error: 'Error: the table is gone' },
    });
    expect(world.memory).toEqual({ ...before, lookAgainAtMs: world.nowMs + 60_000 });
    expect(world.watchedAtMs).toBe(world.nowMs + 60_000);
  });

  it('leaves the watch list where somebody has to mend something first', async () => {
    const world = new OneLook();
    world.deciding = () => deciding({ change: null, lookAgainAtMs: 5_000_000 });
    await world.look();
    world.observing = () => Promise.reject(new Refusal('the group is deleted'));
    expect((await world.look()).outcome).toMatchObject({ is: 'refused' });
    expect(world.watchedAtMs).toBeNull();
  });

  it('remembers nothing of a subject that there never was', async () => {
    const world = new OneLook();
    world.observing = () => Promise.reject(new Refusal('no such scalable'));
    await world.look({ kind: 'alarm' });
    expect(world.memory).toBeNull();
  });

  it('is told where deciding throws', async () => {
    const world = new OneLook();
    world.deciding = () => {
      throw new TypeError('not a number');
    };
    expect((await world.look()).outcome).toEqual({
      is: 'failed',
      because: { says: '{error}', error: 'TypeError: not a number' },
    });
  });

  it('names the memory where deciding breaks on that alone, and keeps it', async () => {
    const world = new OneLook();
    await world.look();
    const before = world.memory;
    world.deciding = ({ memory }) => {
      if (memory.kept !== null) throw new TypeError('kept.at is not a function');
      return deciding();
    };
    expect((await world.look()).outcome).toMatchObject({
      is: 'failed',
      because: {
        error:
          'UnusableMemory: what is remembered of the heating of "kitchen" cannot be decided on (TypeError: kept.at is not a function); delete its item MEMORY from the table, and it is learned anew',
      },
    });
    expect(world.acted).toHaveLength(1);
    expect(world.memory).toEqual({ ...before, lookAgainAtMs: world.nowMs + 60_000 });
  });

  it('names the memory where observing breaks on that alone, and keeps it', async () => {
    const world = new OneLook();
    await world.look();
    const before = world.memory;
    world.observing = ({ kept }) => {
      if (kept !== null) throw new TypeError('kept.size is undefined');
    };
    expect((await world.look()).outcome).toMatchObject({
      is: 'failed',
      because: {
        error: expect.stringMatching(/^UnusableMemory: .* \(TypeError: kept.size is undefined\); delete its item/),
      },
    });
    expect(world.memory).toEqual({ ...before, lookAgainAtMs: world.nowMs + 60_000 });
  });

  it.each([
    ['an error that no memory causes', () => new RangeError('too many'), 2],
    ['what fails once and not again', () => new TypeError('fetch failed'), 4],
  ])('does not blame the memory for %s', async (_, errorOf, looked) => {
    const world = new OneLook();
    await world.look();
    let times = 1;
    world.observing = () => {
      if (++times === 2) throw errorOf();
    };
    expect((await world.look()).outcome).toMatchObject({ because: { error: String(errorOf()) } });
    expect(times).toBe(looked);
  });

  it('does not blame the memory for what breaks without it too', async () => {
    const world = new OneLook();
    await world.look();
    world.deciding = () => {
      throw new TypeError('not a number');
    };
    expect((await world.look()).outcome).toMatchObject({ because: { error: 'TypeError: not a number' } });
  });
});

describe('a look whose ledger breaks', () => {
  it.each(['memory', 'intend', 'release'] as const)(
    'rejects when %s breaks, and lets go of the lease',
    async (name) => {
      const world = new OneLook();
      world.withLedger({ [name]: broken });
      await expect(world.look()).rejects.toThrow('the table is gone');
      expect(world.isHeld).toBe(false);
      expect([...world.inside.entries.values()]).toHaveLength(1);
    },
  );

  it('does not act on what it could not write down', async () => {
    const world = new OneLook();
    world.withLedger({ intend: broken });
    await expect(world.look()).rejects.toThrow();
    expect(world.acted).toEqual([]);
    expect([...world.inside.entries.values()].at(-1)?.outcome).toMatchObject({ is: 'failed' });
  });

  it('still tells what it did where only the release breaks', async () => {
    const world = new OneLook();
    world.withLedger({ release: broken });
    await expect(world.look()).rejects.toThrow();
    expect([...world.inside.entries.values()].at(-1)?.outcome).toEqual({ is: 'applied', because: null });
  });

  it('rejects with the first fault where nothing can be written any more', async () => {
    const world = new OneLook();
    world.withLedger({ release: broken, renew: async () => Promise.reject(new Error('another')) });
    await expect(world.look()).rejects.toThrow('the table is gone');
  });

  it('says in a small entry that the whole one is too big', async () => {
    const world = new OneLook();
    world.withLedger({ intend: async () => Promise.reject(new TooBig('the entry has 500000 bytes')) });
    const entry = await world.look();
    expect(entry).toMatchObject({ observation: null, decision: null, outcome: { is: 'failed' } });
    expect(world.inside.entries.get(entry.id)).toEqual(entry);
    expect(world.isHeld).toBe(false);
  });
});

describe('the stop switch', () => {
  it('withholds every change', async () => {
    const world = new OneLook();
    world.inside.setStopped(true);
    expect((await world.look()).outcome).toMatchObject({ is: 'recommended' });
    expect(world.acted).toEqual([]);
  });

  it.each([
    [true, 'recommended', []],
    [false, 'applied', [20]],
  ])('that cannot be read withholds what takes away (lowers: %s)', async (lowers, is, acted) => {
    const world = new OneLook();
    world.inside.setStopped(null);
    world.deciding = () => deciding({ lowers });
    expect((await world.look()).outcome).toMatchObject({ is });
    expect(world.acted).toEqual(acted);
  });
});

describe('a dry run', () => {
  it('says what would be done and leaves no trace', async () => {
    const world = new OneLook();
    const entry = await world.look({ dryRun: true });
    expect(entry).toMatchObject({ decision: { change: 20 }, outcome: { is: 'recommended' } });
    expect(world.acted).toEqual([]);
    expect([world.inside.entries.size, world.inside.memories.size, world.inside.leases.size]).toEqual([0, 0, 0]);
  });

  it('knows what is remembered', async () => {
    const world = new OneLook();
    await world.look();
    let remembered: unknown;
    world.observing = ({ kept }) => {
      remembered = kept;
    };
    await world.look({ dryRun: true });
    expect(remembered).toBe('cold');
  });

  it('tells what breaks as an entry', async () => {
    const world = new OneLook();
    world.observing = broken;
    expect((await world.look({ dryRun: true })).outcome).toMatchObject({ is: 'failed' });
  });
});

describe('a look that others come to', () => {
  const come = (world: OneLook) =>
    world.inside.take({ ...key, owner: 'other', untilMs: world.nowMs + 1, term: 1, promised: false }, world.nowMs);

  it('looks again, at its own time, and leaves an entry of each round', async () => {
    const world = new OneLook();
    let rounds = 0;
    world.observing = async () => {
      world.nowMs += 10;
      if (++rounds === 1) await come(world);
    };
    world.deciding = () => deciding({ change: rounds === 1 ? 20 : null });
    await world.look();
    const entries = [...world.inside.entries.values()];
    expect(entries.map(({ outcome }) => outcome?.is)).toEqual(['applied', 'unchanged']);
    expect(entries.map(({ atMs }) => atMs)).toEqual([1_000_000, 1_000_010]);
    expect(world.isHeld).toBe(false);
  });

  it('ends after four rounds and leaves the rest to the next tick', async () => {
    const world = new OneLook();
    world.observing = async () => void (await come(world));
    world.deciding = () => deciding({ change: null });
    await world.look();
    expect(world.inside.entries.size).toBe(4);
    expect(world.watchedAtMs).toBe(world.nowMs);
    expect(world.isHeld).toBe(false);
  });
});

describe('twenty identical signals at once', () => {
  it('make one change, and an entry each that says what became of it', async () => {
    const world = new OneLook();
    let degrees = 18;
    world.deciding = () => deciding({ change: degrees === 20 ? null : 20 });
    world.acting = (change) => {
      degrees = change;
      return { is: 'applied', because: null };
    };
    const answers = await Promise.all(Array.from({ length: 20 }, () => world.look()));
    expect(world.acted).toEqual([20]);
    const told = [...world.inside.entries.values()].map(({ outcome }) => outcome?.is);
    expect(told.filter((is) => is === 'applied')).toHaveLength(1);
    expect(told.filter((is) => is === 'superseded')).toHaveLength(19);
    expect(told.filter((is) => is === 'unchanged')).toHaveLength(1);
    expect(answers.filter(({ outcome }) => outcome?.is === 'superseded')).toHaveLength(19);
  });
});
