import type { DecidingConfig } from '../../../core/scaling/deciding-config.ts';
import { targetTracking } from '../baselines/target-tracking.ts';
import { Decided } from '../world/decided.ts';
import type { Scaler, Seen } from '../world/seen.ts';

/** What reacts: AWS's own target tracking, by its two settings. */
export interface Native {
  /** Share of what a unit can do that it keeps, 0 to 1. */
  readonly target: number;
  readonly scaleInCooldownSeconds: number;
}

/** The example of the documentation of AWS, and the cool-down that it has for ECS. */
export const usualNative: Native = { target: 0.5, scaleInCooldownSeconds: 300 };

export function nativeScaler({ target, scaleInCooldownSeconds }: Native, stepSeconds: number): Scaler {
  return targetTracking(target, scaleInCooldownSeconds, stepSeconds === 20 ? 20 : 60);
}

/**
 * AWS's target tracking over a minimum that the product moves: what runs is the higher of the two. The product sees its minimum as
 * what it has asked for, and what AWS runs above that as what runs. Why: docs/decisions/0081.
 */
export class BesideNative implements Scaler {
  private readonly native: Scaler;
  /** The product, with what it remembers. */
  readonly product: Decided;
  private floor: number | null = null;

  constructor(native: Native, stepSeconds: number, startMs: number, configOf: (atMs: number) => DecidingConfig) {
    this.native = nativeScaler(native, stepSeconds);
    const besides = new Map<DecidingConfig, DecidingConfig>();
    this.product = new Decided(startMs, (atMs) => {
      const config = configOf(atMs);
      const known = besides.get(config) ?? { ...config, beside: 'native' as const };
      besides.set(config, known);
      return known;
    });
  }

  ask(seen: Seen): number {
    const asked = this.floor ?? Math.min(seen.asked, 1);
    // A minimum waits for no deployment.
    const ofFloor: Seen = Object.create(seen, { asked: { value: asked }, deploying: { value: false } });
    this.floor = this.product.ask(ofFloor);
    return Math.max(this.native.ask(seen), this.floor);
  }
}
