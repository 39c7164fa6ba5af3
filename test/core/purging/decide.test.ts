import { describe, expect, it } from 'vitest';
import { blankMemory } from '../../../core/model/memory.ts';
import type { Change } from '../../../core/purging/change.ts';
import { parsePurge } from '../../../core/purging/config/parse-purge.ts';
import { decide } from '../../../core/purging/decide.ts';
import type { CdnLimits, Kept, Observation } from '../../../core/purging/observation.ts';
import { waitingOf } from '../../../core/purging/pending.ts';
import { Settled } from '../../../core/purging/settled.ts';

const atMs = Date.UTC(2026, 10, 23, 12);
const limits: CdnLimits = {
  kind: 'cloudfront',
  wildcards: 'any',
  mostSlashes: null,
  noTagsBecause: 'no header is read',
  inProgress: { paths: 3000, wildcards: 15 },
  perRequest: null,
};
const {
  cdn: _,
  buckets: __,
  warmUp: ___,
  ...config
} = parsePurge('site', { cdn: { kind: 'cloudfront', distributionId: 'E1' } });

interface Situation {
  readonly items: readonly string[];
  readonly urgent?: readonly string[];
  readonly agoSeconds?: number;
  readonly kept?: Partial<Kept>;
  readonly states?: Observation['states'];
  readonly unchanged?: Observation['unchanged'];
  readonly mode?: Observation['config']['mode'];
}

function observe({
  items,
  urgent = [],
  agoSeconds = 30,
  kept,
  states = [],
  unchanged = null,
  mode = 'on',
}: Situation): Observation {
  const change = (item: string, isUrgent: boolean): Change => ({ id: item, item, atMs: null, urgent: isUrgent });
  const chunk = (id: string, changes: Change[]) => ({ id, cameAtMs: atMs - agoSeconds * 1000, changes });
  const chunks = [
    chunk(
      '0#a',
      urgent.map((item) => change(item, true)),
    ),
    chunk(
      '1#b',
      items.map((item) => change(item, false)),
    ),
  ];
  const blank: Kept = { schema: 1, open: [], inProgress: [], completed: [], month: '2026-11', itemsThisMonth: 0 };
  return {
    subject: 'site',
    atMs,
    memory: { ...blankMemory, kept: { ...blank, ...kept } },
    config: { ...config, mode, cdn: limits },
    pending: waitingOf(chunks, new Settled([], [])).pending,
    unchanged,
    states,
    warmUp: [],
  };
}

const planned = (situation: Situation) => decide(observe(situation)).change?.flatMap(({ items }) => items) ?? null;

describe('what to purge', () => {
  it('is nothing while a burst lasts, and all of it once it is over', () => {
    const decision = decide(observe({ items: ['/a', '/b'], agoSeconds: 2 }));
    expect(decision).toMatchObject({ change: null, lookAgainAtMs: atMs + 3000, reasons: [{ by: 'wait' }] });
    expect(planned({ items: ['/a', '/b'], agoSeconds: 5 })).toEqual(['/a', '/b']);
  });

  it('is looked at again no later than was promised, so that what came in between does not put the promise off', () => {
    const observation = observe({ items: ['/a'], agoSeconds: 1 });
    const promised = (lookAgainAtMs: number) =>
      decide({ ...observation, memory: { ...observation.memory, lookAgainAtMs } });
    expect(promised(atMs + 2000).lookAgainAtMs).toBe(atMs + 2000);
    expect(promised(atMs).lookAgainAtMs).toBe(atMs + 4000);
    expect(promised(atMs + 9000).lookAgainAtMs).toBe(atMs + 4000);
  });

  it('is what a person asks for, at once and alone', () => {
    expect(planned({ items: ['/a', '/b'], urgent: ['/now'], agoSeconds: 0 })).toEqual(['/now']);
  });

  it('leaves room for people, and waits for its turn where there is none', () => {
    const running = (paths: number) => ({ inProgress: [{ id: 'p', requestedAtMs: 0, paths, wildcards: 0 }] });
    const states = [{ id: 'p', is: 'settled', submittedAtMs: 0, completedAtMs: null }] as const;
    expect(planned({ items: ['/a', '/b'], kept: running(2399), states })).toEqual(['/a']);
    expect(planned({ items: ['/a'], kept: running(2400), states })).toBeNull();
    expect(planned({ items: ['/a'], urgent: ['/now'], kept: running(2400), states })).toEqual(['/now']);
    const waiting = decide(observe({ items: ['/a'], kept: running(2400), states }));
    expect(waiting).toMatchObject({ reasons: [{ by: 'quota' }], lookAgainAtMs: atMs + 5000 });
  });

  it('is first of all what was planned and is not known to be done, under its old id', () => {
    const { change } = decide(observe({ items: ['/a'] }));
    const open = change ?? [];
    const again = decide(observe({ items: ['/b'], kept: { open }, states: [] }));
    expect(again.change).toEqual(open);
  });

  it('leaves out tags that would be purged in vain, says why, and goes on', () => {
    const decision = decide(observe({ items: ['/a', '#news'] }));
    expect(decision.change).toMatchObject([{ items: ['/a'], refused: ['#news'] }]);
    expect(decision.reasons[0]).toMatchObject({ by: 'refused', because: { why: 'no header is read' } });
  });

  it('is only told where the mode withholds it, and remembered as not done', () => {
    const decision = decide(observe({ items: ['/a'], mode: 'recommend' }));
    expect(decision).toMatchObject({
      change: null,
      withheld: { mode: 'recommend' },
      keep: { open: [], itemsThisMonth: 0 },
    });
  });

  it('counts what is free by the month', () => {
    const items = Array.from({ length: 10 }, (_, index) => `/a/${index}`);
    const dollars = (kept: Partial<Kept>) => decide(observe({ items, kept })).reasons[0]?.because.dollars;
    expect(dollars({ itemsThisMonth: 995 })).toBeCloseTo(0.025);
    expect(dollars({ itemsThisMonth: 995, month: '2026-10' })).toBe(0);
  });

  it('has room in an entry of the ledger, however much changed', () => {
    const items = Array.from(
      { length: 100_000 },
      (_, index) => `/${index % 977}/${index % 13}/a-rather-long-name-${index}.html`,
    );
    const observation = observe({ items, unchanged: { '/': 10_000_000 } });
    const decision = decide(observation);
    expect(JSON.stringify({ observation, decision }).length).toBeLessThan(300_000);
    expect(decision.change).not.toBeNull();
  });

  it('has room in an entry of the ledger, however many requests and chunks there are', () => {
    const items = Array.from({ length: 600 }, (_, index) => `/a-folder/a-rather-long-name-${index}.html`);
    const { pending, config: deciding, ...others } = observe({ items });
    const chunks = Array.from({ length: 200 }, (_, index) => `1#000001795435200000-abcdefghijkl${index}`);
    const cdn: CdnLimits = { ...limits, inProgress: null, perRequest: { tag: 256, wildcard: 1, path: 20 } };
    const observation = { ...others, config: { ...deciding, cdn }, pending: { ...pending, chunks } };
    const decision = decide(observation);
    expect(JSON.stringify({ observation, decision }).length).toBeLessThan(300_000);
    expect(decision).toMatchObject({ lookAgainAtMs: atMs + 1000 });
    const urgent = { ...observation, pending: { ...observation.pending, urgent: true } };
    let busy = decide(urgent);
    for (let look = 0; look < 20; look++) {
      const states = busy.keep.open.map(
        ({ id }) => ({ id, is: 'planned', submittedAtMs: null, completedAtMs: null }) as const,
      );
      busy = decide({ ...urgent, atMs: atMs + look, states, memory: { ...blankMemory, kept: busy.keep } });
    }
    expect(JSON.stringify({ observation: urgent, decision: busy }).length).toBeLessThan(390_000);
  });

  it('tells when a purge was asked for, submitted and seen to be complete', () => {
    const inProgress = [{ id: 'p', requestedAtMs: 1, paths: 2, wildcards: 1 }];
    const states = [{ id: 'p', is: 'completed', submittedAtMs: 2, completedAtMs: 3 }] as const;
    const { keep } = decide(observe({ items: [], kept: { inProgress }, states }));
    expect(keep.completed).toEqual([{ id: 'p', items: 3, requestedAtMs: 1, submittedAtMs: 2, completedAtMs: 3 }]);
    expect(keep.inProgress).toEqual([]);
  });
});
