import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lastDecisions } from '../../core/last-decisions.ts';
import { blankMemory, type Memory } from '../../core/model/memory.ts';
import type { ScalableInput } from '../../core/scaling/config/scalable.ts';
import { tierGraph } from '../../core/scaling/config/tier-graph.ts';
import { decideScalable } from '../../core/scaling/decide-scalable.ts';
import type { DecidingConfig } from '../../core/scaling/deciding-config.ts';
import type { Kept, Observation } from '../../core/scaling/observation.ts';
import { linksOf } from '../../core/scaling/tiers/links.ts';
import { seeTiers } from '../../core/scaling/tiers/see-tiers.ts';
import type { Passed } from '../../core/scaling/tiers/tier.ts';
import { aCapacity, aConfig, aReading, minuteMs, noonMs } from '../fixtures.ts';

const names = ['shop/web', 'shop/jobs', 'shop/db'] as const;
type Name = (typeof names)[number];

const perUnit = 20;
const takenPerUnit = 100;
const needs = { 'shop/db': { connectionsPerUnit: perUnit } };

const settings: Readonly<Record<Name, Partial<ScalableInput>>> = {
  'shop/web': { needs },
  'shop/jobs': { needs },
  'shop/db': { connectionsMost: { perUnit: takenPerUnit }, bounds: { min: 1, max: 12 } },
};

/** Two that need a database, by looks in any order; what is asked for runs from the next minute on, if the world lets it. */
class Shop {
  readonly asked: Record<Name, number> = { 'shop/web': 2, 'shop/jobs': 2, 'shop/db': 2 };
  readonly running: Record<Name, number> = { ...this.asked };
  readonly demand: Record<Name, number> = { 'shop/web': 100, 'shop/jobs': 100, 'shop/db': 100 };
  readonly memories = new Map<string, Memory<unknown>>();
  nowMs = noonMs;
  private readonly configs = Object.fromEntries(
    names.map((scalable) => [
      scalable,
      {
        ...aConfig({
          mode: 'on',
          bounds: { min: 1, max: 60 },
          policies: [{ kind: 'target-tracking', reading: 'demand', of: 'demand', target: 50 }],
          scaleIn: { holdSeconds: 0, maxPercent: 100 },
          scaleOut: { maxFactor: 10, maxUnits: 50 },
          ...settings[scalable],
        }),
        scalable,
      },
    ]),
  ) as unknown as Record<Name, DecidingConfig>;
  private readonly graph = tierGraph(Object.values(this.configs));
  private readonly decisions = lastDecisions({ memory: async ({ subject }) => this.memories.get(subject) ?? null });

  async look(subject: Name) {
    this.nowMs += 1000;
    const memory = (this.memories.get(subject) ?? blankMemory) as Memory<Kept>;
    const links = linksOf(subject, this.graph);
    if (links === null) throw new Error('everything here has links');
    const observation: Observation = {
      subject,
      atMs: this.nowMs,
      memory,
      config: this.configs[subject],
      capacity: aCapacity({ asked: this.asked[subject], running: this.running[subject] }),
      readings: { demand: aReading([this.demand[subject]], this.nowMs) },
      alarm: null,
      overrides: [],
      tiers: await seeTiers(links, this.decisions),
    };
    const decision = decideScalable(observation);
    const before = this.asked[subject];
    this.asked[subject] = decision.change?.units ?? before;
    this.memories.set(subject, {
      ...blankMemory,
      kept: decision.keep,
      passes: decision.passes,
      lookedAtMs: this.nowMs,
    });
    return { observation, decision, rose: this.asked[subject] - before };
  }

  /** All that was asked for runs, and the next minute begins. */
  land(): void {
    Object.assign(this.running, this.asked);
    this.nowMs += minuteMs;
  }

  get connections(): number {
    return perUnit * (this.asked['shop/web'] + this.asked['shop/jobs']);
  }

  passed(subject: Name): Passed | undefined {
    return this.memories.get(subject)?.passes as Passed | undefined;
  }
}

const demand = fc.record({ of: fc.constantFrom(...names), demand: fc.integer({ min: 10, max: 1500 }) });
/** Some of them are looked at, in any order, some twice; and most often a minute ends. */
const round = fc
  .tuple(fc.array(fc.constantFrom(...names), { minLength: 2, maxLength: 4 }), fc.integer({ min: 0, max: 3 }))
  .map(([looks, ending]) => [...looks.map((look) => ({ look })), ...(ending > 0 ? [{ lands: true }] : [])]);
const episode = fc
  .tuple(demand, fc.array(round, { minLength: 2, maxLength: 6 }))
  .map(([one, all]) => [one, ...all.flat()]);
/** Demand comes and goes, after each has been looked at once. */
const story = fc
  .array(episode, { minLength: 3, maxLength: 9 })
  .map((episodes) => [...names.map((look) => ({ look })), ...episodes.flat()]);

function play(check: (shop: Shop, looked: Awaited<ReturnType<Shop['look']>>) => void) {
  return fc.assert(
    fc.asyncProperty(story, async (events) => {
      const shop = new Shop();
      for (const one of events) {
        if ('lands' in one) shop.land();
        else if ('demand' in one) shop.demand[one.of] = one.demand;
        else check(shop, await shop.look(one.look));
      }
    }),
    { numRuns: 150 },
  );
}

describe('two that need a database, looked at in any order', () => {
  test('never open more connections than it takes by then', async () => {
    let rises = 0;
    await play((shop, { observation: { subject }, rose }) => {
      if (subject === 'shop/db' || rose <= 0) return;
      rises++;
      expect(shop.connections).toBeLessThanOrEqual(
        takenPerUnit * Math.min(shop.running['shop/db'], shop.asked['shop/db']),
      );
    });
    expect(rises).toBeGreaterThan(100);
  });

  test('hold no more than what it still takes once it has gone down', async () => {
    let falls = 0;
    await play((shop, { observation: { subject }, rose }) => {
      if (subject !== 'shop/db' || rose >= 0) return;
      falls++;
      expect(takenPerUnit * shop.asked['shop/db']).toBeGreaterThanOrEqual(shop.connections);
    });
    expect(falls).toBeGreaterThan(20);
  });

  test('go up only once it has heard of it, while it is looked at', async () => {
    await play((_, { observation: { subject, tiers, atMs }, decision, rose }) => {
      const db = tiers?.downstream[0]?.last;
      if (rose <= 0 || db == null || atMs - db.atMs > minuteMs) return;
      expect(db.passed.heard[subject]).toBeGreaterThanOrEqual(decision.desired.units);
    });
  });

  test('have gone down before it does, and were looked at since it wanted to', async () => {
    await play((_, { observation: { subject, tiers, memory, atMs }, rose }) => {
      if (subject !== 'shop/db' || rose >= 0) return;
      const falls = memory.kept?.tiers?.falls;
      for (const { last } of tiers?.upstream ?? []) {
        if (last === null || atMs - last.atMs > 900_000) continue;
        expect(last.passed.falls).toBe(false);
        expect(last.atMs).toBeGreaterThan(falls?.sinceMs ?? Number.POSITIVE_INFINITY);
      }
    });
  });

  test('give every value that their sentences name, and no undefined', async () => {
    await play((_, { decision }) => {
      expect(JSON.parse(JSON.stringify(decision))).toStrictEqual(decision);
      expect(decision.reasons[decision.binding]).toBeDefined();
    });
  });

  test('wake each other for news alone: it comes to rest', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({ web: fc.integer({ min: 10, max: 3000 }), db: fc.integer({ min: 10, max: 600 }) }),
        async (load) => {
          const shop = new Shop();
          for (const name of names) await shop.look(name);
          Object.assign(shop.demand, { 'shop/web': load.web, 'shop/db': load.db });
          let due: Name[] = ['shop/web'];
          let looks = 0;
          while (due.length > 0) {
            const [next, ...others] = due;
            const { decision } = await shop.look(next as Name);
            const woken = (decision.passes as Passed).wakes as readonly Name[];
            due = [...others, ...woken.filter((name) => !others.includes(name))];
            expect(++looks).toBeLessThan(12);
          }
        },
      ),
      { numRuns: 100 },
    );
  });
});
