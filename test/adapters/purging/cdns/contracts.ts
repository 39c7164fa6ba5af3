import type { Contract, Told } from './fake-cdn-server.ts';

const host = 'www.example.com';
const zone = '0123456789abcdef0123456789abcdef';

/** The ids that the contracts know. */
export const known = { host, zone, service: 'SU1Z0isxPaozGVKXdv0eY' };

const texts = (value: unknown): readonly string[] =>
  Array.isArray(value) && value.every((one) => typeof one === 'string') ? value : [];

/** https://www.fastly.com/documentation/reference/api/purging */
export const fastlyContract: Contract = {
  origin: 'https://api.fastly.com',
  keyOf: (headers) => headers['fastly-key'] as string | undefined,
  answer: ({ method, path, body }, purged): Told => {
    if (method !== 'POST') return { status: 405 };
    if (path.startsWith('/purge/')) return purgeUrl(path, purged);
    if (!path.startsWith(`/service/${known.service}/`)) return { status: 404, body: { msg: 'Record not found' } };
    if (path.endsWith('/purge_all')) {
      purged.push('/*');
      return { status: 200, body: { status: 'ok' } };
    }
    const keys = texts((body as { surrogate_keys?: unknown } | null)?.surrogate_keys);
    if (keys.length === 0 || keys.length > 256) return { status: 400, body: { msg: 'Bad request' } };
    purged.push(...keys.map((key) => `#${key}`));
    return { status: 200, body: Object.fromEntries(keys.map((key, index) => [key, `108-${index}`])) };
  },
};

function purgeUrl(path: string, purged: string[]): Told {
  const start = `/purge/${host}`;
  if (!path.startsWith(`${start}/`)) return { status: 404, body: { msg: 'no such host' } };
  purged.push(path.slice(start.length));
  return { status: 200, body: { status: 'ok', id: '108-1' } };
}

/** https://developers.cloudflare.com/api/resources/cache/methods/purge */
export const cloudflareContract: Contract = {
  origin: 'https://api.cloudflare.com',
  keyOf: ({ authorization }) => authorization?.replace(/^Bearer /, ''),
  answer: ({ method, path, body }, purged): Told => {
    if (method !== 'POST' || path !== `/client/v4/zones/${zone}/purge_cache`) return { status: 404, body: {} };
    const [[kind, items] = ['', []], ...others] = Object.entries(body as Record<string, readonly string[]>);
    const most = { tags: 100, files: 100, prefixes: 30, hosts: 30 }[kind];
    if (others.length > 0 || most === undefined || items.length === 0 || items.length > most) return refused;
    purged.push(...items.map((item) => asItem(kind, item)));
    return { status: 200, body: { success: true, errors: [], messages: [], result: { id: zone } } };
  },
};

const refused: Told = {
  status: 400,
  body: { success: false, errors: [{ code: 1012, message: 'Request must contain one' }] },
};

function asItem(kind: string, item: string): string {
  if (kind === 'tags') return `#${item}`;
  if (kind === 'hosts') return item === host ? '/*' : 'another host';
  if (kind === 'files') return item.replace(`https://${host}`, '');
  return `${item.replace(host, '')}/*`;
}
