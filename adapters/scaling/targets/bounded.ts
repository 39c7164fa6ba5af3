import type { BoundedKind } from '../../../core/scaling/config/changes-bounds.ts';
import type { TargetConfig } from '../../../core/scaling/config/target-kinds.ts';
import type { Target } from '../../../core/scaling/ports.ts';
import type { KindTarget, MakeTarget, TargetWorld } from './any-kind/kind-target.ts';
import { loadedLate } from './any-kind/loaded-late.ts';

type Makers = { readonly [K in BoundedKind]: MakeTarget<K> };

/** Targets of the kinds whose bounds are put back, as AWS has them, to put them back and for nothing else. */
export function boundedTargets(world: TargetWorld): Required<Pick<Target, 'found' | 'putBack'>> {
  const makers: Makers = {
    'aurora-capacity': loadedLate(() => import('./aurora-capacity/on-aws.ts')),
    'aurora-readers': loadedLate(() => import('./aurora-readers/on-aws.ts')),
    'dynamodb-throughput': loadedLate(() => import('./dynamodb-throughput/on-aws.ts')),
    'elasticache-serverless': loadedLate(() => import('./elasticache-serverless/on-aws.ts')),
    'lambda-concurrency': loadedLate(() => import('./lambda-concurrency/on-aws.ts')),
    'lambda-event-source': loadedLate(() => import('./lambda-event-source/on-aws.ts')),
    'lambda-managed-instances': loadedLate(() => import('./lambda-managed-instances/on-aws.ts')),
  };
  const made = Object.entries(makers).map(([kind, make]) => [kind, make(world)]);
  const byKind = Object.fromEntries(made) as { readonly [kind: string]: KindTarget<never> | undefined };
  const of = ({ kind }: TargetConfig) => byKind[kind];
  return {
    found: async (config) => (await of(config)?.found?.(config as never)) ?? null,
    putBack: async (config, state, term) =>
      (await of(config)?.putBack?.(config as never, state, term)) ?? { is: 'unchanged', because: null },
  };
}
