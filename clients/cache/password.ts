import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { readingClient } from '../../adapters/aws/client-settings.ts';
import { type Once, once } from '../../adapters/aws/once.ts';
import type { CacheLogin } from '../../core/caching/config/cache-server.ts';
import type { Credentials } from './elasticache-token.ts';

interface PasswordWorld {
  readonly region?: string;
  readonly credentials?: Credentials;
  readonly secrets?: Pick<SecretsManagerClient, 'send'>;
  readonly onTrouble?: (what: string, error: unknown) => void;
}

/** Tokens hold for a quarter of an hour. */
const renewMs = 300_000;
/** A server that is gone, or lets nobody in, is tried ten times a second by every process; what it is told is asked for less often. */
const leastMs = 5_000;

/** What a server is told at every new connection: a token that is signed anew, or a secret that is read anew. */
export class Password {
  readonly user: string | null;
  /** Null where there is none; empty where it could not be had yet. */
  text: string | null;
  private readonly login: CacheLogin | null;
  private readonly world: PasswordWorld;
  private readonly timer: NodeJS.Timeout | null;
  private readonly client: Once<Promise<SecretsManagerClient>>;
  private renewing: Promise<void> | null = null;
  private readMs = Number.NEGATIVE_INFINITY;

  constructor(login: CacheLogin | null, world: PasswordWorld) {
    this.login = login;
    this.world = world;
    this.user = login?.user ?? null;
    this.text = login === null ? null : '';
    this.client = once(() => clientOf(world));
    this.timer = login?.kind === 'iam' ? setInterval(() => void this.renew(), renewMs).unref() : null;
  }

  /** Never rejects: who cannot log in is told by the server, and tries again. What was read just now is not read again. */
  renew(): Promise<void> {
    if (performance.now() - this.readMs < leastMs) return this.renewing ?? Promise.resolve();
    this.readMs = performance.now();
    this.renewing ??= this.readAnew().finally(() => {
      this.renewing = null;
    });
    return this.renewing;
  }

  private async readAnew(): Promise<void> {
    try {
      this.text = await this.read();
    } catch (error) {
      this.world.onTrouble?.('the login of the cache cannot be had', error);
    }
  }

  close(): void {
    if (this.timer !== null) clearInterval(this.timer);
  }

  private async read(): Promise<string | null> {
    const { login } = this;
    if (login === null) return null;
    if (login.kind === 'iam') return token(login, (await this.client()).config);
    const client = this.world.secrets ?? (await this.client());
    const { secretKeys } = await import('../../adapters/aws/secret-keys.ts');
    return secretKeys({ whose: 'the cache', client: async () => client, nowMs: () => performance.now() }).read(login);
  }
}

/** Kept: each would look for credentials of its own. */
async function clientOf({ region, credentials }: PasswordWorld): Promise<SecretsManagerClient> {
  const { SecretsManagerClient: Client } = await import('@aws-sdk/client-secrets-manager');
  return new Client({
    ...readingClient,
    ...(region !== undefined && { region }),
    ...(credentials !== undefined && { credentials }),
  });
}

/** With the Region and the credentials that every client of AWS in this process has. */
async function token(
  login: Extract<CacheLogin, { readonly kind: 'iam' }>,
  { region, credentials }: { readonly region: () => Promise<string>; readonly credentials: Credentials },
): Promise<string> {
  const { elastiCacheToken } = await import('./elasticache-token.ts');
  return elastiCacheToken(login, { region: await region(), credentials });
}
