import { GraphWidget, type IMetric, MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { Keyspace } from './keyspace.ts';

/** What each shard of a keyspace carries: AWS's own metrics, so the graph costs none. */
export class ShardLoadGraph extends GraphWidget {
  constructor({ config: { keyspace }, shards }: Keyspace) {
    super({
      title: `${keyspace}: load per shard`,
      left: Object.entries(shards).map(([name, { load }]) => named(load, name)),
      leftYAxis: { label: 'load', showUnits: false, min: 0 },
      width: 12,
    });
  }
}

function named(load: IMetric, label: string): IMetric {
  return load instanceof Metric || load instanceof MathExpression ? load.with({ label }) : load;
}
