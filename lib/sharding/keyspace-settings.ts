import type { IPeer, ISecurityGroup, IVpc, SubnetSelection } from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import type { KeyspaceInput } from '../../core/sharding/config/keyspace.ts';
import type { ShardTarget } from './shards/shard-target.ts';

/** A keyspace: what it is spread over, and how moves are planned. */
export interface KeyspaceProps extends Omit<KeyspaceInput, 'schema' | 'shards'> {
  /** By name; all of one kind. A shard may be added at any time, and taken out once it is drained. */
  readonly shards: Readonly<Record<string, ShardTarget>>;
  /**
   * Where PostgreSQL shards are reached. Its functions reach the shards' port and, on 443, what AWS they call; give it a NAT
   * gateway, or the endpoints of `keyspaceEndpoints`: DynamoDB (a gateway), Secrets Manager, CloudWatch (`monitoring`) and
   * Step Functions (`states`).
   * @default - none: for DynamoDB tables
   */
  readonly vpc?: IVpc;
  /** @default - the private subnets */
  readonly vpcSubnets?: SubnetSelection;
  /**
   * Of the functions that reach the shards. Rules of one that is given are left alone, so it has to let out to the shards'
   * port and to AWS, and the shards have to let it in. The way from shard to shard is opened all the same.
   * @default - one that lets out to the shards' port and to AWS alone
   */
  readonly securityGroups?: readonly ISecurityGroup[];
  /**
   * Where AWS is reached on 443, e.g. the security group of interface endpoints. Needs `dynamoDbPeer` beside it.
   * @default Peer.anyIpv4()
   */
  readonly awsPeer?: IPeer;
  /**
   * Where DynamoDB is reached on 443, where that is not by `awsPeer`: the prefix list of its gateway endpoint.
   * @default - by awsPeer
   */
  readonly dynamoDbPeer?: IPeer;
  /**
   * Where functions, grants and config are made. They depend on Headroom and on the shards.
   * @default - the scope that Headroom is in
   */
  readonly scope?: Construct;
}
