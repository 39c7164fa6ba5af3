import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { ShardFunction, type ShardFunctionProps } from '../shard-function.ts';

/** Tells other functions, and the console, where a key is and what a plan would move. It reaches no shard. */
export class ShardRouter extends ShardFunction {
  constructor(scope: Construct, id: string, props: Omit<ShardFunctionProps, 'network'>) {
    super(
      scope,
      id,
      { ...props, network: null },
      {
        bundle: 'shard-router',
        description: `Tells where keys of ${props.keyspace} are`,
        memoryMebibytes: 256,
        timeout: Duration.seconds(30),
      },
    );
    props.keyspaces.grant(this.role, ...['BatchGetItem', 'GetItem', 'Query'].map((action) => `dynamodb:${action}`));
  }
}
