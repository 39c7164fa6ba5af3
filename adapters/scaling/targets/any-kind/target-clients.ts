import type { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import type { ECSClient } from '@aws-sdk/client-ecs';
import type { RegionalClients } from './kind-target.ts';

/** The clients of every kind, by need. */
export interface TargetClients {
  autoScaling(): Promise<RegionalClients<Pick<AutoScalingClient, 'send'>>>;
  ecs(): Promise<RegionalClients<Pick<ECSClient, 'send'>>>;
}

/**
 * The clients of every kind of target. Make these once a process: each kind's are loaded and made when they are first
 * needed, so that a function reads at its start nothing for kinds that nobody has configured.
 */
export function targetClients(): TargetClients {
  return {
    autoScaling: once(async () => (await import('../auto-scaling-group/clients.ts')).autoScalingClients()),
    ecs: once(async () => (await import('../ecs-service/clients.ts')).ecsClients()),
  };
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | null = null;
  return () => {
    made ??= make();
    return made;
  };
}
