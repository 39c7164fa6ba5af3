import type { CacheLogin } from '../../core/caching/config/cache-server.ts';
import type { Credentials } from './elasticache-token.ts';

interface PasswordWorld {
  readonly region?: string;
  readonly credentials?: Credentials;
  readonly onTrouble?: (what: string, error: unknown) => void;
}

/** Tokens hold for a quarter of an hour. */
const renewMs = 300_000;

/** What a server is told at every new connection: a token that is signed anew, or a secret that is read anew. */
export class Password {
  readonly user: string | null;
  /** Null where there is none, and where it could not be had yet. */
  text: string | null = null;
  private readonly login: CacheLogin | null;
  private readonly world: PasswordWorld;
  private readonly timer: NodeJS.Timeout | null;

  constructor(login: CacheLogin | null, world: PasswordWorld) {
    this.login = login;
    this.world = world;
    this.user = login?.user ?? null;
    this.timer = login?.kind === 'iam' ? setInterval(() => void this.renew(), renewMs).unref() : null;
  }

  /** Never rejects: who cannot log in is told by the server, and tries again. */
  async renew(): Promise<void> {
    try {
      this.text = await this.read();
    } catch (error) {
      this.text ??= '';
      this.world.onTrouble?.('the login of the cache cannot be had', error);
    }
  }

  close(): void {
    if (this.timer !== null) clearInterval(this.timer);
  }

  private async read(): Promise<string | null> {
    const { login, world } = this;
    if (login === null) return null;
    const { SecretsManagerClient } = await import('@aws-sdk/client-secrets-manager');
    const client = new SecretsManagerClient({
      ...(world.region !== undefined && { region: world.region }),
      ...(world.credentials !== undefined && { credentials: world.credentials }),
    });
    if (login.kind === 'iam') return token(login, client.config);
    const { secretKeys } = await import('../../adapters/aws/secret-keys.ts');
    return secretKeys({ whose: 'the cache', client: async () => client, nowMs: () => performance.now() }).read(login);
  }
}

/** With the Region and the credentials that every client of AWS in this process has. */
async function token(
  login: Extract<CacheLogin, { readonly kind: 'iam' }>,
  { region, credentials }: { readonly region: () => Promise<string>; readonly credentials: Credentials },
): Promise<string> {
  const { elastiCacheToken } = await import('./elasticache-token.ts');
  return elastiCacheToken(login, { region: await region(), credentials });
}
