import { memoryLedger } from '../../adapters/ledger/memory.ts';
import { run } from '../../core/pipeline.ts';
import type { SizeChoice } from '../../core/scaling/config/choice.ts';
import type { ScalableInput } from '../../core/scaling/config/scalable.ts';
import type { Override } from '../../core/scaling/observation.ts';
import type { ScalingWorld, Target } from '../../core/scaling/ports.ts';
import { scaling } from '../../core/scaling/scaling.ts';
import type { ScalingEntry } from '../../core/scaling/scaling-entry.ts';
import { RefreshedFleet } from '../../sim/scaling/sizing/refreshed-fleet.ts';
import { SteppedFleet } from '../../sim/scaling/sizing/stepped-fleet.ts';
import { aScalable, minuteMs, noonMs, someSizes } from '../fixtures.ts';

export const serves = Object.fromEntries(someSizes.ladder.map(({ size, serves: one }) => [size, one]));

/** A fleet that lives in simulated time. */
interface SimulatedFleet extends Target {
  passTo(nowMs: number): void;
}

/** One whose units a provider replaces by itself. */
export function refreshed(input: Partial<ScalableInput>, size: string, units: number): SizedScalable {
  const { max = units } = input.bounds ?? {};
  const settings = { serves, size, units, most: max, zones: 2, leadMs: 4 * minuteMs };
  return new SizedScalable(input, new RefreshedFleet(settings, noonMs));
}

/** One of which only calls change the size, an instance at a time. */
export function stepped(input: Partial<ScalableInput>, size: string, units: number): SizedScalable<SteppedFleet> {
  const { max = units } = input.bounds ?? {};
  return new SizedScalable(input, new SteppedFleet({ size, units, most: max, leadMs: 4 * minuteMs }, noonMs));
}

/** A scalable whose units may change their size: real looks, a ledger in memory, and a fleet that is simulated. */
export class SizedScalable<Fleet extends SimulatedFleet = RefreshedFleet> {
  readonly fleet: Fleet;
  readonly entries: ScalingEntry[] = [];
  mode: NonNullable<ScalableInput['mode']> = 'on';
  choice: SizeChoice | undefined;
  overrides: Override[] = [];
  nowMs = noonMs;
  private readonly input: Partial<ScalableInput>;
  private readonly ledger = memoryLedger();
  private demand: { readonly fromMs: number; readonly perSecond: number }[] = [];

  constructor(input: Partial<ScalableInput>, fleet: Fleet) {
    this.input = input;
    this.fleet = fleet;
  }

  /** Minutes go by in which so much arrives; each is ended by a look. */
  async minutes(count: number, perSecond: number): Promise<ScalingEntry> {
    this.demand.push({ fromMs: this.nowMs, perSecond });
    for (let minute = 1; minute < count; minute++) await this.minute();
    return this.minute();
  }

  /** Nobody looks for a while, in which the same arrives. */
  skip(milliseconds: number): void {
    this.nowMs += milliseconds;
    this.fleet.passTo(this.nowMs);
  }

  private async minute(): Promise<ScalingEntry> {
    this.nowMs += minuteMs;
    this.fleet.passTo(this.nowMs);
    const id = `look-${this.entries.length}`;
    const signal = { kind: 'tick', id, atMs: this.nowMs, dryRun: false } as const;
    const spine = { ledger: this.ledger, clock: { nowMs: () => this.nowMs }, newId: () => id, leaseMs: 60_000 };
    const entry = await run(scaling(this.world()), 'checkout/web', signal, spine);
    this.entries.push(entry);
    return entry;
  }

  private world(): ScalingWorld {
    const config = aScalable({ ...this.input, mode: this.mode });
    const { choice, fleet } = this;
    return {
      settings: {
        scalable: async () => ({ ...config, ...(choice !== undefined && { sizeChoice: choice }) }),
        overrides: async (_, atMs) => this.overrides.filter(({ untilMs }) => untilMs > atMs),
      },
      source: { read: async (_, fromMs, toMs) => ({ metric: this.series(fromMs, toMs), witness: null }) },
      target: fleet,
      alarms: { state: async () => null },
      asksForRivals: () => false,
    };
  }

  private series(fromMs: number, toMs: number) {
    const points: { atMs: number; value: number }[] = [];
    for (let atMs = Math.ceil(fromMs / minuteMs) * minuteMs; atMs < toMs; atMs += minuteMs) {
      const value = this.demand.findLast((one) => one.fromMs <= atMs)?.perSecond;
      if (value !== undefined) points.push({ atMs, value });
    }
    return { points, trouble: null };
  }
}
