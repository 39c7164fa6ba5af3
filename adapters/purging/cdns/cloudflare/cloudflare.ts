import type { CdnConfig } from '../../../../core/purging/config/cdn-kinds.ts';
import { kindOf } from '../../../../core/purging/item.ts';
import type { CdnLimits } from '../../../../core/purging/observation.ts';
import { ask, type Order } from '../any-kind/ask.ts';
import type { HttpWorld, KindCdn } from '../any-kind/kind-cdn.ts';

type Config = CdnConfig<'cloudflare'>;

const api = 'https://api.cloudflare.com/client/v4';

/**
 * https://developers.cloudflare.com/cache/how-to/purge-cache: 100 tags in one request, and 30 prefixes of at most 31 slashes
 * (https://developers.cloudflare.com/cache/how-to/purge-cache/purge_by_prefix). How many requests a minute it takes is for
 * the whole account, whoever asks: so its answers tell when a turn has come, and nothing here counts them.
 */
const limits: CdnLimits = {
  kind: 'cloudflare',
  wildcards: 'folders',
  mostSlashes: 31,
  noTagsBecause: null,
  inProgress: null,
  perRequest: { tag: 100, wildcard: 30, path: 30 },
};

/** Paths in a request by plan, from the same page; other pages of it, and answers seen, name 30 for all. */
const paths: Readonly<Record<NonNullable<Config['plan']>, number>> = {
  free: 100,
  pro: 100,
  business: 100,
  enterprise: 500,
};

function limitsOf({ plan }: Config): CdnLimits {
  const { perRequest } = limits;
  return plan === null || perRequest === null
    ? limits
    : { ...limits, perRequest: { ...perRequest, path: paths[plan] } };
}

/** Cloudflare. A purge is done when it is answered. */
export function cloudflare(world: HttpWorld): KindCdn<'cloudflare'> {
  return {
    limits: async (config) => limitsOf(config),
    submit: (config, { items }, term) => ask(world, config, order(config, items), term),
    isCompleted: async () => true,
  };
}

function order(config: Config, items: readonly string[]): Order {
  return {
    cdn: 'Cloudflare',
    url: `${api}/zones/${config.zoneId}/purge_cache`,
    headers: (key) => ({ authorization: `Bearer ${key}` }),
    body: bodyOf(config, items),
    isOfKey,
    isDone: (answer) => typeof answer === 'object' && answer !== null && 'success' in answer && answer.success === true,
  };
}

/** Items of one kind, since one request takes one. A prefix purges what begins so, whatever its query string. */
function bodyOf({ host }: Config, items: readonly string[]): Readonly<Record<string, readonly string[]>> {
  const [first = ''] = items;
  if (items.includes('/*')) return { hosts: [host] };
  if (kindOf(first) === 'tag') return { tags: items.map((tag) => tag.slice(1)) };
  if (kindOf(first) === 'path') return { files: items.map((path) => `https://${host}${path}`) };
  return { prefixes: items.map((wildcard) => `${host}${wildcard.replace(/\/?\*$/, '')}`) };
}

/** Errors about the key that come as 400, not as 401 or 403: https://developers.cloudflare.com/fundamentals/api/troubleshooting */
const keyErrors: readonly unknown[] = [6003, 6111, 9106, 9107, 9109, 10000, 10001];

function isOfKey(answer: unknown): boolean {
  const errors = typeof answer === 'object' && answer !== null && 'errors' in answer ? answer.errors : [];
  return Array.isArray(errors) && errors.some((error) => keyErrors.includes(error?.code));
}
