import { nativeRivals, nativeSweeps } from '../../../adapters/scaling/targets/any-kind/native-rivals.ts';
import { dynamodbThroughputs } from '../../../adapters/scaling/targets/dynamodb-throughput/dynamodb-throughput.ts';
import { type Input, sender } from '../sender.ts';
import { type BenchTarget, everywhere } from './any-kind.ts';
import { scaledByPolicies } from './scaled-by-policies.ts';

export const dynamodbThroughput: BenchTarget<'dynamodb-throughput'> = {
  config: (tableName) => ({
    ...{ kind: 'dynamodb-throughput', account: null, region: null, tableName, indexName: null },
    throughput: 'ReadCapacityUnits',
  }),
  make(reads) {
    const clients = everywhere(sender({ DescribeTable: table, UpdateTable: () => ({}) }, reads, ['DescribeTable']));
    const native = everywhere(sender(scaledByPolicies, reads, Object.keys(scaledByPolicies)));
    const sweeps = nativeSweeps();
    const readRivals = async () => (leftMs: () => number) => nativeRivals({ clients: native, sweeps, leftMs });
    return (world) => dynamodbThroughputs({ ...world, clients }, readRivals);
  },
};

function table({ TableName }: Input): object {
  const ProvisionedThroughput = { ReadCapacityUnits: 4, WriteCapacityUnits: 4, NumberOfDecreasesToday: 0 };
  return { Table: { TableName, TableStatus: 'ACTIVE', ProvisionedThroughput } };
}
