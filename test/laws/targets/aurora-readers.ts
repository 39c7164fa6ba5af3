import type { ApplicationAutoScalingClient } from '@aws-sdk/client-application-auto-scaling';
import { auroraReaders } from '../../../adapters/scaling/targets/aurora-readers/aurora-readers.ts';
import { scaledReaders } from '../../../adapters/scaling/targets/aurora-readers/scaled-readers.ts';
import { FakeApplicationAutoScaling } from '../../adapters/scaling/targets/any-kind/fake-application-auto-scaling.ts';
import { FakeAurora } from '../../adapters/scaling/targets/aurora/fake-aurora.ts';
import { nativeRig } from '../native-rig.ts';
import { everywhere, late, type TargetRig, type Tried } from '../target-rig.ts';

export const tried: Tried = {
  unit: 'a reader',
  calls: ['application-autoscaling:RegisterScalableTarget', 'rds:ModifyDBInstance', 'rds:FailoverDBCluster'],
  miniStack:
    'readers are made and removed after a delay, by a stand-in for Application Auto Scaling that MiniStack lacks',
  moto: 'no (it registers what there is not, and never moves anything)',
  shapes:
    'clusters and instances that are not available, activities that fail, what whoever registers has to be allowed; a change of class and its failover, simulated',
  dimensions: ['rds:cluster:ReadReplicaCount'],
};

export function rig(): TargetRig<'aurora-readers'> {
  const fake = new FakeAurora();
  const rivals = new FakeApplicationAutoScaling();
  const readRivals = rivals.readRivals();
  const native = { reader: () => asNative(fake), actor: () => asNative(fake) };
  const status = (Status: string) => (name: string) => fake.make(name, { made: 2, own: 0 }, { Status });
  return {
    service: fake,
    reads: 'DescribeDBClusters',
    changes: 'RegisterScalableTarget',
    attempt: 'DescribeDBClusters',
    most: 1,
    config: (dbClusterIdentifier, place) => ({ kind: 'aurora-readers', ...place, dbClusterIdentifier }),
    make: (names) => {
      for (const name of names) fake.make(name, { made: 2, own: 0 });
    },
    remove: (name) => fake.clusters.delete(name),
    settle: () => fake.settle(),
    busy: {
      'whose cluster is being changed': (name) =>
        void fake.clusters.set(name, { ...fake.clusters.get(name), Status: 'upgrading' }),
      'of which one is being made': (name) => {
        fake.add(name, fake.readersOf(name)[0]?.DBInstanceIdentifier ?? '', 'available');
        fake.add(name, `${name}-new`, 'creating');
      },
    },
    going: { 'whose cluster is being deleted': status('deleting') },
    beside: (name) => ({ ...fake.clusters.get(name), writer: fake.instances.get(`${name}-w`) }),
    putsBack: true,
    spoiler: 'no such name!',
    rivals: nativeRig(rivals, (dbClusterIdentifier) => scaledReaders({ dbClusterIdentifier })),
    // Readers that Application Auto Scaling has made go with what registered them.
    leftWith: 0,
    tooMany: 16,
    maker: (at) =>
      late((world) => auroraReaders({ ...world, clients: everywhere(fake.client, at), native }, readRivals)),
  };
}

/** The fake is both services, of which this is the one that scales. */
function asNative(fake: FakeAurora): ApplicationAutoScalingClient {
  return fake.client as unknown as ApplicationAutoScalingClient;
}
