import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Entry } from '../../core/model/entry.ts';
import { blankMemory, type Memory } from '../../core/model/memory.ts';
import type { Key, Lease, Ledger } from '../../core/ports.ts';

/** A ledger, and what the laws want to see behind it. */
export interface LedgerUnderTest {
  readonly ledger: Ledger;
  entry(key: Key, id: string): Promise<Entry | null>;
  /** When a subject wants to be looked at again; null where it is not on the watch list. */
  watchedAtMs(key: Key): Promise<number | null>;
  setStopped(stopped: boolean): Promise<void>;
}

let made = 0;
const someKey = (): Key => ({ capability: 'scaling', subject: `law/${made++}` });
/** Each write under a lease has a later term than all before. */
const leaseOf = (key: Key, owner: string, untilMs: number, promised = false): Lease => ({
  ...key,
  owner,
  untilMs,
  term: made++,
  promised,
});

function someEntry(key: Key, given: Partial<Entry> = {}): Entry {
  return {
    schema: 2,
    id: `00000000000${1000 + made++}-entry`,
    ...key,
    atMs: 1000,
    signal: { kind: 'tick', id: 'tick', atMs: null, dryRun: false },
    observation: null,
    decision: null,
    outcome: { is: 'unchanged', because: null },
    ...given,
  };
}

const someMemory = (given: Partial<Memory<unknown>> = {}): Memory<unknown> => ({ ...blankMemory, ...given });
const first = (memory: Memory<unknown>) => ({ was: null, memory });

/** What every ledger has to obey; `cases` is how many random values are tried. */
export function ledgerLaws(name: string, make: () => Promise<LedgerUnderTest>, cases: number): void {
  let it_: LedgerUnderTest;
  let ledger: Ledger;
  let key: Key;
  beforeEach(async () => {
    it_ = await make();
    ledger = it_.ledger;
    key = someKey();
  });

  describe(`${name}: leases`, () => {
    it('gives a free lease, and refuses it to others until it ends', async () => {
      expect(await ledger.take(leaseOf(key, 'a', 100), 0)).toBe('taken');
      expect(await ledger.take(leaseOf(key, 'b', 199), 99)).toBe('held');
      expect(await ledger.take(leaseOf(key, 'c', 200), 100)).toBe('takenOver');
    });

    it('gives a released lease at once', async () => {
      await ledger.take(leaseOf(key, 'a', 100), 0);
      expect(await ledger.release(leaseOf(key, 'a', 100), null, someEntry(key))).toBe('released');
      expect(await ledger.take(leaseOf(key, 'b', 100), 1)).toBe('taken');
    });

    it('gives one lease to one of twenty who come at once, and word to that one', async () => {
      const owners = Array.from({ length: 20 }, (_, index) => `owner-${index}`);
      const answers = await Promise.all(owners.map((owner) => ledger.take(leaseOf(key, owner, 100), 0)));
      expect(answers.filter((answer) => answer === 'taken')).toHaveLength(1);
      const owner = owners[answers.indexOf('taken')] ?? '';
      expect(await ledger.release(leaseOf(key, owner, 100), null, someEntry(key))).toBe('lookAgain');
    });

    it('tells the same owner that it has the lease, should it have missed the answer', async () => {
      const lease = leaseOf(key, 'a', 100);
      await ledger.take(lease, 0);
      expect(await ledger.take(lease, 0)).toBe('takenOver');
      expect(await ledger.release(leaseOf(key, 'a', 100), null, someEntry(key))).toBe('released');
    });

    it('keeps subjects and capabilities apart', async () => {
      await ledger.take(leaseOf(key, 'a', 100), 0);
      expect(await ledger.take(leaseOf(someKey(), 'b', 100), 0)).toBe('taken');
      expect(await ledger.take(leaseOf({ ...key, capability: 'balancing' }, 'b', 100), 0)).toBe('taken');
    });

    it('prolongs a lease when something is intended and when it is renewed', async () => {
      await ledger.take(leaseOf(key, 'a', 100), 0);
      await ledger.intend(leaseOf(key, 'a', 200), first(someMemory()), someEntry(key, { outcome: null }));
      expect(await ledger.take(leaseOf(key, 'b', 250), 150)).toBe('held');
      await ledger.renew(leaseOf(key, 'a', 300), null, someEntry(key));
      expect(await ledger.take(leaseOf(key, 'b', 350), 250)).toBe('held');
      expect(await ledger.take(leaseOf(key, 'b', 400), 300)).toBe('takenOver');
    });

    it('lets an owner whose time is over go on while nobody has taken its lease', async () => {
      await ledger.take(leaseOf(key, 'a', 100), 0);
      expect(await ledger.intend(leaseOf(key, 'a', 600), first(someMemory()), someEntry(key))).toBe(true);
      expect(await ledger.release(leaseOf(key, 'a', 600), null, someEntry(key))).toBe('released');
    });
  });

  describe(`${name}: terms`, () => {
    const writes = ['intend', 'release', 'renew'] as const;
    /** All that can be seen of a subject, its lease included: who comes at 99 is refused while it stands. */
    const seen = async (ids: readonly string[]) => ({
      memory: await ledger.memory(key),
      watchedAtMs: await it_.watchedAtMs(key),
      entries: await Promise.all(ids.map((id) => it_.entry(key, id))),
    });
    const remembered = (kept: string) => first(someMemory({ kept, lookAgainAtMs: kept === 'late' ? 1 : 2 }));
    beforeEach(async () => {
      await ledger.take(leaseOf(key, 'a', 100), 0);
    });

    it.each(writes)('are told done where the very write is repeated (%s)', async (write) => {
      const lease = leaseOf(key, 'a', 100);
      const entry = someEntry(key);
      const answer = await ledger[write](lease, remembered('once'), entry);
      const before = await seen([entry.id]);
      expect(await ledger[write](lease, remembered('once'), entry)).toBe(answer);
      expect(await seen([entry.id])).toEqual(before);
    });

    it.each(writes.flatMap((late) => (['intend', 'renew'] as const).map((since) => [late, since] as const)))(
      'a late %s changes nothing once a %s has followed',
      async (late, since) => {
        const [earlier, later] = [leaseOf(key, 'a', 900), leaseOf(key, 'a', 100)];
        const [first, second] = [someEntry(key), someEntry(key)];
        expect(await ledger[since](later, remembered('since'), second)).toBe(true);
        const before = await seen([first.id, second.id]);
        expect([false, 'lost']).toContain(await ledger[late](earlier, remembered('late'), first));
        expect(await seen([first.id, second.id])).toEqual(before);
        expect(await ledger.take(leaseOf(key, 'b', 199), 99)).toBe('held');
        expect(await ledger.take(leaseOf(key, 'c', 200), 100)).toBe('takenOver');
      },
    );

    it('a release that was refused for who came, and lands late, does not end the round that follows', async () => {
      await ledger.take(leaseOf(key, 'b', 150), 50);
      const [entry, ending] = [someEntry(key), leaseOf(key, 'a', 100)];
      expect(await ledger.release(ending, remembered('once'), entry)).toBe('lookAgain');
      await ledger.renew(leaseOf(key, 'a', 160), remembered('once'), entry);
      expect(await ledger.release(ending, remembered('late'), entry)).toBe('lost');
      expect(await ledger.take(leaseOf(key, 'c', 200), 99)).toBe('held');
      expect(await ledger.memory(key)).toMatchObject({ kept: 'once' });
    });

    it('whatever lands late, and in whatever order, what its owner wrote last stands', async () => {
      const kinds = fc.constantFrom(...writes);
      await fc.assert(
        fc.asyncProperty(fc.array(kinds, { maxLength: 4 }), fc.constantFrom('intend', 'renew'), async (lates, last) => {
          key = someKey();
          await ledger.take(leaseOf(key, 'a', 100), 0);
          const earlier = lates.map((late) => ({ late, lease: leaseOf(key, 'a', 900), entry: someEntry(key) }));
          const entry = someEntry(key);
          await ledger[last](leaseOf(key, 'a', 100), remembered('last'), entry);
          const before = await seen([entry.id]);
          for (const { late, lease, entry } of earlier) await ledger[late](lease, remembered('late'), entry);
          expect(await seen([entry.id])).toEqual(before);
          expect(await ledger.take(leaseOf(key, 'b', 199), 99)).toBe('held');
        }),
        { numRuns: cases },
      );
    });
  });

  describe(`${name}: who is promised a look`, () => {
    it('is on the watch list by the end of the lease that is in the way', async () => {
      await ledger.take(leaseOf(key, 'a', 100), 0);
      expect(await it_.watchedAtMs(key)).toBeNull();
      await ledger.take(leaseOf(key, 'b', 150), 50);
      expect(await it_.watchedAtMs(key)).toBe(100);
    });

    it.each([
      [40, 40],
      [400, 100],
    ])('by that end at the latest: a promise at %i is one at %i then', async (promisedAtMs, watchedAtMs) => {
      await ledger.take(leaseOf(key, 'a', 100), 0);
      const memory = someMemory({ lookAgainAtMs: promisedAtMs });
      await ledger.release(leaseOf(key, 'a', 100), first(memory), someEntry(key));
      await ledger.take(leaseOf(key, 'b', 100), 1);
      expect(await ledger.take(leaseOf(key, 'c', 102), 2)).toBe('held');
      expect(await it_.watchedAtMs(key)).toBe(watchedAtMs);
      expect(await ledger.release(leaseOf(key, 'b', 100), null, someEntry(key))).toBe('lookAgain');
    });

    it.each([
      ['what it remembers', first(someMemory({ lookAgainAtMs: 7 })), 7],
      ['nothing', first(someMemory()), null],
      ['no memory at all', null, null],
    ])('is not any more, once a look ends that knows of the promise, but for %s', async (_, remembering, watched) => {
      await ledger.take(leaseOf(key, 'dead', 100), 0);
      await ledger.take(leaseOf(key, 'b', 150), 50);
      expect(await ledger.take(leaseOf(key, 'c', 200), 100)).toBe('takenOver');
      expect(await ledger.release(leaseOf(key, 'c', 200, true), remembering, someEntry(key))).toBe('released');
      expect(await it_.watchedAtMs(key)).toBe(watched);
    });
  });

  describe(`${name}: whose lease another has taken`, () => {
    const late = () => someEntry(key, { id: `late-${key.subject}` });
    const remembered = () => first(someMemory({ kept: 'late', lookAgainAtMs: 5 }));
    beforeEach(async () => {
      await ledger.take(leaseOf(key, 'a', 100), 0);
      await ledger.take(leaseOf(key, 'b', 200), 100);
    });

    it.each(['intend', 'release', 'renew'] as const)('can write nothing any more by %s', async (write) => {
      const answer = await ledger[write](leaseOf(key, 'a', 900), remembered(), late());
      expect([false, 'lost']).toContain(answer);
      expect(await ledger.memory(key)).toBeNull();
      expect(await it_.entry(key, late().id)).toBeNull();
      expect(await it_.watchedAtMs(key)).toBeNull();
    });

    it.each(['intend', 'release', 'renew'] as const)('cannot by %s disturb the lease of the other', async (write) => {
      await ledger[write](leaseOf(key, 'a', 900), remembered(), late());
      expect(await ledger.take(leaseOf(key, 'c', 300), 200)).toBe('takenOver');
    });

    it('is told that it is lost also when the other has released it', async () => {
      await ledger.release(leaseOf(key, 'b', 200), null, someEntry(key));
      expect(await ledger.release(leaseOf(key, 'a', 100), remembered(), late())).toBe('lost');
      expect(await ledger.renew(leaseOf(key, 'a', 100), remembered(), late())).toBe(false);
      expect(await ledger.take(leaseOf(key, 'c', 300), 101)).toBe('taken');
    });
  });

  describe(`${name}: looking again`, () => {
    beforeEach(async () => {
      await ledger.take(leaseOf(key, 'a', 100), 0);
      await ledger.take(leaseOf(key, 'b', 110), 10);
    });

    it('does not release a lease that others came for, and writes nothing', async () => {
      const entry = someEntry(key);
      expect(await ledger.release(leaseOf(key, 'a', 100), first(someMemory({ kept: 1 })), entry)).toBe('lookAgain');
      expect(await ledger.memory(key)).toBeNull();
      expect(await it_.entry(key, entry.id)).toBeNull();
      expect(await ledger.take(leaseOf(key, 'c', 150), 50)).toBe('held');
    });

    it('does not forget who came when something is intended', async () => {
      await ledger.intend(leaseOf(key, 'a', 100), first(someMemory()), someEntry(key));
      expect(await ledger.release(leaseOf(key, 'a', 100), null, someEntry(key))).toBe('lookAgain');
    });

    it('begins anew with a renewal, which is written', async () => {
      const entry = someEntry(key);
      expect(await ledger.renew(leaseOf(key, 'a', 200), first(someMemory({ kept: 1 })), entry)).toBe(true);
      expect(await ledger.memory(key)).toMatchObject({ kept: 1 });
      expect(await it_.entry(key, entry.id)).toEqual(entry);
      expect(await ledger.release(leaseOf(key, 'a', 200), null, someEntry(key))).toBe('released');
    });

    it('frees the lease with a renewal until now', async () => {
      await ledger.renew(leaseOf(key, 'a', 50), null, someEntry(key));
      expect(await ledger.take(leaseOf(key, 'c', 150), 50)).toBe('takenOver');
    });

    it('owes nothing to those who came for a lease that then ran out', async () => {
      await ledger.take(leaseOf(key, 'c', 200), 100);
      expect(await ledger.release(leaseOf(key, 'c', 200), null, someEntry(key))).toBe('released');
    });
  });

  describe(`${name}: what is written`, () => {
    beforeEach(async () => {
      await ledger.take(leaseOf(key, 'a', 100), 0);
    });

    it('remembers nothing of a new subject', async () => {
      expect(await ledger.memory(someKey())).toBeNull();
    });

    it('keeps an intended entry without outcome until it is completed under the same id', async () => {
      const intended = someEntry(key, { outcome: null });
      await ledger.intend(leaseOf(key, 'a', 100), first(someMemory()), intended);
      expect(await it_.entry(key, intended.id)).toEqual(intended);
      const completed = { ...intended, outcome: { is: 'applied', because: null } } as const;
      await ledger.release(leaseOf(key, 'a', 100), null, completed);
      expect(await it_.entry(key, intended.id)).toEqual(completed);
    });

    it('keeps the old memory where none is given', async () => {
      const memory = someMemory({ kept: { needs: [1] } });
      await ledger.intend(leaseOf(key, 'a', 100), first(memory), someEntry(key));
      await ledger.release(leaseOf(key, 'a', 100), null, someEntry(key));
      expect(await ledger.memory(key)).toEqual(memory);
    });

    it('says released again to who has missed the answer', async () => {
      const entry = someEntry(key);
      const ending = leaseOf(key, 'a', 100);
      await ledger.release(ending, null, entry);
      expect(await ledger.release(ending, null, entry)).toBe('released');
    });

    it('does not take an intended entry for a released one', async () => {
      const intended = someEntry(key, { outcome: null });
      await ledger.intend(leaseOf(key, 'a', 100), first(someMemory()), intended);
      await ledger.take(leaseOf(key, 'b', 200), 100);
      const completed = { ...intended, outcome: { is: 'applied', because: null } } as const;
      expect(await ledger.release(leaseOf(key, 'a', 100), null, completed)).toBe('lost');
    });

    it('appends an entry without a lease', async () => {
      const entry = someEntry(key);
      await ledger.append(entry);
      expect(await it_.entry(key, entry.id)).toEqual(entry);
    });

    it('keeps the watch list in step with the memory', async () => {
      const steps = [null, 7, 7, 9, null, null, 11];
      let was: Memory<unknown> | null = null;
      for (const lookAgainAtMs of steps) {
        const memory = someMemory({ lookAgainAtMs });
        await ledger.renew(leaseOf(key, 'a', 100), { was, memory }, someEntry(key));
        was = memory;
        expect(await it_.watchedAtMs(key)).toBe(lookAgainAtMs);
      }
      await ledger.release(leaseOf(key, 'a', 100), { was, memory: someMemory() }, someEntry(key));
      expect(await it_.watchedAtMs(key)).toBeNull();
    });

    it('gives back memory and entries exactly as they were', async () => {
      const anything = fc.jsonValue({ maxDepth: 3 });
      await fc.assert(
        fc.asyncProperty(
          anything,
          anything,
          fc.double({ noNaN: true, noDefaultInfinity: true }),
          async (kept, seen, value) => {
            const memory = someMemory(plain({ kept: { kept, value }, lookedAtMs: 1.5 }));
            const entry = someEntry(key, plain({ observation: { seen, value }, decision: null }));
            await ledger.renew(leaseOf(key, 'a', 100), first(memory), entry);
            expect(await ledger.memory(key)).toEqual(memory);
            expect(await it_.entry(key, entry.id)).toEqual(entry);
          },
        ),
        { numRuns: cases },
      );
    });
  });

  describe(`${name}: the stop switch`, () => {
    it('is open until somebody throws it', async () => {
      expect(await ledger.stopped()).toBe(false);
      await it_.setStopped(true);
      expect(await ledger.stopped()).toBe(true);
      await it_.setStopped(false);
      expect(await ledger.stopped()).toBe(false);
    });
  });
}

/** As JSON has it: no -0, no prototypes. */
const plain = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
