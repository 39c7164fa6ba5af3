/** Where a shard's database is, and as whom to go there. */
export interface Place {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly username: string;
  readonly password: string;
}

const loopback = /^(127\.|localhost$|::1$)/;

/** Whether the way there is encrypted; only what stays on this machine is not. */
export function isEncrypted({ host }: Pick<Place, 'host'>): boolean {
  return !loopback.test(host);
}

/** How a connection is encrypted, and by which file the other's certificate is checked. */
export type Encryption =
  | { readonly mode: 'verify-full'; readonly roots: string | null }
  | { readonly mode: 'require' }
  | { readonly mode: 'disable' };

/** Where servers keep the certificates that they believe: RDS and Aurora, the system's own, and what the server's user has. */
const rootFiles = ['/rdsdbdata/rds-metadata/ca-cert.pem', '/etc/ssl/certs/ca-certificates.crt', null];

/**
 * The ways in which one server may come to another, the best first, down to the least that is allowed. What stays on this
 * machine is not encrypted.
 */
export function waysOf(place: Place, least: 'verify-full' | 'require'): readonly Encryption[] {
  if (!isEncrypted(place)) return [{ mode: 'disable' }];
  const verified = rootFiles.map((roots) => ({ mode: 'verify-full' as const, roots }));
  return least === 'require' ? [...verified, { mode: 'require' }] : verified;
}

/** Where the server's user has roots, `require` checks by them too: https://www.postgresql.org/docs/15/libpq-ssl.html */
const noFile = '/nonexistent/root.crt';

/** As one server tells another, for a subscription. */
export function conninfo(place: Place, by: Encryption): string {
  const { host, port, database, username, password } = place;
  const parts = {
    host,
    port,
    dbname: database,
    user: username,
    password,
    sslmode: by.mode,
    ...(by.mode === 'verify-full' && by.roots !== null && { sslrootcert: by.roots }),
    ...(by.mode === 'require' && { sslrootcert: noFile }),
    connect_timeout: 5,
  };
  return Object.entries(parts)
    .map(([name, value]) => `${name}='${String(value).replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`)
    .join(' ');
}
