import { RDSClient } from '@aws-sdk/client-rds';
import { actingClient, readingClient } from '../../../aws/client-settings.ts';
import { regional } from '../../../aws/regional.ts';

/** Clients of RDS itself. Make them once a process. */
export function rdsClients() {
  return {
    reader: regional((region) => new RDSClient({ ...readingClient, ...(region !== null && { region }) })),
    actor: regional((region) => new RDSClient({ ...actingClient, ...(region !== null && { region }) })),
  };
}
