import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { grantItems, grantLooks, grantSwitch } from '../../deployment/table-grant.ts';
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
      rehearsed: { decides: 'moving', prefix: `${props.keyspace}/`, event: { source: 'headroom.tick' } },
    });
    const { keyspace, keyspaces, table } = props;
    const moving = ['map', 'moves', 'active'].map((what) => `${keyspace}#${what}`);
    grantItems(keyspaces, this.role, ['BatchGetItem', 'DeleteItem', 'GetItem', 'Query', 'UpdateItem'], moving);
    grantItems(keyspaces, this.role, ['GetItem'], ['sharding/config']);
    grantLooks(table, this.role, 'moving', { subject: `${keyspace}/*` });
    grantSwitch(props, this.role);
  }
}
