import { InvalidInput } from '../../model/errors.ts';
import { shown } from '../../schema/shown.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html */
const longestFunction = 64;
/** What names of users and of replication groups of ElastiCache take too, with room for what follows them. */
const name = /^[a-z](?:-?[a-z0-9]){0,27}$/;

/** The name of a cache that is deployed. Throws `InvalidInput`. */
export function checkCacheName(given: string): string {
  if (name.test(given)) return given;
  const fix = 'use at most 28 small letters, digits and single "-", a letter first';
  throw new InvalidInput('cache', `${shown(given)} is not a name for a cache; ${fix}`);
}

/** What the function is called that invalidates in a cache; the command line finds it by that. Throws `InvalidInput`. */
export function invalidatorName(deployment: string, cache: string): string {
  const whole = `${deployment}-${cache}-cache-invalidator`;
  if (whole.length <= longestFunction) return whole;
  const says = `its function would be called "${whole}", which is longer than the ${longestFunction} characters that Lambda takes; shorten it`;
  throw new InvalidInput('cache', says);
}

/** The export of its stack by which the invalidator of a cache is found. */
export const cacheExport = (deployment: string, cache: string): string => `${deployment}-${cache}${exportEnd}`;

/** The invalidators of a deployment, out of all that stacks export, by their caches. */
export function invalidatorsIn(exports: ReadonlyMap<string, string>, deployment: string): ReadonlyMap<string, string> {
  const start = `${deployment}-`;
  const mine = [...exports].filter(([name]) => name.startsWith(start) && name.endsWith(exportEnd));
  return new Map(mine.map(([name, value]) => [name.slice(start.length, -exportEnd.length), value]));
}

const exportEnd = '-cache-invalidator';
