import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Candidate, type Choosing, choose } from '../../../core/replicas/choose.ts';
import { findWriter } from '../../../core/replicas/find-writer.ts';
import { unfit } from '../../../core/replicas/judge.ts';
import { later, lsnText, parseLsn } from '../../../core/replicas/position.ts';
import type { Seen } from '../../../core/replicas/seen.ts';
import { parseToken, tokenOf } from '../../../core/replicas/token.ts';
import { WriterHistory } from '../../../core/replicas/writer-history.ts';

const seen = (given: Partial<Seen> = {}): Seen => ({
  isReplica: true,
  system: null,
  position: { timeline: 1, lsn: 100n },
  isPaused: false,
  schemaVersion: null,
  atMs: 1000,
  tookMs: 1,
  ...given,
});

const candidate = (name: string, given: Partial<Candidate> = {}): Candidate => ({
  name,
  seen: seen(),
  leftAlone: null,
  movedMs: 1000,
  inHand: 0,
  tookMs: 1,
  isMany: false,
  ...given,
});

function choosing(given: Partial<Choosing> = {}): Choosing {
  const history = new WriterHistory(10_000);
  const common = { wanted: 'anything', timeline: 1, system: null, schemaVersion: null } as const;
  return { ...common, mostLagMs: 10_000, history, nowMs: 1000, ...given };
}

describe('a token', () => {
  const positions = fc.record({
    timeline: fc.integer({ min: 1, max: 2 ** 31 }),
    lsn: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
  });

  it('says the position that it was made of', () => {
    const systems = fc.option(fc.bigInt({ min: 1n, max: 2n ** 64n - 1n }));
    fc.assert(
      fc.property(positions, systems, (position, id) => {
        const system = id === null ? null : String(id);
        const expected = system === null ? position : { ...position, system };
        expect(parseToken(tokenOf(position, system))).toEqual(expected);
      }),
    );
  });

  it('is never read from any other text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        if (text === 'writer') return;
        expect(() => parseToken(text)).toThrow('token: ');
      }),
    );
  });

  it('orders by timeline and then by place, as PostgreSQL writes it', () => {
    expect(parseLsn('16/B374D848')).toBe(0x16b374d848n);
    expect(lsnText(0x16b374d848n)).toBe('16/B374D848');
    expect(later({ timeline: 2, lsn: 1n }, { timeline: 1, lsn: 9n })).toEqual({ timeline: 2, lsn: 1n });
  });
});

describe('a replica', () => {
  it('never answers what it has not replayed, whatever else it says', () => {
    const states = fc.record({
      isReplica: fc.boolean(),
      isPaused: fc.boolean(),
      position: fc.option(
        fc.record({ timeline: fc.integer({ min: 1, max: 3 }), lsn: fc.bigInt({ min: 0n, max: 20n }) }),
      ),
      schemaVersion: fc.constantFrom(null, '1', '2'),
    });
    const tokens = fc.record({ timeline: fc.integer({ min: 1, max: 3 }), lsn: fc.bigInt({ min: 0n, max: 20n }) });
    fc.assert(
      fc.property(states, tokens, fc.constantFrom(1, 2, 3), (state, wanted, timeline) => {
        const why = unfit(seen(state), { wanted, timeline, system: null, schemaVersion: '1' });
        const isFit =
          state.position !== null &&
          !(state.isReplica && state.isPaused) &&
          state.schemaVersion === '1' &&
          state.position.timeline === timeline &&
          wanted.timeline === timeline &&
          state.position.lsn >= wanted.lsn;
        expect(why === null).toBe(isFit);
      }),
    );
  });

  it('of another database answers nothing, though its places may be the same', () => {
    const asked = { wanted: 'anything', timeline: 1, system: '7', schemaVersion: null } as const;
    expect(unfit(seen({ system: '6' }), asked)).toEqual({ is: 'other database' });
    expect(unfit(seen({ system: '7' }), asked)).toBeNull();
    expect(unfit(seen({ system: null }), asked)).toBeNull();
    expect(unfit(seen({ system: '6' }), { ...asked, system: null })).toBeNull();
  });

  it('that is known to be behind is not tried, and the least loaded of the others is tried first', () => {
    const wanted = { timeline: 1, lsn: 100n };
    const behind = candidate('behind', { seen: seen({ position: { timeline: 1, lsn: 99n } }) });
    const all = [behind, candidate('busy', { inHand: 4 }), candidate('idle'), candidate('far', { tookMs: 30 })];
    const { tries, refused } = choose(all, choosing({ wanted }));
    expect(tries).toEqual(['idle', 'busy', 'far']);
    expect(refused).toEqual(new Map([['behind', { is: 'behind', byBytes: 1 }]]));
  });

  it('is tried again where what it said is old, or where its name stands for several', () => {
    const wanted = { timeline: 1, lsn: 200n };
    const all = [
      candidate('old', { seen: seen({ atMs: -1000 }) }),
      candidate('many', { isMany: true }),
      candidate('now'),
    ];
    expect(choose(all, choosing({ wanted })).tries).toEqual(['old', 'many']);
  });

  it('is thought to keep its distance in time', () => {
    const history = new WriterHistory(10_000);
    for (let atMs = 0; atMs <= 2000; atMs += 100) history.add({ timeline: 1, lsn: BigInt(atMs) }, atMs);
    // At 1000 it was where the writer was at 500; by 1500 it is thought to be where the writer was at about 1000.
    const late = candidate('late', { seen: seen({ position: { timeline: 1, lsn: 500n } }) });
    const at = (lsn: bigint) => choosing({ history, nowMs: 1500, wanted: { timeline: 1, lsn } });
    expect(choose([late], at(900n)).tries).toEqual(['late']);
    expect(choose([late], at(1300n)).tries).toEqual([]);
    // One that stands still is given longer.
    const still = candidate('still', { seen: seen({ position: { timeline: 1, lsn: 500n } }), movedMs: 500 });
    expect(choose([late], at(1000n)).tries).toEqual(['late']);
    expect(choose([still], at(1000n)).tries).toEqual([]);
    expect(choose([still], at(700n)).tries).toEqual(['still']);
  });

  it('further behind than anybody allows answers nothing, also where nothing is wanted', () => {
    const history = new WriterHistory(1000);
    for (let atMs = 0; atMs <= 5000; atMs += 100) history.add({ timeline: 1, lsn: BigInt(atMs) }, atMs);
    const late = candidate('late', { seen: seen({ position: { timeline: 1, lsn: 2000n }, atMs: 4900 }) });
    const { refused } = choose([late], choosing({ history, nowMs: 5000, mostLagMs: 1000 }));
    expect(refused.get('late')).toEqual({ is: 'lagging', bySeconds: 3 });
  });

  it('of an idle writer is not behind, however long nothing was written', () => {
    const history = new WriterHistory(1000);
    history.add({ timeline: 1, lsn: 100n }, 0);
    const idle = candidate('idle', { seen: seen({ atMs: 900_000 }) });
    expect(choose([idle], choosing({ history, nowMs: 900_000, mostLagMs: 1000 })).tries).toEqual(['idle']);
  });
});

describe('the writer', () => {
  const writer = (timeline: number) => seen({ isReplica: false, position: { timeline, lsn: 1n } });

  it('is who was promoted last, and nobody older than what has been met', () => {
    const servers = new Map([
      ['old', writer(1)],
      ['new', writer(2)],
      ['replica', seen()],
      ['silent', null],
    ]);
    expect(findWriter(servers, null)).toBe('new');
    expect(findWriter(new Map([['old', writer(1)]]), 2)).toBeNull();
  });
});
