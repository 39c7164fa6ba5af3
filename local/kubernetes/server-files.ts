/** May do everything. */
export const adminToken = 'administrator';

/** People by their tokens. */
export type Tokens = Readonly<Record<string, { readonly user: string; readonly groups: readonly string[] }>>;

export function configOf(server: string, caFile: string): string {
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'local', cluster: { server, 'certificate-authority': caFile } }],
    users: [{ name: 'admin', user: { token: adminToken } }],
    contexts: [{ name: 'local', context: { cluster: 'local', user: 'admin' } }],
    'current-context': 'local',
  });
}

export function webhookOf(server: string): string {
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'authenticator', cluster: { server } }],
    users: [{ name: 'api-server', user: {} }],
    contexts: [{ name: 'webhook', context: { cluster: 'authenticator', user: 'api-server' } }],
    'current-context': 'webhook',
  });
}

export function tokensOf(tokens: Tokens): string {
  const others = Object.entries(tokens).map(
    ([token, { user, groups }]) => `${token},${user},${user},"${groups.join(',')}"`,
  );
  return `${[`${adminToken},admin,admin,"system:masters"`, ...others].join('\n')}\n`;
}
