import { ECSClient } from '@aws-sdk/client-ecs';
import { actingClient, readingClient } from '../../../aws/client-settings.ts';
import { regional } from '../../../aws/regional.ts';
import type { RegionalClients } from '../any-kind/kind-target.ts';

/** Clients of ECS in each Region: one that reads and retries by itself, one that acts and does not. */
export function ecsClients(): RegionalClients<ECSClient> {
  return {
    reader: regional((region) => new ECSClient({ ...readingClient, ...(region !== null && { region }) })),
    actor: regional((region) => new ECSClient({ ...actingClient, ...(region !== null && { region }) })),
  };
}
