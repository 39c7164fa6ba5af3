import type { ReadingConfig } from '../../readings/reading-config.ts';
import type { Unit } from '../../readings/unit.ts';

/** A metric of AWS. */
export interface AwsMetric {
  readonly namespace: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly periodSeconds: number;
  /** A metric beside it that is always reported, by name and statistic: where it has a point, silence is zero. */
  readonly witness?: {
    readonly metricName: string;
    readonly stat: string;
    readonly dimensions?: Readonly<Record<string, string>>;
  };
}

type Part = ReadingConfig['parts'][number];

/** One part: a metric under a statistic. */
export function part(
  { namespace, dimensions, periodSeconds, witness }: AwsMetric,
  metricName: string,
  stat: string,
): Part {
  return {
    kind: 'cloudwatch',
    namespace,
    metricName,
    dimensions: { ...dimensions },
    stat,
    periodSeconds,
    delaySeconds: 60,
    witness: witness === undefined ? null : { namespace, dimensions: { ...dimensions }, ...witness },
  };
}

/** A reading of parts that add up, or of the first over the second. */
export function readingOf(
  parts: readonly Part[],
  unit: Unit,
  { scale = 1, combine = 'sum' }: { readonly scale?: number; readonly combine?: 'sum' | 'ratio' } = {},
): ReadingConfig {
  return { parts: [...parts], combine, scale, unit, speaksAtZero: null, perUnit: null };
}

/** A metric that is a mean, in the unit that AWS tells it in times `scale`. */
export function meanOf(of: AwsMetric, metricName: string, unit: Unit, scale = 1): ReadingConfig {
  return readingOf([part(of, metricName, 'Average')], unit, { scale });
}

/** Metrics that count, together, per second. */
export function perSecond(of: AwsMetric, ...metricNames: readonly string[]): ReadingConfig {
  return readingOf(
    metricNames.map((name) => part(of, name, 'Sum')),
    'per second',
    { scale: 1 / of.periodSeconds },
  );
}

/** Two readings in the same unit and scale as their sum. */
export function together(one: ReadingConfig, other: ReadingConfig): ReadingConfig {
  return { ...one, parts: [...one.parts, ...other.parts] };
}
