import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import type { IConnectable } from 'aws-cdk-lib/aws-ec2';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import type { ShardConfig } from '../../../core/sharding/config/shard-kinds.ts';

/** Something that holds slots, as `headroom.shard` takes it. */
export interface ShardTarget {
  /** What goes into the keyspace's config. Throws `InvalidInput` where it cannot be a shard. */
  readonly config: ShardConfig;
  /** What it carries, for the dashboard. */
  readonly load: IMetric;
  /** Where functions reach it over the network; null where they need no network of their own. */
  readonly network: { readonly connections: IConnectable; readonly port: number } | null;
  /** The Region that it is in; left out where nobody knows. */
  readonly region?: string;
  /** Two shards of the same place would take each other's slots. */
  readonly place: unknown;
  /** Lets the mover move slots into it and out of it. */
  grantMove(mover: IGrantable): void;
  /** Lets the balancer see what it holds and carries. */
  grantObserve(balancer: IGrantable): void;
  /** Lets an application in. */
  grantUse(application: IGrantable): void;
}
