import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { ShardFunction, type ShardFunctionProps } from '../shard-function.ts';

/** Drives the moves of a keyspace. Two at once do no harm, so nothing keeps them apart. */
export class ShardMover extends ShardFunction {
  static readonly timeout = Duration.minutes(5);

  constructor(scope: Construct, id: string, props: ShardFunctionProps) {
    super(scope, id, props, {
      bundle: 'shard-mover',
      description: `Moves slots of ${props.keyspace} between its shards`,
      memoryMebibytes: 1024,
      timeout: ShardMover.timeout,
    });
    const actions = ['BatchGetItem', 'ConditionCheckItem', 'DeleteItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem'];
    for (const table of [props.keyspaces, props.table]) {
      table.grant(this.role, ...actions.map((action) => `dynamodb:${action}`));
    }
  }
}
