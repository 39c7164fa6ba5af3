import { describe, expect, it } from 'vitest';
import { parseDatabase } from '../../../core/indexing/config/parse-database.ts';
import { decide } from '../../../core/indexing/decide.ts';
import { findingOf } from '../../../core/indexing/finding-of.ts';
import type { IndexState } from '../../../core/indexing/index-standing.ts';
import type { Idle, Kept, Observation, Paying, Seen, WorkSeen } from '../../../core/indexing/observation.ts';
import { indexingReport } from '../../../core/indexing/report.ts';
import type { Entry } from '../../../core/model/entry.ts';
import { blankMemory } from '../../../core/model/memory.ts';
import { tell } from '../../../core/model/reason.ts';

const hourMs = 3_600_000;
const server = (host: string) => ({ host, database: 'd', secretArn: 'arn' });
const paying: Paying = {
  name: 'headroom_t_1',
  sql: 'ON "s"."t" ("a")',
  table: 's.t',
  bytes: 9,
  gainPercent: 40,
  serves: ['1'],
};
const idle: Idle = { server: 'a:5432/d', name: 's.i', is: 'unused', instead: null, bytes: 5, sql: 'CREATE INDEX i' };
const nothing: Seen = {
  ...{ counts: { '1': [5, 9, 2] }, sinceMs: null, statements: 1, ran: [], candidates: 4, paying: [] },
  ...{ reductionPercent: 0, idle: [], left: [], unasked: null, cutShort: false },
};

function observed(
  seen: Partial<Seen> | null,
  given: object = {},
  kept: Observation['memory']['kept'] = null,
): Observation {
  const config = parseDatabase('shop/orders', { servers: [server('a'), server('b')], ...given });
  const memory = { ...blankMemory, kept };
  return {
    subject: 'shop/orders',
    atMs: 1000,
    memory,
    config,
    seen: seen === null ? null : { ...nothing, ...seen },
    work: null,
  };
}

function entryOf(observation: Observation, dryRun = false): Entry<Observation, never, never> {
  const signal = { kind: 'tick', id: 't', atMs: null, dryRun } as const;
  const subject = 'shop/orders';
  const decision = decide(observation);
  return {
    schema: 2,
    id: 'e',
    capability: 'indexing',
    subject,
    atMs: 1000,
    signal,
    observation,
    decision,
    outcome: null,
  } as never;
}

describe('a database whose indexes Headroom makes', () => {
  const made = (state: IndexState, name = 'headroom_t_1') => ({
    ...{ schema: 's', table: 't', name, bytes: 1, state, sql: `CREATE INDEX ${name} ON s.t USING btree (a)` },
  });
  const at = (server: string, ...all: ReturnType<typeof made>[]) => ({ server, made: all, building: [] });
  const pays = { is: 'pays', calls: 9, beforeMs: 9, afterMs: 1 } as const;
  const onBoth = (a: WorkSeen, b: WorkSeen, seen: Partial<Seen> | null = null, kept: Kept | null = null) =>
    decide({ ...observed(seen, { mode: 'on' }, kept), work: [a, b] });
  const change = (decision: ReturnType<typeof decide>) => decision.change?.map((step) => [step.do, step.server]);
  const [a, b] = ['a:5432/d', 'b:5432/d'];

  it('begins with what takes off most, on the first server alone', () => {
    const decision = onBoth(at(a), at(b), { paying: [paying, { ...paying, name: 'headroom_t_2' }], idle: [idle] });
    expect(decision.change).toEqual([{ do: 'create', server: a, sql: paying.sql, name: paying.name, gainPercent: 40 }]);
    expect(decision.lookAgainAtMs).toBe(1000 + 300_000);
  });

  it('judges one before it makes another, and makes it on the others once it pays', () => {
    const early = onBoth(at(a, made({ is: 'too early', calls: 3 })), at(b));
    expect([early.change, tell(early.reasons[0]?.because ?? { says: '' })]).toEqual([
      null,
      'it is too early to judge headroom_t_1 on a:5432/d: its statements have run 3 times since it is there',
    ]);
    const onward = onBoth(at(a, made(pays)), at(b), { paying: [] });
    expect(onward.change).toMatchObject([
      { do: 'create', server: b, sql: 'ON s.t USING btree (a)', name: 'headroom_t_1' },
    ]);
    expect(onBoth(at(a, made(pays)), at(b, made(pays)), {})).toMatchObject({
      change: null,
      lookAgainAtMs: 1000 + hourMs,
    });
  });

  it('takes back what does not pay, and does not make it again for thirty days', () => {
    const back = onBoth(at(a, made({ ...pays, is: 'does not pay' })), at(b));
    expect([change(back), back.lowers]).toEqual([[['take back', a]], true]);
    const again = (atMs: number) =>
      decide({ ...observed({ paying: [paying] }, { mode: 'on' }, back.keep), atMs, work: [at(a), at(b)] }).change;
    expect(again(1000 + 29 * 24 * hourMs)).toBeNull();
    expect(again(1000 + 31 * 24 * hourMs)).toMatchObject([{ do: 'create' }]);
  });

  it('carries on what was broken off, whatever else would pay', () => {
    const seen = { paying: [paying] };
    expect(change(onBoth(at(a, made({ is: 'left over' })), at(b), seen))).toEqual([['take back', a]]);
    expect(change(onBoth(at(a), at(b, made({ is: 'unwritten' })), seen))).toEqual([['note', b]]);
    expect(change(onBoth(at(a, made({ is: 'building' })), at(b), seen))).toEqual([['follow', a]]);
    const others = { ...at(a), building: [{ table: 's.t', phase: 'building index', percent: null }] };
    expect(change(onBoth(others, at(b), seen))).toBeUndefined();
  });

  it('drops nothing that others have made', () => {
    const { desired, change: none } = onBoth(at(a), at(b), { idle: [idle] });
    expect([desired.map((step) => step.do), none]).toEqual([['drop'], null]);
  });
});

describe('advice on the indexes of a database', () => {
  it('is to make what pays on every server and to drop what is idle where it is, which recommend mode withholds', () => {
    const { desired, change, withheld, keep, lookAgainAtMs } = decide(observed({ paying: [paying], idle: [idle] }));
    expect(desired.map((step) => [step.do, step.server])).toEqual([
      ['create', 'a:5432/d'],
      ['create', 'b:5432/d'],
      ['drop', 'a:5432/d'],
    ]);
    expect([change, withheld?.mode]).toEqual([null, 'recommend']);
    expect(keep).toMatchObject({ counts: nothing.counts, countedAtMs: 1000 });
    expect(lookAgainAtMs).toBe(1000 + hourMs);
  });

  it('says by what it was bound, and which servers nobody could ask', () => {
    const bound = (seen: Partial<Seen>) => {
      const { reasons, binding } = decide(observed(seen));
      return tell(reasons[binding]?.because ?? { says: '' });
    };
    expect(bound({})).toBe('no index would pay (1 statement, 4 candidates)');
    expect(bound({ statements: 0, idle: [idle], unasked: 'replica r is down' })).toBe(
      '1 index is there for nothing; which are unused nobody can say: replica r is down',
    );
    expect(bound({ paying: [paying], reductionPercent: 40, cutShort: true })).toContain('time ran out');
  });

  it('is not taken back by an hour in which nothing ran, and looks at nothing where the mode is off', () => {
    const kept = { schema: 1, counts: {}, countedAtMs: 5, told: 'ON "s"."t" ("a")' } as const;
    expect(decide(observed({ statements: 0 }, {}, kept)).keep.told).toBe(kept.told);
    expect(decide(observed({}, {}, kept)).keep.told).toBe('');
    expect(decide(observed(null, { mode: 'off' }, kept))).toMatchObject({ desired: [], keep: kept });
  });

  it('is told to others once for each advice that is another, without a statement of the application, and never in dry runs', () => {
    const seen = { paying: [paying], idle: [idle], ran: [{ id: '1', text: 'SELECT secret', calls: 1, totalMs: 1 }] };
    const { keep } = decide(observed(seen));
    const news = indexingReport.news(entryOf(observed(seen)));
    expect(news).toMatchObject({ title: 'Index Advised', detail: { database: 'shop/orders', entry: 'e' } });
    expect(JSON.stringify(news)).not.toContain('SELECT secret');
    expect(indexingReport.news(entryOf(observed(seen, {}, keep)))).toBeNull();
    expect(indexingReport.news(entryOf(observed(seen), true))).toBeNull();
  });

  it('is a finding about its service for three looks, where an index would pay', () => {
    expect(findingOf(entryOf(observed({ paying: [paying] })))).toMatchObject({
      ...{ id: 'index-shop_orders', kind: 'index', service: 'shop', tier: 'orders', untilMs: 1000 + 3 * hourMs },
    });
    expect(findingOf(entryOf(observed({ idle: [idle] })))).toBeNull();
    expect(findingOf(entryOf(observed({ paying: [paying] }), true))).toBeNull();
  });

  it('is refused for a server that is there twice', () => {
    expect(() => observed({}, { servers: [server('a'), server('a')] })).toThrow(
      /^servers\[1\]: a:5432\/d is there twice/,
    );
  });
});
