import { GraphWidget } from 'aws-cdk-lib/aws-cloudwatch';
import type { Keyspace } from './keyspace.ts';

/** What each shard of a keyspace carries: AWS's own metrics, so the graph costs none. */
export class ShardLoadGraph extends GraphWidget {
  constructor({ config: { keyspace }, shards }: Keyspace) {
    super({ title: `${keyspace}: load per shard`, left: Object.values(shards).map(({ load }) => load), width: 12 });
  }
}
