import { beforeEach, describe, expect, it } from 'vitest';
import { memoryLedger } from '../../adapters/ledger/memory.ts';
import { lastDecisions } from '../../core/last-decisions.ts';
import { type Because, tell } from '../../core/model/reason.ts';
import type { Signal } from '../../core/model/signal.ts';
import { run } from '../../core/pipeline.ts';
import type { Source } from '../../core/readings/series.ts';
import type { ScalableConfig } from '../../core/scaling/config/scalable.ts';
import type { TargetKind } from '../../core/scaling/config/target-kinds.ts';
import { tierGraph } from '../../core/scaling/config/tier-graph.ts';
import type { Target } from '../../core/scaling/ports.ts';
import type { Decreases } from '../../core/scaling/rations.ts';
import { scaling } from '../../core/scaling/scaling.ts';
import { linksOf } from '../../core/scaling/tiers/links.ts';
import type { Passed } from '../../core/scaling/tiers/tier.ts';
import { withChoice } from '../../core/scaling/with-choice.ts';
import { TiersStack } from '../../examples/tiers/tiers-stack.ts';
import { Scalable } from '../../lib/index.ts';
import { aCapacity, minuteMs, noonMs } from '../fixtures.ts';
import { aHeadroom, env } from './an-app.ts';

const tiers = ['shop/checkout', 'shop/orders', 'shop/readers', 'shop/cache'] as const;
type Tier = (typeof tiers)[number];
type Units = Record<Tier, number>;

const tierOf: Partial<Record<TargetKind, Tier>> = {
  'lambda-concurrency': 'shop/checkout',
  'dynamodb-throughput': 'shop/orders',
  'aurora-readers': 'shop/readers',
  'elasticache-replicas': 'shop/cache',
};

/** What the stack of the example configures, as a look reads it before the first night. */
function configsOfExample(): ReadonlyMap<string, ScalableConfig> {
  const { app, headroom } = aHeadroom({ dashboard: false });
  const stack = new TiersStack(app, 'TiersExample', { env, headroom, local: false });
  const made = stack.node.findAll().filter((one) => one instanceof Scalable);
  return new Map(made.map(({ scalable, config }) => [scalable, withChoice(config, null)]));
}

/** Calls a second that a unit serves in this world; ten reads of the table come of a call. */
const serves = { 'shop/checkout': 1, 'shop/readers': 10, 'shop/cache': 10 } as const;

/** The tiers of the example in a made-up world: what is asked for runs from the next minute on. */
class PlayedTiers {
  readonly units: Units = { 'shop/checkout': 0, 'shop/orders': 50, 'shop/readers': 1, 'shop/cache': 1 };
  readonly busy: Partial<Record<Tier, Because>> = {};
  decreases: Decreases | null = null;
  private running: Units = { ...this.units };
  private nowMs = noonMs + 10_000;
  private toldToMs = noonMs - 12 * minuteMs;
  private readonly points = new Map<string, { atMs: number; value: number }[]>();
  private readonly ledger = memoryLedger();
  private readonly capability: ReturnType<typeof scaling>;
  private entries = 0;

  constructor(configs: ReadonlyMap<string, ScalableConfig>) {
    const graph = tierGraph(configs.values());
    this.capability = scaling({
      settings: {
        scalable: async (name) => configs.get(name) as ScalableConfig,
        links: async (name) => linksOf(name, graph),
        overrides: async () => [],
      },
      source: this.source(),
      target: this.target(),
      alarms: { state: async () => null },
      decisions: lastDecisions(this.ledger),
    });
  }

  /** So many minutes later, all of which have told this load on what ran. */
  later(minutes: number, calls: number): void {
    this.nowMs += minutes * minuteMs;
    this.running = { ...this.units };
    for (; this.toldToMs < Math.floor(this.nowMs / minuteMs) * minuteMs; this.toldToMs += minuteMs) {
      const busy = (tier: keyof typeof serves) => Math.min(1, calls / (serves[tier] * Math.max(1, this.running[tier])));
      this.tell('Invocations', calls * 60);
      this.tell('ProvisionedConcurrencyUtilization', busy('shop/checkout'));
      this.tell('ConsumedReadCapacityUnits', calls * 600);
      this.tell('CPUUtilization', 100 * busy('shop/readers'));
      this.tell('EngineCPUUtilization', 100 * busy('shop/cache'));
    }
  }

  /** Looks at these, and at whom they wake; answers what was decided, in order. */
  async look(...names: readonly Tier[]) {
    const due = names.map((name) => ({ name: name as string, by: null as string | null }));
    const looked = [];
    for (let next = due.shift(); next !== undefined && looked.length < 40; next = due.shift()) {
      const { name, by } = next;
      const entry = await run(this.capability, name, this.signal(name, by), this.spine());
      const { decision, outcome } = entry;
      const binding = decision?.reasons[decision.binding];
      const because = binding === undefined ? '' : tell(binding.because);
      looked.push({ name, by, is: outcome?.is, units: decision?.desired.units, because });
      for (const woken of (decision?.passes as Passed | undefined)?.wakes ?? []) {
        if (!due.some((one) => one.name === woken)) due.push({ name: woken, by: name });
      }
    }
    return looked;
  }

  /** Minute by minute all is looked at, until nothing changes any more. */
  async settle(calls: number) {
    const looked = [];
    for (let minute = 0; minute < 15; minute++) {
      const before = JSON.stringify(this.units);
      this.later(1, calls);
      looked.push(...(await this.look(...tiers)));
      if (JSON.stringify(this.units) === before) return looked;
    }
    throw new Error(`it does not settle: ${JSON.stringify(this.units)}`);
  }

  private tell(metric: string, value: number): void {
    this.points.set(metric, [...(this.points.get(metric) ?? []), { atMs: this.toldToMs, value }]);
  }

  private source(): Source {
    return {
      read: async (part, fromMs, toMs) => {
        const all = part.kind === 'cloudwatch' ? (this.points.get(part.metricName) ?? []) : [];
        const points = all.filter(({ atMs }) => atMs >= fromMs && atMs < toMs);
        return { metric: { points, trouble: null }, witness: null };
      },
    };
  }

  private target(): Target {
    return {
      capacity: async ({ kind }, lastAsked = null) => {
        const tier = tierOf[kind] as Tier;
        const busyBecause = this.busy[tier] ?? null;
        const running = busyBecause === null ? this.running[tier] : 0;
        const asked = busyBecause === null ? this.units[tier] : (lastAsked ?? this.units[tier]);
        const decreases = tier === 'shop/orders' ? this.decreases : null;
        const inFlight = Math.max(0, asked - running);
        return aCapacity({ asked, running, inFlight, min: null, max: null, rations: { busyBecause, decreases } });
      },
      setCapacity: async ({ kind }, { units }) => {
        this.units[tierOf[kind] as Tier] = units;
        return { is: 'applied', because: null };
      },
    };
  }

  private signal(subject: string, by: string | null): Signal {
    const common = { id: 'a', atMs: this.nowMs, dryRun: false, subject };
    return by === null
      ? { kind: 'manual', capability: 'scaling', ...common }
      : { kind: 'wake', about: 'tier', by, ...common };
  }

  private spine() {
    const nowMs = () => {
      this.nowMs += 10;
      return this.nowMs;
    };
    const newId = () => `e${String(this.entries++).padStart(5, '0')}`;
    return { ledger: this.ledger, clock: { nowMs }, newId, leaseMs: 60_000 };
  }
}

type Looked = Awaited<ReturnType<PlayedTiers['look']>>;
const changes = (looked: Looked) => looked.filter(({ is }) => is === 'applied').map(({ name, units }) => [name, units]);
const [calm, spike] = [4, 12];

describe('the example of four tiers, played', () => {
  const configs = configsOfExample();
  let played: PlayedTiers;

  beforeEach(async () => {
    played = new PlayedTiers(configs);
    played.later(0, calm);
    for (const minutes of [12, 10, 10]) {
      await played.look(...tiers);
      await played.settle(calm);
      played.later(minutes, calm);
    }
    await played.settle(calm);
  });

  it('is at rest once it has learned what an execution serves', () => {
    expect(played.units).toEqual({ 'shop/checkout': 7, 'shop/orders': 58, 'shop/readers': 1, 'shop/cache': 1 });
  });

  it('goes up from the back, and the function no further than the readers that run take connections', async () => {
    played.later(1, spike);
    const looked = await played.look('shop/checkout');
    expect(looked[0]?.because).toMatch(/^shop\/orders goes up first: \d+ units are wanted, and it has heard of 7/);
    expect(changes(looked)).toEqual([
      ['shop/orders', 116],
      ['shop/readers', 2],
      ['shop/cache', 2],
      ['shop/checkout', 9],
    ]);
    expect(looked.at(-1)?.because).toContain('shop/readers takes 90 connections of it');
    await played.settle(spike);
    expect(played.units).toMatchObject({ 'shop/orders': 172, 'shop/readers': 2, 'shop/cache': 2 });
    expect(played.units['shop/checkout']).toBeGreaterThan(9);
  });

  it('goes down from the front, once, to what there was before', async () => {
    played.later(1, spike);
    await played.settle(spike);
    played.later(6, calm);
    const looked = await played.settle(calm);
    // Readers keep what connections called for as long as new ones would take, and then until the function has let go of it.
    played.later(16, calm);
    for (const _ of ['asked', 'let go']) looked.push(...(await played.settle(calm)));
    const fell = changes(looked);
    expect(fell[0]?.[0]).toBe('shop/checkout');
    expect(fell.filter(([name]) => name === 'shop/cache')).toEqual([['shop/cache', 1]]);
    expect(played.units).toMatchObject({ 'shop/orders': 58, 'shop/readers': 1, 'shop/cache': 1 });
  });

  it('holds the function where the readers take no change, and moves the others', async () => {
    const { 'shop/checkout': held } = played.units;
    played.busy['shop/readers'] = { says: 'the cluster is stopped' };
    played.later(1, spike);
    const looked = [...(await played.look('shop/checkout')), ...(await played.settle(spike))];
    expect(new Set(changes(looked).map(([name]) => name))).toEqual(new Set(['shop/orders', 'shop/cache']));
    expect(looked.findLast(({ name }) => name === 'shop/readers')?.because).toBe('the cluster is stopped');
    expect(looked.findLast(({ name }) => name === 'shop/checkout')?.because).toContain('shop/readers takes 0');
    delete played.busy['shop/readers'];
    await played.settle(spike);
    expect(played.units).toMatchObject({ 'shop/orders': 172, 'shop/readers': 2, 'shop/cache': 2 });
    expect(played.units['shop/checkout']).toBeGreaterThan(held);
  });

  it('keeps the last decrease of the table for a person, and lets the others go down', async () => {
    played.later(1, spike);
    await played.settle(spike);
    played.decreases = { today: 3, lastAtMs: noonMs, free: 4, everySeconds: 3600, mostToday: 27 };
    played.later(6, calm);
    const looked = await played.settle(calm);
    expect(looked.some(({ because }) => because.startsWith('3 decreases have been made today'))).toBe(true);
    expect(changes(looked)[0]?.[0]).toBe('shop/checkout');
    expect(played.units).toMatchObject({ 'shop/orders': 172, 'shop/cache': 1 });
  });
});
