import { memoryLedger } from '../../adapters/ledger/memory.ts';
import { autoScalingGroups } from '../../adapters/scaling/targets/auto-scaling-group/auto-scaling-group.ts';
import { targets, targetsOnAws } from '../../adapters/scaling/targets/catalogue.ts';
import { run } from '../../core/pipeline.ts';
import type { ScalableInput } from '../../core/scaling/config/scalable.ts';
import type { ScalingWorld } from '../../core/scaling/ports.ts';
import { scaling } from '../../core/scaling/scaling.ts';
import type { ScalingEntry } from '../../core/scaling/scaling-entry.ts';
import type { SimulatedGroup } from '../adapters/scaling/targets/auto-scaling-group/simulated-group.ts';
import { aScalable, minuteMs, noonMs } from '../fixtures.ts';

/** A scalable with a pool as the deployment has it: real looks, the real adapter, and a group that is simulated. */
export class PooledScalable {
  readonly group: SimulatedGroup;
  readonly ledger = memoryLedger();
  readonly entries: ScalingEntry[] = [];
  /** What arrives, by the minute. */
  private readonly demand: number[] = [];
  input: Partial<ScalableInput>;
  private looks = 0;
  mode: NonNullable<ScalableInput['mode']> = 'on';

  constructor(group: SimulatedGroup, input: Partial<ScalableInput>) {
    this.group = group;
    this.input = input;
  }

  get nowMs(): number {
    return noonMs + this.demand.length * minuteMs;
  }

  /** A minute goes by in which so much arrives, and a look ends it. */
  async minute(perSecond: number): Promise<ScalingEntry> {
    this.demand.push(perSecond);
    this.group.passTo(this.nowMs);
    return this.look();
  }

  async look(): Promise<ScalingEntry> {
    const id = `look-${this.looks++}`;
    const signal = { kind: 'tick', id, atMs: this.nowMs, dryRun: false } as const;
    const clock = { nowMs: () => this.nowMs };
    const spine = { ledger: this.ledger, clock, newId: () => id, leaseMs: 60_000 };
    const entry = await run(scaling(this.world()), 'checkout/web', signal, spine);
    this.entries.push(entry);
    return entry;
  }

  private world(): ScalingWorld {
    const config = aScalable({ ...this.input, mode: this.mode });
    const clients = { reader: () => this.group.client, actor: () => this.group.client };
    const makers = {
      ...targetsOnAws(),
      'auto-scaling-group': (world: Parameters<ReturnType<typeof targetsOnAws>['auto-scaling-group']>[0]) =>
        autoScalingGroups({ ...world, clients }),
    };
    return {
      settings: { scalable: async () => config, overrides: async () => [] },
      source: { read: async (_, fromMs, toMs) => ({ metric: this.series(fromMs, toMs), witness: null }) },
      target: targets({ makers, account: null, leftMs: () => 5000, random: () => 0 }),
      alarms: { state: async () => null },
      asksForRivals: () => false,
    };
  }

  private series(fromMs: number, toMs: number) {
    const points = this.demand.flatMap((value, minute) => {
      const atMs = noonMs + minute * minuteMs;
      return atMs >= fromMs && atMs < toMs ? [{ atMs, value }] : [];
    });
    return { points, trouble: null };
  }
}
