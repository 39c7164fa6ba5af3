import { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import { actingClient, readingClient } from '../../../aws/client-settings.ts';
import { regional } from '../../../aws/regional.ts';
import type { RegionalClients } from '../any-kind/kind-target.ts';

/** Clients of EC2 Auto Scaling in each Region: one that reads and retries by itself, one that acts and does not. */
export function autoScalingClients(): RegionalClients<AutoScalingClient> {
  return {
    reader: regional((region) => new AutoScalingClient({ ...readingClient, ...(region !== null && { region }) })),
    actor: regional((region) => new AutoScalingClient({ ...actingClient, ...(region !== null && { region }) })),
  };
}
