import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { readingClient } from '../../aws/client-settings.ts';

let client: EventBridgeClient | null = null;

/** The client of the account's bus, made when it is first asked for. */
export async function busClient(): Promise<EventBridgeClient> {
  const { EventBridgeClient: Client } = await import('@aws-sdk/client-eventbridge');
  client ??= new Client({ ...readingClient });
  return client;
}
