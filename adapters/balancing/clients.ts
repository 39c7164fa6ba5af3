import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { actingClient, readingClient } from '../aws/client-settings.ts';
import { regional } from '../aws/regional.ts';

type Client = Pick<ElasticLoadBalancingV2Client, 'send'>;

/** A client in each Region: one that reads and one that acts. */
export interface BalancerClients {
  /** Retries by itself (`readingClient`). */
  reader(region: string | null): Client;
  /** Never retries by itself (`actingClient`). */
  actor(region: string | null): Client;
}

/** Clients that are made when a Region is first asked for, for the life of the process. */
export function balancerClients(): BalancerClients {
  const make = (settings: typeof readingClient | typeof actingClient) =>
    regional((region) => new ElasticLoadBalancingV2Client({ ...settings, ...(region !== null && { region }) }));
  return { reader: make(readingClient), actor: make(actingClient) };
}
