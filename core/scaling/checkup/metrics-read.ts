import type { SourceConfig } from '../../readings/source-kinds.ts';
import type { ScalableConfig } from '../config/scalable.ts';

type Metric = SourceConfig<'cloudwatch'>;

/** The metrics of one namespace and dimension that the readings of a scalable, and its alarms, are made of. */
export function metricsRead(
  { readings }: Pick<ScalableConfig, 'readings'>,
  namespace: string,
  dimension: readonly [name: string, value: string],
): readonly Metric[] {
  const [name, value] = dimension;
  const parts = Object.values(readings).flatMap(({ parts, perUnit }) => [
    ...parts,
    ...(perUnit === null ? [] : [perUnit]),
  ]);
  const metrics = parts.flatMap((part) => (part.kind === 'cloudwatch' ? [part, ...witnessOf(part)] : []));
  return metrics.filter((one) => one.namespace === namespace && one.dimensions[name] === value);
}

function witnessOf(part: Metric): readonly Metric[] {
  return part.witness === null ? [] : [{ ...part, ...part.witness, witness: null }];
}
