import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { refetchUsd } from '../../core/prices/refetch-usd.ts';
import { cheapestItems, sortOut } from '../../core/purging/cheapest-items.ts';
import { cloudFront } from '../../core/purging/config/cdns/cloudfront.ts';
import { dollarsFor, type Prices } from '../../core/purging/prices.ts';
import { round } from '../round.ts';

const root = join(import.meta.dirname, '../..');

/** CloudFront's prices, the month's free items used up; a tenth of what did not change may go with what did. */
const pricesFor = (unchanged: number): Prices => ({
  dollarsPerItem: cloudFront.price.dollarsPerItem,
  freeItems: 0,
  dollarsPerTurn: 0,
  dollarsPerRefetch: refetchUsd,
  mostCollateral: Math.floor(unchanged / 10),
  mostWildcards: 15,
});

interface ChangeSet {
  readonly changeSet: string;
  readonly site: readonly string[];
  readonly changed: readonly string[];
}

const [, , part, size] = process.argv;
if (part === 'planner') console.log(JSON.stringify(measurePlanner(Number(size))));
else {
  const planner = [1e3, 1e4, 1e5, 1e6].map((changed) => measureApart(changed));
  console.log(JSON.stringify({ planner, versus: changeSets().flatMap(versus) }));
}

/** In a process of its own, so that its peak is its own. */
function measureApart(changed: number): unknown {
  const args = [import.meta.filename, 'planner', String(changed)];
  const { stdout, status } = spawnSync(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`the planner failed for ${changed} changes`);
  return JSON.parse(stdout);
}

/** Plans changes in a shop of 50 pages a folder, 40 % of which changed. */
function measurePlanner(changed: number): unknown {
  const paths = Array.from({ length: changed }, (_, index) => shopPath(index));
  const below = (folder: string) => (folder === '/' ? changed * 1.5 : 75 * 100 ** (4 - folder.split('/').length));
  const startMs = performance.now();
  cheapestItems(sortOut(paths), below, pricesFor(changed * 1.5));
  const seconds = (performance.now() - startMs) / 1000;
  return {
    changed,
    seconds: Math.round(seconds * 1000) / 1000,
    peakMB: Math.round(process.resourceUsage().maxRSS / 1024),
  };
}

function shopPath(index: number): string {
  const product = Math.floor(index / 50);
  return ['/shop', Math.floor(product / 100) % 100, product, `${index}.html`].join('/');
}

function changeSets(): ChangeSet[] {
  const shop = Array.from({ length: 50_000 }, (_, index) => shopPath(index));
  const some = shop.filter((_, index) => index % 97 === 0);
  const category = shop.filter((path) => path.startsWith('/shop/3/') || path === shop[0]);
  const folder = join(root, 'node_modules', 'aws-cdk-lib');
  const files = globSync('**/*.{js,json,ts,md}', { cwd: folder }).map((file) => `/${file.replaceAll('\\', '/')}`);
  const release = files.filter(
    (path) => path.startsWith('/aws-s3/') || path.startsWith('/aws-lambda/') || path === '/package.json',
  );
  return [
    { changeSet: 'shop, a whole sync', site: shop, changed: shop },
    { changeSet: 'shop, one category and the first page', site: shop, changed: category },
    { changeSet: 'shop, one page in 97', site: shop, changed: some },
    { changeSet: 'npm package aws-cdk-lib, two modules changed', site: files, changed: release },
    { changeSet: 'npm package aws-cdk-lib, a whole release', site: files, changed: files },
  ];
}

function versus({ changeSet, site, changed }: ChangeSet) {
  const isChanged = new Set(changed);
  const unchanged = site.filter((path) => !isChanged.has(path));
  const prices = pricesFor(unchanged.length);
  const counts = countBelow(unchanged);
  const cheapest = cheapestItems(sortOut(changed), (folder) => counts.get(folder) ?? 0, prices);
  const row = (strategy: string, items: number, collateral: number) => {
    return { changeSet, strategy, items, dollars: round(dollarsFor(items, collateral, prices)), collateral };
  };
  return [
    row('headroom', cheapest.items.length, cheapest.collateral ?? 0),
    row('one invalidation per changed file', changed.length, 0),
    row('/*', 1, unchanged.length),
  ];
}

function countBelow(paths: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const path of paths) {
    for (let slash = 0; slash >= 0; slash = path.indexOf('/', slash + 1)) {
      const folder = path.slice(0, slash + 1);
      counts.set(folder, (counts.get(folder) ?? 0) + 1);
    }
  }
  return counts;
}
