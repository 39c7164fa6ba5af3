import { nativeRivals, nativeSweeps } from '../../../adapters/scaling/targets/any-kind/native-rivals.ts';
import { auroraReaders as readersOf } from '../../../adapters/scaling/targets/aurora-readers/aurora-readers.ts';
import { sender } from '../sender.ts';
import { type BenchTarget, everywhere } from './any-kind.ts';
import { clusters } from './aurora-capacity.ts';
import { scaledByPolicies } from './scaled-by-policies.ts';

export const auroraReaders: BenchTarget<'aurora-readers'> = {
  config: (dbClusterIdentifier) => ({ kind: 'aurora-readers', account: null, region: null, dbClusterIdentifier }),
  make(reads) {
    const answers = { DescribeDBClusters: clusters, DescribeDBInstances: instances };
    const clients = everywhere(sender(answers, reads, Object.keys(answers)));
    const native = everywhere(sender(scaledByPolicies, reads, Object.keys(scaledByPolicies)));
    const sweeps = nativeSweeps();
    const readRivals = async () => (leftMs: () => number) => nativeRivals({ clients: native, sweeps, leftMs });
    return (world) => readersOf({ ...world, clients, native }, readRivals);
  },
};

function instances(): object {
  const all = ['writes', 'r1', 'r2', 'r3', 'r4'];
  return {
    DBInstances: all.map((DBInstanceIdentifier) => ({ DBInstanceIdentifier, DBInstanceStatus: 'available' })),
  };
}
