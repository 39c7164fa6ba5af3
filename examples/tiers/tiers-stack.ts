import { CfnOutput, Duration, Fn, Stack, type StackProps } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import {
  AuroraReadersTarget,
  DynamoDbThroughputTarget,
  ElastiCacheReplicasTarget,
  type Headroom,
  LambdaConcurrencyTarget,
  metricReading,
} from '../../lib/index.ts';
import { Shop } from './shop.ts';

export interface TiersStackProps extends StackProps {
  readonly headroom: Headroom;
  /** For the local AWS emulator, which has no alarms on metric math: there the table is woken by what is decided in front of it. */
  readonly local: boolean;
}

const period = Duration.minutes(1);
/** Each unit is kept this busy, of what it can do; a reserve of a third covers what comes until more of them are there. */
const target = 0.7;

/** A service of four tiers that are moved in the order in which demand flows: what is needed first on the way up, last down. */
export class TiersStack extends Stack {
  constructor(scope: Construct, id: string, { headroom, local, ...props }: TiersStackProps) {
    super(scope, id, props);
    const shop = new Shop(this, 'Shop');
    const { checkout, table, cluster } = shop;

    headroom.scale('shop/checkout', new LambdaConcurrencyTarget(checkout), {
      mode: 'on',
      bounds: { min: 2, max: 200 },
      // The budget of the whole service stands in front, where requests arrive: what is behind follows by `needs`.
      sloBudgetPercent: 0.5,
      readings: {
        calls: metricReading(checkout.metric('Invocations', { period, statistic: 'Sum' }), { scale: 1 / 60 }),
        busy: share(checkout.metric('ProvisionedConcurrencyUtilization', { period, statistic: 'Maximum' })),
      },
      // It learns how many calls a second an execution serves, from how busy they are.
      policies: [{ kind: 'tuned', reading: 'calls', strain: { utilisation: 'busy' } }],
      // Each execution has a pool of ten connections to the readers.
      needs: { 'shop/orders': {}, 'shop/readers': { connectionsPerUnit: 10 }, 'shop/cache': {} },
    });

    headroom.scale('shop/orders', new DynamoDbThroughputTarget(table, { throughput: 'ReadCapacityUnits' }), {
      mode: 'on',
      bounds: { min: 5, max: 4000 },
      readings: {
        reads: metricReading(table.metricConsumedReadCapacityUnits({ period, statistic: 'Sum' }), {
          ...{ scale: 1 / 60, unit: 'per second' },
        }),
      },
      policies: [{ kind: 'target-tracking', reading: 'reads', of: 'demand', target }],
      ...(local && { alarmName: 'wake/shop/orders' }),
    });

    headroom.scale('shop/readers', new AuroraReadersTarget(cluster), {
      mode: 'on',
      bounds: { min: 1, max: 8 },
      readings: { busy: share(readersCpu(cluster.clusterIdentifier), 1 / 100) },
      policies: [{ kind: 'target-tracking', reading: 'busy', of: 'utilisation', target }],
      connectionsMost: { perUnit: 90 },
    });

    headroom.scale('shop/cache', new ElastiCacheReplicasTarget(shop.cache), {
      mode: 'on',
      bounds: { min: 1, max: 5 },
      readings: { busy: share(replicaCpu(shop.cache.ref), 1 / 100) },
      policies: [{ kind: 'target-tracking', reading: 'busy', of: 'utilisation', target }],
    });

    this.tell({
      FunctionName: checkout.lambda.functionName,
      TableName: table.tableName,
      ClusterName: cluster.clusterIdentifier,
      CacheName: shop.cache.ref,
    });
  }

  /** Any two zones of the Region, so that synth need not ask AWS for their names. */
  override get availabilityZones(): string[] {
    return [0, 1].map((zone) => Fn.select(zone, Fn.getAzs()));
  }

  private tell(outputs: Readonly<Record<string, string>>): void {
    for (const [key, value] of Object.entries(outputs)) new CfnOutput(this, key, { value });
  }
}

const share = (metric: Metric, scale = 1) => metricReading(metric, { scale, unit: 'share' });

/** An average over the readers, which leaves the writer out. */
function readersCpu(DBClusterIdentifier: string): Metric {
  const dimensionsMap = { DBClusterIdentifier, Role: 'READER' };
  return new Metric({ namespace: 'AWS/RDS', metricName: 'CPUUtilization', dimensionsMap, period });
}

/** ElastiCache publishes by node. Reads are spread over the replicas, so the first tells of all. */
function replicaCpu(replicationGroupId: string): Metric {
  const dimensionsMap = { CacheClusterId: `${replicationGroupId}-002` };
  return new Metric({ namespace: 'AWS/ElastiCache', metricName: 'EngineCPUUtilization', dimensionsMap, period });
}
