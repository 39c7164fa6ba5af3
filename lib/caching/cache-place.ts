import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import type { IConnectable } from 'aws-cdk-lib/aws-ec2';
import type { CfnReplicationGroup } from 'aws-cdk-lib/aws-elasticache';
import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { NodesConfig } from '../../core/caching/config/cache-nodes.ts';
import type { CacheServerInput } from '../../core/caching/config/cache-server.ts';

/** Where a cache is, and what whoever uses it needs to be allowed. */
export interface CachePlace {
  /** What `connectCache` is told. */
  readonly server: CacheServerInput;
  /** How it is reached; null where nobody has to be let in. */
  readonly connections: IConnectable | null;
  readonly port: number;
  /** What whoever logs in may do. */
  readonly grants: readonly PolicyStatement[];
  /** Its nodes that are made; null where they were there already. */
  readonly group: CfnReplicationGroup | null;
  /** What is made for it; null where it was there already. */
  readonly nodes: NodesConfig | null;
  /** How full it is and how busy, as AWS tells; empty where the nodes are not known. */
  readonly load: readonly IMetric[];
}
