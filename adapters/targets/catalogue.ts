import type { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import type { ECSClient } from '@aws-sdk/client-ecs';
import type { TargetConfig, targetKinds } from '../../core/model/kinds.ts';
import type { Target } from '../../core/scaling/ports.ts';
import { autoScalingGroups } from './auto-scaling-group.ts';
import { ecsServices } from './ecs-service.ts';
import type { KindTarget, RegionalClients, TargetWorld } from './kind-target.ts';

type Kind = keyof typeof targetKinds;

/** The clients of every kind. */
export interface TargetClients {
  readonly autoScaling: RegionalClients<Pick<AutoScalingClient, 'send'>>;
  readonly ecs: RegionalClients<Pick<ECSClient, 'send'>>;
}

/** What all targets need. */
export interface TargetsWorld extends Omit<TargetWorld<never>, 'clients'> {
  readonly clients: TargetClients;
}

/** Every target by its kind, as one. Make it anew for each invocation: it batches what one invocation reads. */
export function targets({ clients, ...world }: TargetsWorld): Target {
  const byKind: { readonly [K in Kind]: KindTarget<K> } = {
    'auto-scaling-group': autoScalingGroups({ ...world, clients: clients.autoScaling }),
    'ecs-service': ecsServices({ ...world, clients: clients.ecs }),
  };
  const of = <K extends Kind>(config: TargetConfig<K>): KindTarget<K> => byKind[config.kind as K];
  return {
    capacity: async (config) => of(config).capacity(config),
    setCapacity: async (config, units, term) => of(config).setCapacity(config, units, term),
  };
}
