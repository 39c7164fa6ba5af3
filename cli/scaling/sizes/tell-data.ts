import { counted, have } from '../../../core/model/counted.ts';
import type { AdvisedData, DataAdvice } from '../../../core/scaling/sizing/data/advise-data.ts';

/** What other sizes of databases and caches would bring, in a sentence; empty where nothing is advised. */
export function dataSummary({ advice }: AdvisedData): string {
  const of = (kind: DataAdvice['kind']) => advice.filter((one) => one.kind === kind);
  const [smaller, larger, storage] = [of('smaller'), of('larger'), of('storage')];
  const saved = sum(smaller);
  const parts = [
    ...(smaller.length === 0
      ? []
      : [`a size less would do for ${things(smaller)}${saved === 0 ? '' : `, for $${dollars(saved)} a month less`}`]),
    ...(larger.length === 0 ? [] : [`${things(larger)} ${have(larger.length)} no room left`]),
    ...(storage.length === 0 ? [] : [`storage of ${things(storage)} needs somebody`]),
  ];
  const [first = '', ...rest] = parts;
  return first === '' ? '' : `${first.charAt(0).toUpperCase()}${[first.slice(1), ...rest].join('; ')}.`;
}

/** What to do about classes that another size is advised of, and of which no price is known; null where there is none. */
export function unpricedNote({ unpriced }: AdvisedData): string | null {
  if (unpriced.length === 0) return null;
  return `no price is known of ${unpriced.join(', ')}: say what one costs by "headroom sizes data --price", or take the prices of your Region by "headroom sizes refresh --write" and "headroom sizes data --sizes"`;
}

/** Dollars a month, as a cell; what costs more has a plus. */
export function savedCell({ savedUsdPerMonth: saved, to }: DataAdvice): string {
  if (to === null) return '—';
  if (saved === null) return 'not known';
  return `${saved >= 0 ? '-' : '+'}$${dollars(Math.abs(saved))}`;
}

function sum(advice: readonly DataAdvice[]): number {
  return advice.reduce((usd, { savedUsdPerMonth }) => usd + (savedUsdPerMonth ?? 0), 0);
}

/** How many databases and caches these are of. */
export function things(advice: readonly DataAdvice[]): string {
  const databases = advice.filter(({ of }) => of === 'database').length;
  const caches = advice.length - databases;
  const named = [[databases, 'database'] as const, [caches, 'cache'] as const].filter(([count]) => count > 0);
  return named.map(([count, name]) => counted(count, name)).join(' and ');
}

const dollars = (usd: number) => Math.round(usd).toLocaleString('en-US');
