import type { ISecurityGroup, IVpc } from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import type { KeyspaceInput } from '../../core/sharding/config/keyspace.ts';
import type { NetworkProps } from '../deployment/network.ts';
import type { ShardTarget } from './shards/shard-target.ts';

/** A keyspace: what it is spread over, and how moves are planned. */
export interface KeyspaceProps extends Omit<KeyspaceInput, 'schema' | 'shards'>, NetworkProps {
  /** By name; all of one kind. A shard may be added at any time, and taken out once it is drained. */
  readonly shards: Readonly<Record<string, ShardTarget>>;
  /**
   * The VPC from which PostgreSQL shards are reached: mover and balancer stand there. They need a NAT gateway, or the endpoints that
   * `endpointsOf` lists.
   * @default - that of Headroom, where it has one
   */
  readonly vpc?: IVpc;
  /**
   * The security groups of the functions that reach the shards. Headroom changes no rules of a group that you give, so that
   * group has to let traffic out to the shards' port and to AWS, and the shards have to let it in. The way from shard to
   * shard is opened all the same.
   * @default - one that lets traffic out to the shards' port and to AWS alone
   */
  readonly securityGroups?: readonly ISecurityGroup[];
  /**
   * Where functions, grants and config are made. They depend on Headroom and on the shards.
   * @default - the scope that Headroom is in
   */
  readonly scope?: Construct;
}
