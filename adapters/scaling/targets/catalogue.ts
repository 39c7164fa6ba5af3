import type { TargetConfig, targetKinds } from '../../../core/scaling/config/kinds.ts';
import type { Target } from '../../../core/scaling/ports.ts';
import type { KindTarget, TargetWorld } from './any-kind/kind-target.ts';
import { lazyTarget } from './any-kind/lazy-target.ts';
import type { TargetClients } from './any-kind/target-clients.ts';

type Kind = keyof typeof targetKinds;

/** What all targets need. */
interface TargetsWorld extends Omit<TargetWorld<never>, 'clients'> {
  readonly clients: TargetClients;
}

/** Every target by its kind, as one. Make it anew for each invocation: it batches what one invocation reads. */
export function targets({ clients, ...world }: TargetsWorld): Target {
  const byKind: { readonly [K in Kind]: KindTarget<K> } = {
    'auto-scaling-group': lazyTarget(async () => {
      const { autoScalingGroups } = await import('./auto-scaling-group/auto-scaling-group.ts');
      return autoScalingGroups({ ...world, clients: await clients.autoScaling() });
    }),
    'ecs-service': lazyTarget(async () => {
      const { ecsServices } = await import('./ecs-service/ecs-service.ts');
      return ecsServices({ ...world, clients: await clients.ecs() });
    }),
  };
  const of = <K extends Kind>(config: TargetConfig<K>): KindTarget<K> => byKind[config.kind as K];
  return {
    capacity: (config) => of(config).capacity(config),
    setCapacity: (config, desired, term) => of(config).setCapacity(config, desired, term),
  };
}
