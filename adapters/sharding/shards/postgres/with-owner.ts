import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { ShardConfig } from '../../../../core/sharding/config/shard-kinds.ts';
import { connect } from '../../../postgres/connect.ts';
import type { Place } from '../../../postgres/place.ts';
import { readCredentials } from '../../../postgres/secret-credentials.ts';
import type { Session } from '../../../postgres/session.ts';

interface Server {
  readonly shard: string;
  readonly config: ShardConfig<'postgres'>;
}

/** Where a shard is, as the role that owns the slots' schemas comes to it. */
export async function ownersPlace(
  secrets: Pick<SecretsManagerClient, 'send'>,
  { shard, config: { host, port, database, ownerSecretArn } }: Server,
): Promise<Place> {
  const { user: username, password } = await readCredentials(secrets, shard, ownerSecretArn);
  return { host, port, database, username, password };
}

/** Does something in a session of its own, as that role. */
export async function withOwner<T>(
  secrets: Pick<SecretsManagerClient, 'send'>,
  server: Server,
  ask: (session: Session) => Promise<T>,
): Promise<T> {
  const session = await connect(server.shard, await ownersPlace(secrets, server));
  try {
    return await ask(session);
  } finally {
    await session.end();
  }
}
