import type { Duration } from 'aws-cdk-lib';
import type { Unit } from '../../core/readings/unit.ts';
import { type DelayOptions, delayOf } from './delay-of.ts';

/** What every reading takes whose numbers are asked for, and watched by no alarm. */
export interface PolledOptions extends DelayOptions {
  /**
   * How long the periods are that a value is told of.
   * @default Duration.minutes(1)
   */
  readonly period?: Duration;
  /**
   * What a value counts, before `scale`.
   * @default - none of these
   */
  readonly unit?: Unit;
  /**
   * Whether it tells what arrives while no unit runs: only then may a scalable with `min: 0` rely on it alone.
   * @default false
   */
  readonly speaksAtZero?: boolean;
  /**
   * Changes the unit, e.g. 1/60 from a sum over a minute to a rate per second.
   * @default 1
   */
  readonly scale?: number;
}

/** And where values may add up. */
export interface AddingOptions extends PolledOptions {
  /**
   * Whether values add up: over a period twice as long they are twice as large, as with `.as_count()` of Datadog.
   * @default false
   */
  readonly adds?: boolean;
}

/** The same as a part says it; nothing of what is left out. */
export function polledPart({ period, unit, adds, speaksAtZero, ...options }: AddingOptions) {
  return {
    ...(period !== undefined && { periodSeconds: period.toSeconds() }),
    ...delayOf(options),
    ...(unit !== undefined && { unit }),
    ...(adds !== undefined && { adds }),
    ...(speaksAtZero !== undefined && { speaksAtZero }),
  };
}
