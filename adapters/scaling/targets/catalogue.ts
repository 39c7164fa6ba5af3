import type { TargetConfig, TargetKind } from '../../../core/scaling/config/target-kinds.ts';
import type { Target } from '../../../core/scaling/ports.ts';
import type { KindTarget, MakeTarget, TargetWorld } from './any-kind/kind-target.ts';
import { loadedLate } from './any-kind/loaded-late.ts';
import { noPool } from './any-kind/no-pool.ts';
import { noSize } from './any-kind/no-size.ts';

/** How targets of every kind are made. */
export type TargetMakers = { readonly [K in TargetKind]: MakeTarget<K> };

/** Every kind as AWS has it. Make these once a process: each keeps its clients. */
export function targetsOnAws(): TargetMakers {
  return {
    'auto-scaling-group': loadedLate(() => import('./auto-scaling-group/on-aws.ts')),
    'ecs-service': loadedLate(() => import('./ecs-service/on-aws.ts')),
    'elasticache-node-groups': loadedLate(() => import('./elasticache-node-groups/on-aws.ts')),
    'elasticache-replicas': loadedLate(() => import('./elasticache-replicas/on-aws.ts')),
    'elasticache-serverless': loadedLate(() => import('./elasticache-serverless/on-aws.ts')),
    'dynamodb-throughput': loadedLate(() => import('./dynamodb-throughput/on-aws.ts')),
    'kubernetes-workload': loadedLate(() => import('./kubernetes-workload/on-aws.ts')),
    'lambda-concurrency': loadedLate(() => import('./lambda-concurrency/on-aws.ts')),
    'lambda-event-source': loadedLate(() => import('./lambda-event-source/on-aws.ts')),
    'lambda-managed-instances': loadedLate(() => import('./lambda-managed-instances/on-aws.ts')),
    'aurora-readers': loadedLate(() => import('./aurora-readers/on-aws.ts')),
    'aurora-capacity': loadedLate(() => import('./aurora-capacity/on-aws.ts')),
    'custom-lambda': loadedLate(() => import('./custom-lambda/on-aws.ts')),
  };
}

interface TargetsWorld extends TargetWorld {
  readonly makers: TargetMakers;
}

/** Targets of every kind, as one. Make it anew for each invocation: it batches what one invocation reads. */
export function targets({ makers, ...world }: TargetsWorld): Target {
  const made = Object.entries(makers).map(([kind, make]) => [kind, make(world)]);
  const byKind = Object.fromEntries(made) as { readonly [K in TargetKind]: KindTarget<K> };
  const of = <K extends TargetKind>({ kind }: TargetConfig<K>): KindTarget<K> => byKind[kind];
  return {
    capacity: (config, lastAsked) => of(config).capacity(config, lastAsked),
    rivals: async (config) => (await of(config).rivals?.(config)) ?? [],
    setCapacity: (config, desired, term) => of(config).setCapacity(config, desired, term),
    found: async (config) => (await of(config).found?.(config)) ?? null,
    putBack: async (config, state, term) =>
      of(config).putBack?.(config, state, term) ?? { is: 'unchanged', because: null },
    pool: async (config, asked) => of(config).pool?.(config, asked) ?? noPool(),
    setPool: async (config, set, term) => of(config).setPool?.(config, set, term) ?? noPool(),
    size: async (config) => of(config).size?.(config) ?? noSize(),
    setSize: async (config, size, term) => of(config).setSize?.(config, size, term) ?? noSize(),
  };
}
