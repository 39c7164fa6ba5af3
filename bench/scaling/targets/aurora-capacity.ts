import { auroraCapacities } from '../../../adapters/scaling/targets/aurora-capacity/aurora-capacity.ts';
import { type Input, sender } from '../sender.ts';
import { type BenchTarget, everywhere } from './any-kind.ts';

export const auroraCapacity: BenchTarget<'aurora-capacity'> = {
  config: (dbClusterIdentifier) => ({
    ...{ kind: 'aurora-capacity', account: null, region: null, dbClusterIdentifier, limit: 'MinCapacity' },
  }),
  make(reads) {
    const clients = everywhere(sender({ DescribeDBClusters: clusters }, reads, ['DescribeDBClusters']));
    return (world) => auroraCapacities({ ...world, clients });
  },
};

/** A cluster of Aurora that has a range of capacity, and one that writes. */
export function clusters({ DBClusterIdentifier }: Input): object {
  const ServerlessV2ScalingConfiguration = { MinCapacity: 2, MaxCapacity: 64 };
  const DBClusterMembers = [{ DBInstanceIdentifier: 'writes', IsClusterWriter: true }];
  const state = { Status: 'available', Engine: 'aurora-postgresql' };
  return { DBClusters: [{ DBClusterIdentifier, ...state, ServerlessV2ScalingConfiguration, DBClusterMembers }] };
}
