import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { grantItems } from '../../deployment/table-grant.ts';
import { ShardFunction, type ShardFunctionProps } from '../shard-function.ts';

/** Tells other functions, and the console, where a key is and what a plan would move. It reaches no shard. */
export class ShardRouter extends ShardFunction {
  constructor(scope: Construct, id: string, props: Omit<ShardFunctionProps, 'toServers'>) {
    super(
      scope,
      id,
      { ...props, toServers: false },
      {
        bundle: 'shard-router',
        description: `Tells where keys of ${props.keyspace} are`,
        memoryMebibytes: 256,
        timeout: Duration.seconds(30),
        rehearsed: { needs: props.keyspace, event: { describe: true } },
      },
    );
    const { keyspace, keyspaces } = props;
    grantItems(keyspaces, this.role, ['BatchGetItem', 'GetItem', 'Query'], [`${keyspace}#*`]);
    grantItems(keyspaces, this.role, ['GetItem'], ['sharding/config']);
  }
}
