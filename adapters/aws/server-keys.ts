import { readingClient } from './client-settings.ts';
import type { ConnectionSettings } from './connection-settings.ts';
import { type Keys, secretKeys } from './secret-keys.ts';

/** The keys of a server outside AWS, in Secrets Manager, whose client is loaded with the first of them. */
export function serverKeys(whose: string, settings: ConnectionSettings, nowMs: () => number): Keys {
  const client = async () => {
    const { SecretsManagerClient } = await import('@aws-sdk/client-secrets-manager');
    return new SecretsManagerClient({ ...readingClient, ...settings });
  };
  return secretKeys({ whose, client, nowMs });
}
