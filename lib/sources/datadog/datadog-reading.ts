import type { Duration } from 'aws-cdk-lib';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { ReadingInput } from '../../../core/readings/reading-config.ts';
import type { Unit } from '../../../core/readings/unit.ts';
import { type DelayOptions, delayOf } from '../delay-of.ts';
import { secretConfig } from '../secret-place.ts';

type DatadogPart = Extract<ReadingInput['parts'][number], { readonly kind: 'datadog' }>;

/** Who asks Datadog, and where. */
export interface DatadogAccount extends Pick<DatadogPart, 'site' | 'api'> {
  /** A secret with the fields `apiKey` and `applicationKey`. */
  readonly keys: ISecret;
}

export interface DatadogReadingOptions extends DelayOptions {
  /** A query of something that is always told: where it answers and the query does not, the query is zero. */
  readonly witness?: string;
  /** @default Duration.minutes(1) */
  readonly period?: Duration;
  /**
   * What a value counts, before `scale`.
   * @default - none of these
   */
  readonly unit?: Unit;
  /**
   * Whether values add up, as with `.as_count()`.
   * @default false
   */
  readonly adds?: boolean;
  /**
   * Whether it tells what arrives while no unit runs: only then may a scalable with `min: 0` rely on it alone.
   * @default false
   */
  readonly speaksAtZero?: boolean;
  /** @default 1 */
  readonly scale?: number;
}

/**
 * A reading that a metric query of Datadog tells, of one series. No alarm can watch it, so Headroom looks every minute, all
 * queries of a look in one request; once Datadog says that it takes no more, nothing is asked until it does. What is scaled
 * by it is allowed to read the one secret.
 */
export function datadogReading(
  { keys, ...where }: DatadogAccount,
  query: string,
  { witness, period, unit, adds, speaksAtZero, scale, ...options }: DatadogReadingOptions = {},
): ReadingInput {
  const part: DatadogPart = {
    kind: 'datadog',
    ...where,
    ...secretConfig(keys),
    query,
    ...(witness !== undefined && { witness }),
    ...(period !== undefined && { periodSeconds: period.toSeconds() }),
    ...delayOf(options),
    ...(unit !== undefined && { unit }),
    ...(adds !== undefined && { adds }),
    ...(speaksAtZero !== undefined && { speaksAtZero }),
  };
  return { parts: [part], ...(scale !== undefined && { scale }) };
}
