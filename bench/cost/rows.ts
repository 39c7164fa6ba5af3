import { balancingReport } from '../../core/balancing/report.ts';
import { cachingReport } from '../../core/caching/report.ts';
import { diagnosingReport } from '../../core/diagnosing/report.ts';
import { indexingReport } from '../../core/indexing/report.ts';
import { priceBook } from '../../core/prices/price-book.ts';
import { purgingReport } from '../../core/purging/report.ts';
import { gaugeNames } from '../../core/scaling/gauges-of.ts';
import { scalingReport } from '../../core/scaling/report.ts';
import { movingReport } from '../../core/sharding/moving/report.ts';
import { planningReport } from '../../core/sharding/planning/report.ts';
import { alertRows } from './alert-rows.ts';
import { scalableConfig } from './configs.ts';
import { type Costed, deployed, interfacesNeeded, type Numbers } from './deployed.ts';
import { networkUsd } from './network.ts';
import { type Part, parts } from './parts.ts';
import { beyond, type Played, times } from './played.ts';
import { playBalances } from './played-balance.ts';
import { playCache } from './played-cache.ts';
import { playDatabases } from './played-database.ts';
import { playKeyspace } from './played-keyspace.ts';
import { playPurges } from './played-purge.ts';
import { playScalables } from './played-scalable.ts';
import { playServices } from './played-service.ts';
import { pricedCalls } from './priced-calls.ts';
import { pricedResources } from './priced-resources.ts';

/** What something costs a month, and what of; the parts add up to it. Dollars, up to the cent. */
export interface Row {
  readonly what: string;
  readonly dollarsPerMonth: number;
  readonly of: readonly { readonly part: Part; readonly dollars: number }[];
}

interface Report {
  readonly counts: Readonly<Record<string, { readonly logged?: true; readonly some?: unknown }>>;
}

/** What a capability costs once, and what each of its subjects costs. */
interface Costing {
  /** What the capability itself is called; null where nothing of it is shared, and its metrics are each subject's own. */
  readonly itself: string | null;
  readonly reports: readonly Report[];
  /** Each kind of subject, the usual one first: what so many take of AWS in a day, the capability's own ticks included. */
  readonly subjects: Readonly<Record<string, (count: number) => Promise<Played>>>;
}

/** Days until memories are as full as they get but for a few percent; those of a tuned scalable take days. */
const [aWhileDays, severalDays] = [1, 4];

const named = (count: number) => Array.from({ length: count }, (_, index) => `web-${index}`);
const scalables = (policy: Parameters<typeof scalableConfig>[1], days: number) => (count: number) =>
  playScalables(
    named(count).map((name) => scalableConfig(name, policy)),
    days,
  );

/** Each keyspace has functions of its own and shares nothing, so one is played. */
function keyspaces(): (count: number) => Promise<Played> {
  let day: Promise<Played> | null = null;
  return async (count) => {
    day ??= playKeyspace('orders');
    return times(await day, count);
  };
}

const capabilities: { readonly [Name in Costed]: Costing } = {
  scaling: {
    itself: 'deployment',
    reports: [scalingReport],
    subjects: {
      scalable: scalables('target-tracking', aWhileDays),
      'tuned scalable': scalables('tuned', severalDays),
    },
  },
  balancing: {
    itself: 'balancing itself',
    reports: [balancingReport],
    subjects: { balance: (count) => playBalances(named(count).map((name) => `checkout/${name}`)) },
  },
  purging: {
    itself: 'purging itself',
    reports: [purgingReport],
    subjects: { purge: (count) => playPurges(named(count)) },
  },
  sharding: {
    itself: 'sharding itself',
    reports: [planningReport, movingReport],
    subjects: { keyspace: keyspaces() },
  },
  caching: {
    itself: null,
    reports: [cachingReport],
    subjects: { cache: async (count) => times(await playCache(), count) },
  },
  diagnosing: {
    itself: 'diagnosing itself',
    reports: [diagnosingReport],
    subjects: { service: playServices },
  },
  indexing: {
    itself: 'indexing itself',
    reports: [indexingReport],
    subjects: { database: (count) => playDatabases(named(count).map((name) => `checkout/${name}`)) },
  },
};

/** What a deployment, each capability and each of its subjects cost. `bundles` holds the built functions. */
export async function costRows(bundles: string, flags: object): Promise<readonly Row[]> {
  const resources = (numbers: Numbers) => pricedResources(deployed(numbers, bundles, flags));
  const nothing = resources({});
  const rows: Row[] = [];
  for (const [capability, { itself, reports, subjects }] of Object.entries(capabilities)) {
    const [one, two] = [resources({ [capability]: 1 }), resources({ [capability]: 2 })];
    const each = minus(two, one);
    const standing = capability === 'scaling' ? nothing : minus(minus(one, nothing), each);
    for (const [index, [what, play]] of Object.entries(subjects).entries()) {
      const [first, both] = [await play(1), await play(2)];
      const further = beyond(both, first);
      // What is shared is the capability's own: it comes with the first subject, and the second adds nothing to it.
      const shared = pricedCalls(beyond(first, further));
      if (index === 0 && itself !== null) rows.push(row(itself, [standing, metricsOf(reports), shared]));
      rows.push(row(what, [each, pricedCalls(further), ...(itself === null ? [metricsOf(reports)] : [])]));
    }
  }
  rows.push(row('numbers of a scalable (`publish`)', [metrics(gaugeNames.length)]));
  for (const [what, sums] of alertRows(bundles, flags)) rows.push(row(what, [sums]));
  const network = networkUsd(interfacesNeeded({ scaling: 1 }, bundles, flags));
  return [...rows, ...Object.entries(network).map(([what, sums]) => row(what, [sums]))];
}

type Sums = ReadonlyMap<Part, number>;

const minus = (more: Sums, less: Sums): Sums =>
  new Map(parts.map((part) => [part, (more.get(part) ?? 0) - (less.get(part) ?? 0)]));

/** Those that are sent in any case: what is sent only while there is trouble is not. */
function metricsOf(reports: readonly Report[]): Sums {
  const all = reports.flatMap(({ counts }) => Object.values(counts));
  const sent = all.filter((count) => count.logged !== true && !('some' in count));
  return metrics(sent.length);
}

function metrics(count: number): Sums {
  return new Map([['metrics of its own', count * priceBook.metricUsdPerMonth.value]]);
}

const cents = (usd: number) => Math.round(usd * 100) / 100;

function row(what: string, sums: readonly Sums[]): Row {
  const of = parts.flatMap((part) => {
    const dollars = cents(sums.reduce((sum, one) => sum + (one.get(part) ?? 0), 0));
    return dollars === 0 ? [] : [{ part, dollars }];
  });
  return { what, dollarsPerMonth: cents(of.reduce((sum, { dollars }) => sum + dollars, 0)), of };
}
