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
const leaseOf = (key: Key, owner: string, untilMs: number): Lease => ({ ...key, owner, untilMs });

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
      expect(await ledger.take(leaseOf(key, 'c', 200), 100)).toBe('taken');
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
      await ledger.take(leaseOf(key, 'a', 100), 0);
      expect(await ledger.take(leaseOf(key, 'a', 100), 0)).toBe('taken');
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
      expect(await ledger.take(leaseOf(key, 'b', 400), 300)).toBe('taken');
    });

    it('lets an owner whose time is over go on while nobody has taken its lease', async () => {
      await ledger.take(leaseOf(key, 'a', 100), 0);
      expect(await ledger.intend(leaseOf(key, 'a', 600), first(someMemory()), someEntry(key))).toBe(true);
      expect(await ledger.release(leaseOf(key, 'a', 600), null, someEntry(key))).toBe('released');
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
      expect(await ledger.take(leaseOf(key, 'c', 300), 200)).toBe('taken');
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
      expect(await ledger.take(leaseOf(key, 'c', 150), 50)).toBe('taken');
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
      await ledger.release(leaseOf(key, 'a', 100), null, entry);
      expect(await ledger.release(leaseOf(key, 'a', 100), null, entry)).toBe('released');
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
      const lease = leaseOf(key, 'a', 100);
      const steps = [null, 7, 7, 9, null, null, 11];
      let was: Memory<unknown> | null = null;
      for (const lookAgainAtMs of steps) {
        const memory = someMemory({ lookAgainAtMs });
        await ledger.renew(lease, { was, memory }, someEntry(key));
        was = memory;
        expect(await it_.watchedAtMs(key)).toBe(lookAgainAtMs);
      }
      await ledger.release(lease, { was, memory: someMemory() }, someEntry(key));
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
