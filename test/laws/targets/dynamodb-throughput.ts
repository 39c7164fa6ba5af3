import { dynamodbThroughputs } from '../../../adapters/scaling/targets/dynamodb-throughput/dynamodb-throughput.ts';
import { scaledThroughput } from '../../../adapters/scaling/targets/dynamodb-throughput/rivals.ts';
import type { TargetConfig } from '../../../core/scaling/config/target-kinds.ts';
import { FakeApplicationAutoScaling } from '../../adapters/scaling/targets/any-kind/fake-application-auto-scaling.ts';
import { FakeDynamoDbTables, table } from '../../adapters/scaling/targets/dynamodb-throughput/fake-dynamodb-tables.ts';
import { nativeRig } from '../native-rig.ts';
import { everywhere, late, type TargetRig, type Tried } from '../target-rig.ts';

const place = { account: null, region: null };
const reads = (tableName: string): TargetConfig<'dynamodb-throughput'> => ({
  ...{ kind: 'dynamodb-throughput', ...place, tableName, indexName: null },
  throughput: 'ReadCapacityUnits',
});

export const tried: Tried = {
  unit: 'a unit of reads or of writes a second',
  calls: ['dynamodb:UpdateTable'],
  miniStack: 'a table, an index and a maximum on demand are read and changed, the same number again too',
  moto: 'a table and an index are read and changed',
  shapes: 'tables that are UPDATING, decreases that are counted, quotas, replicas',
  dimensions: [
    ...(['dynamodb:table:ReadCapacityUnits', 'dynamodb:table:WriteCapacityUnits'] as const),
    ...(['dynamodb:index:ReadCapacityUnits', 'dynamodb:index:WriteCapacityUnits'] as const),
  ],
};

export function rig(): TargetRig<'dynamodb-throughput'> {
  const fake = new FakeDynamoDbTables();
  const native = new FakeApplicationAutoScaling();
  const readRivals = native.readRivals();
  const status = (TableStatus: 'CREATING' | 'UPDATING' | 'DELETING') => (name: string) =>
    fake.tables.set(name, table(name, 2, { TableStatus }));
  return {
    service: fake,
    reads: 'DescribeTable',
    changes: 'UpdateTable',
    attempt: 'DescribeTable',
    most: 1,
    config: (name, at) => ({ ...reads(name), ...at }),
    make: (names) => {
      for (const name of names) fake.tables.set(name, table(name));
    },
    remove: (name) => fake.tables.delete(name),
    settle: () => fake.settle(),
    busy: { 'that is being made': status('CREATING'), 'that is being changed': status('UPDATING') },
    going: { 'that is being deleted': status('DELETING') },
    beside: (name) => {
      const { ProvisionedThroughput = {}, GlobalSecondaryIndexes } = fake.tables.get(name) ?? {};
      return { writes: ProvisionedThroughput.WriteCapacityUnits, GlobalSecondaryIndexes };
    },
    spoiler: '!',
    rivals: nativeRig(native, (name) => {
      const scaled = scaledThroughput(reads(name));
      if (scaled === null) throw new Error('reads of a provisioned table can be scaled');
      return scaled;
    }),
    tooMany: 40_001,
    maker: (at) => late((world) => dynamodbThroughputs({ ...world, clients: everywhere(fake.client, at) }, readRivals)),
  };
}
