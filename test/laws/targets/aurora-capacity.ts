import { auroraCapacities } from '../../../adapters/scaling/targets/aurora-capacity/aurora-capacity.ts';
import { cluster, FakeAurora } from '../../adapters/scaling/targets/aurora/fake-aurora.ts';
import { everywhere, late, type TargetRig, type Tried } from '../target-rig.ts';

export const tried: Tried = {
  unit: 'half an ACU',
  calls: ['rds:ModifyDBCluster'],
  miniStack: 'both ends of a range are read and changed, at once; the other end stays',
  moto: 'no',
  shapes: 'clusters that are modifying or stopped, bounds of a range, what pauses',
  dimensions: [],
};

export function rig(): TargetRig<'aurora-capacity'> {
  const fake = new FakeAurora();
  const status = (Status: string) => (name: string) => fake.clusters.set(name, cluster(name, { Status }));
  return {
    service: fake,
    reads: 'DescribeDBClusters',
    changes: 'ModifyDBCluster',
    attempt: 'DescribeDBClusters',
    most: 1,
    config: (dbClusterIdentifier, place) => ({
      ...{ kind: 'aurora-capacity', ...place, dbClusterIdentifier, limit: 'MinCapacity' },
    }),
    make: (names) => {
      for (const name of names) fake.make(name, { made: 0, own: 0 });
    },
    remove: (name) => fake.clusters.delete(name),
    settle: () => fake.settle(),
    busy: {
      'that is being changed': status('modifying'),
      'that somebody has stopped': status('stopped'),
      'that fails over': status('failing-over'),
    },
    going: { 'that is being deleted': status('deleting') },
    beside: (name) => fake.clusters.get(name)?.ServerlessV2ScalingConfiguration?.MaxCapacity,
    putsBack: true,
    spoiler: 'no such name!',
    rivals: null,
    tooMany: 17,
    maker: (at) => late((world) => auroraCapacities({ ...world, clients: everywhere(fake.client, at) })),
  };
}
