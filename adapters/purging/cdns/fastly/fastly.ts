import type { Term } from '../../../../core/ports.ts';
import type { CdnConfig } from '../../../../core/purging/config/cdn-kinds.ts';
import { type ItemKind, kindOf } from '../../../../core/purging/item.ts';
import type { CdnLimits } from '../../../../core/purging/observation.ts';
import type { Answer } from '../../../../core/purging/ports.ts';
import { ask, type Order } from '../any-kind/ask.ts';
import type { HttpWorld, KindCdn } from '../any-kind/kind-cdn.ts';

type Config = CdnConfig<'fastly'>;

const api = 'https://api.fastly.com';
/** Paths are asked for one by one, so many at the same time. */
const atOnce = 5;

/**
 * Up to 256 surrogate keys in one request: https://www.fastly.com/documentation/reference/api/purging. Paths are one
 * request each; so many of them are one purge, so that what breaks off need not begin anew.
 */
const limits: CdnLimits = {
  kind: 'fastly',
  wildcards: 'everything',
  mostSlashes: null,
  noTagsBecause: null,
  inProgress: null,
  perRequest: { tag: 256, wildcard: 1, path: 20 },
};

/** Fastly. Tags are its surrogate keys. A purge is done when it is answered. */
export function fastly(world: HttpWorld): KindCdn<'fastly'> {
  return {
    limits: async () => limits,
    submit: (config, { items }, term) => submit(world, config, items, term),
    isCompleted: async () => true,
  };
}

async function submit(world: HttpWorld, config: Config, items: readonly string[], term: Term): Promise<Answer> {
  const wrong = items.find((item) => kindOf(item) === 'path' && !isKept(config, item));
  if (wrong !== undefined)
    return { is: 'refused', because: 'Fastly would be asked for another path; percent-encode it' };
  const orders = ordersOf(config, items);
  for (let from = 0; from < orders.length; from += atOnce) {
    const few = orders.slice(from, from + atOnce).map((order) => ask(world, config, order, term));
    const other = (await Promise.all(few)).find(({ is }) => is !== 'accepted');
    if (other !== undefined) return other;
  }
  return { is: 'accepted', purgeId: null };
}

function ordersOf(config: Config, items: readonly string[]): Order[] {
  const ofKind = (kind: ItemKind) => items.filter((item) => kindOf(item) === kind);
  const service = `/service/${config.serviceId}`;
  const keys = ofKind('tag').map((tag) => tag.slice(1));
  const tags = keys.length === 0 ? [] : [order(config, `${service}/purge`, { surrogate_keys: keys })];
  // Everything of a service cannot be purged softly.
  const all = ofKind('wildcard').map(() => order({ soft: false }, `${service}/purge_all`));
  return [...tags, ...all, ...ofKind('path').map((path) => order(config, purgePath(config, path)))];
}

const purgePath = ({ host }: Config, path: string) => `/purge/${host}${path}`;

/** Whether a path reaches Fastly as it is: what leaves its host, or is cut off at a "#", would be another request. */
function isKept(config: Config, path: string): boolean {
  const asked = purgePath(config, path);
  const { pathname, search, hash } = new URL(`${api}${asked}`);
  return hash === '' && `${pathname}${search}` === asked && !asked.includes('#');
}

function order({ soft }: Pick<Config, 'soft'>, path: string, body: unknown = null): Order {
  return {
    cdn: 'Fastly',
    url: `${api}${path}`,
    headers: (key) => ({ 'fastly-key': key, ...(soft && { 'fastly-soft-purge': '1' }) }),
    body,
    isDone: (answer) => isDone(answer, body !== null),
  };
}

/** Keys are answered with the id of each one's purge, all else with a status. */
function isDone(answer: unknown, isOfKeys: boolean): boolean {
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) return false;
  if (!isOfKeys) return 'status' in answer && answer.status === 'ok';
  const ids = Object.values(answer);
  return ids.length > 0 && ids.every((id) => typeof id === 'string');
}
