import { awsCommand } from '../model/aws-command.ts';
import { counted, were } from '../model/counted.ts';
import { type Found, ok, warning } from '../model/verdict.ts';
import { type CacheNodePrice, cacheNodePrices } from '../prices/cache-node-price.ts';
import { type DataCatalogue, dataCatalogue, dataUsdPerHour } from '../prices/data-catalogue.ts';

/** A replication group of an account, with what its metrics tell of some days. */
export interface FoundCache {
  readonly name: string;
  readonly region: string | null;
  readonly engine: string;
  readonly nodeType: string;
  /** All nodes, replicas included. */
  readonly nodes: number;
  readonly hasTls: boolean;
  /** Whether a password or a user is asked for. */
  readonly hasLogin: boolean;
  readonly days: number;
  /** The fullest that any node was, percent of what it may hold; null where that is not recorded. */
  readonly fullestPercent: number | null;
  /** Keys that were taken out for lack of room. */
  readonly evictions: number;
  /** Reads that found something, and that did not. */
  readonly hits: number;
  readonly misses: number;
}

const hoursPerMonth = 30.4 * 24;
/** A node that is this full at its fullest has room for what comes unforeseen. */
const roomyPercent = 70;
const poorHitShare = 0.5;
const fewReads = 1000;

interface Judging {
  /** Whether another type is advised elsewhere. */
  readonly isSized?: boolean;
  readonly prices?: DataCatalogue;
}

/** What should be known of a cache that is there: what it wastes, what it lacks, and what mends it. */
export function judgeCache(
  cache: FoundCache,
  { isSized = false, prices = dataCatalogue }: Judging = {},
): readonly Found[] {
  const sized = isSized ? [] : size(cache, prices);
  const all = [...open(cache), ...engine(cache, prices), ...room(cache), ...sized, ...use(cache)];
  return all.length > 0 ? all : [ok('nothing of it stands out')];
}

function open({ hasTls, hasLogin, name, region }: FoundCache): readonly Found[] {
  const mend = modify(region, name, '--transit-encryption-enabled', '--transit-encryption-mode', 'preferred');
  if (!hasTls) return [warning('what goes to and from it is not encrypted', mend)];
  return hasLogin ? [] : [warning('everybody who reaches it may use it; give it a user group, or a password')];
}

function engine(cache: FoundCache, prices: DataCatalogue): readonly Found[] {
  if (cache.engine !== 'redis') return [];
  const [now, valkey] = [priceOf(cache, 'redis', prices), priceOf(cache, 'valkey', prices)];
  if (now === null || valkey === null || valkey.usdPerHour >= now.usdPerHour) return [];
  const saved = dollars((now.usdPerHour - valkey.usdPerHour) * cache.nodes);
  const mend = modify(cache.region, cache.name, '--engine', 'valkey', '--engine-version', '8.0');
  return [warning(`Valkey serves the same commands for ${saved} a month less`, mend)];
}

function room({ evictions, days }: FoundCache): readonly Found[] {
  if (evictions === 0) return [];
  const says = `${counted(evictions, 'key')} ${were(evictions)} taken out for lack of room in ${counted(days, 'day')}; whether more room pays its curve tells, once it is used by headroom-aws/cache`;
  return [warning(says)];
}

function size(cache: FoundCache, prices: DataCatalogue): readonly Found[] {
  const { fullestPercent, evictions, nodes } = cache;
  if (evictions > 0) return [];
  const kind = cache.engine === 'redis' ? 'redis' : 'valkey';
  const now = priceOf(cache, kind, prices);
  if (fullestPercent === null || now === null) return [];
  const held = (now.bytes * fullestPercent) / 100;
  const roomy = nodesOf(kind, prices).filter((one) => held <= (one.bytes * roomyPercent) / 100);
  const best = roomy.reduce((least, one) => (one.usdPerHour < least.usdPerHour ? one : least), now);
  if (best === now || best.usdPerHour >= now.usdPerHour) return [];
  const saved = dollars((now.usdPerHour - best.usdPerHour) * nodes);
  const mend = modify(cache.region, cache.name, '--cache-node-type', best.nodeType);
  const says = `its nodes were ${Math.round(fullestPercent)} % full at most; ${best.nodeType} would hold that for ${saved} a month less, where its processors and network do too`;
  return [warning(says, mend)];
}

function use({ hits, misses, days, fullestPercent }: FoundCache): readonly Found[] {
  const reads = hits + misses;
  // How full it is is always recorded: where that is not, nothing is, as of a cache that was made just now.
  if (reads === 0 && fullestPercent === null) return [];
  if (reads === 0) return [warning(`nobody has read from it in ${counted(days, 'day')}`)];
  const share = hits / reads;
  if (reads < fewReads || share >= poorHitShare) return [];
  return [warning(`${Math.round(100 * share)} % of what is asked for is found in it; look at lives and keys`)];
}

function priceOf({ nodeType }: FoundCache, engine: 'redis' | 'valkey', prices: DataCatalogue): CacheNodePrice | null {
  return nodesOf(engine, prices).find((one) => one.nodeType === nodeType) ?? null;
}

/** Types of nodes whose room is known, at what they cost by these prices. */
function nodesOf(engine: 'redis' | 'valkey', prices: DataCatalogue): readonly CacheNodePrice[] {
  return cacheNodePrices(engine).flatMap((node) => {
    const usdPerHour = dataUsdPerHour(prices, engine, node.nodeType);
    return usdPerHour === null ? [] : [{ ...node, usdPerHour }];
  });
}

function modify(region: string | null, name: string, ...words: readonly string[]): string {
  const group = ['--replication-group-id', name];
  return awsCommand(region, 'elasticache', 'modify-replication-group', ...group, ...words, '--apply-immediately');
}

const dollars = (usdPerHour: number) => `$${(usdPerHour * hoursPerMonth).toFixed(2)}`;
