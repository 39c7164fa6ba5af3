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
export function isEncrypted({ host }: Place): boolean {
  return !loopback.test(host);
}

/** As one server tells another, for a subscription. */
export function conninfo(place: Place): string {
  const { host, port, database, username, password } = place;
  const parts = {
    host,
    port,
    dbname: database,
    user: username,
    password,
    sslmode: isEncrypted(place) ? 'require' : 'disable',
    connect_timeout: 5,
  };
  return Object.entries(parts)
    .map(([name, value]) => `${name}='${String(value).replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`)
    .join(' ');
}
