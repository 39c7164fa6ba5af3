import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { mask } from '../../core/because-of.ts';
import { CredentialsRefused } from './shard-error.ts';

/** Who a connection is made as. */
export interface Credentials {
  readonly user: string;
  readonly password: string;
}

/**
 * `username` and `password` of a secret, as RDS keeps them. Rejects with `CredentialsRefused` where it has none. `what` is what
 * the server is called in errors.
 */
export async function readCredentials(
  client: Pick<SecretsManagerClient, 'send'>,
  shard: string,
  secretArn: string,
  what = 'shard',
): Promise<Credentials> {
  const { username, password } = parsed(await secretText(client, shard, secretArn, what));
  if (typeof username === 'string' && typeof password === 'string') return { user: username, password };
  const next = 'give it a JSON object with "username" and "password"';
  throw new CredentialsRefused(`the secret of ${what} "${shard}" has no username or no password; ${next}`, shard);
}

async function secretText(client: Pick<SecretsManagerClient, 'send'>, shard: string, secretArn: string, what: string) {
  const { GetSecretValueCommand } = await import('@aws-sdk/client-secrets-manager');
  try {
    return (await client.send(new GetSecretValueCommand({ SecretId: secretArn }))).SecretString ?? '';
  } catch (error) {
    // AWS names the caller's account, which must not get into moves and entries.
    const why = mask(error instanceof Error ? `${error.name}: ${error.message}` : String(error));
    const next = 'let this caller have secretsmanager:GetSecretValue of it';
    throw new CredentialsRefused(`the secret of ${what} "${shard}" cannot be read: ${why}; ${next}`, shard, error);
  }
}

/** What it holds is secret, so no error may quote it. */
function parsed(text: string): { username?: unknown; password?: unknown } {
  try {
    return Object(JSON.parse(text)) as { username?: unknown; password?: unknown };
  } catch {
    return {};
  }
}
