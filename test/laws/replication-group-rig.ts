import { type Dimension, replicationGroups } from '../../adapters/scaling/targets/elasticache/replication-groups.ts';
import { scaledGroup } from '../../adapters/scaling/targets/elasticache/rivals.ts';
import type { TargetConfig } from '../../core/scaling/config/target-kinds.ts';
import { FakeApplicationAutoScaling } from '../adapters/scaling/targets/any-kind/fake-application-auto-scaling.ts';
import { type FakeElastiCache, replicationGroup } from '../adapters/scaling/targets/elasticache/fake-elasticache.ts';
import { nativeRig } from './native-rig.ts';
import { everywhere, late, type TargetRig } from './target-rig.ts';

type Kind = 'elasticache-node-groups' | 'elasticache-replicas';

/** What the kinds differ in. */
interface Counted<K extends Kind> {
  readonly kind: K;
  readonly dimension: Dimension;
  readonly changes: string;
  readonly besides: Parameters<FakeElastiCache['beside']>[1];
  readonly tooMany: number;
}

/** A replication group in memory, of which one of its dimensions is scaled. */
export function replicationGroupRig<K extends Kind>(
  fake: FakeElastiCache,
  { kind, dimension, changes, besides, tooMany }: Counted<K>,
): TargetRig<K> {
  const native = new FakeApplicationAutoScaling();
  const readRivals = native.readRivals();
  const status = (Status: string) => (name: string) => fake.groups.set(name, replicationGroup(name, { Status }));
  return {
    service: fake,
    reads: 'DescribeReplicationGroups',
    changes,
    attempt: 'DescribeReplicationGroups',
    most: 1,
    config: (replicationGroupId, place) => ({ kind, ...place, replicationGroupId }) as TargetConfig<K>,
    make: (names) => {
      for (const name of names) fake.groups.set(name, replicationGroup(name));
    },
    remove: (name) => fake.groups.delete(name),
    settle: () => fake.settle(),
    busy: {
      'that is being made': status('creating'),
      'that is being changed': status('modifying'),
      'of which a copy is made': status('snapshotting'),
    },
    going: { 'that is being deleted': status('deleting'), 'that was never made': status('create-failed') },
    beside: (name) => fake.beside(name, besides),
    spoiler: 'no such name!',
    rivals: nativeRig(native, (replicationGroupId) => scaledGroup(dimension.scaled, { replicationGroupId })),
    tooMany,
    maker: (at) =>
      late((world) => replicationGroups(dimension, { ...world, clients: everywhere(fake.client, at) }, readRivals)),
  };
}
