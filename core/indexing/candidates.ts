import { type Candidate, definition } from './candidate.ts';
import type { Key, Statement, Use } from './statement.ts';
import type { Catalog, TableKnown } from './table.ts';

const mostKeys = 3;
const mostIncluded = 4;
const mostIncludedBytes = 80;
/** So that pricing stays bounded, whatever the workload. */
const [mostOfTable, mostOfAll] = [60, 600];

type Keys = Candidate['keys'];

/** What might pay for a workload: for each way in which a statement uses a table, the indexes that would serve it. */
export function candidates(statements: readonly Statement[], catalog: Catalog): readonly Candidate[] {
  const found = new Map<string, Candidate>();
  const ofTable = new Map<string, number>();
  const byWeight = statements.toSorted((one, other) => (other.totalMs ?? other.calls) - (one.totalMs ?? one.calls));
  for (const use of byWeight.flatMap(({ uses }) => uses)) {
    const table = catalog.get(use.table);
    if (table === undefined) continue;
    for (const candidate of ofUse(use, table)) {
      const id = definition(candidate);
      const count = ofTable.get(use.table) ?? 0;
      if (found.has(id) || count >= mostOfTable) continue;
      found.set(id, candidate);
      ofTable.set(use.table, count + 1);
      if (found.size === mostOfAll) return [...found.values()];
    }
  }
  return [...found.values()];
}

function ofUse(use: Use, table: TableKnown): readonly Candidate[] {
  const equal = use.equal.toSorted((one, other) => distinct(other, table) - distinct(one, table)).map(up);
  const keys = unique(keysOf(equal, use.range.map(up), use.order, use.group.map(up)));
  const plain = keys.map((one): Candidate => ({ table: use.table, keys: one, include: [], where: null }));
  const partial = use.partial.flatMap((where) => plain.map((one) => ({ ...one, where })));
  const widest = plain.filter((one) => one.keys.length >= Math.min(2, keys.at(-1)?.length ?? 0));
  return [...plain, ...partial, ...widest.flatMap((one) => covering(one, use, table))];
}

/** Equality first, then one range or what is sorted by: https://use-the-index-luke.com/sql/where-clause/the-equals-operator/concatenated-keys */
function keysOf(equal: Keys, range: Keys, order: Keys, group: Keys): readonly Keys[] {
  const all = equal.slice(0, mostKeys);
  const one = [...equal, ...range].map((key) => [key]);
  const pairs = equal.flatMap((key) => equal.filter((other) => other !== key).map((other) => [key, other]));
  const starts: readonly Keys[] = [all, ...equal.map((key) => [key]), ...pairs];
  const ranged = starts.flatMap((start) => range.map((key) => [...start, key]));
  const sorted = order.length === 0 ? [] : [order, ...starts.map((start) => [...start, ...order])];
  const grouped = group.length === 0 ? [] : [group, ...starts.map((start) => [...start, ...group])];
  return [...one, all, ...pairs, ...ranged, ...sorted, ...grouped].filter((keys) => keys.length > 0);
}

/** No column twice, and no more of them than pay. */
function unique(all: readonly Keys[]): readonly Keys[] {
  return all
    .map((keys) => keys.filter((key, at) => keys.findIndex(({ sql }) => sql === key.sql) === at))
    .filter(({ length }) => length <= mostKeys + 1);
}

/** The same with all that a statement reads, where that is little. */
function covering(candidate: Candidate, { needed }: Use, table: TableKnown): readonly Candidate[] {
  if (needed === null) return [];
  const have = new Set(candidate.keys.filter(({ sql, column }) => sql === `"${column}"`).map(({ column }) => column));
  const include = needed.filter((column) => !have.has(column)).toSorted();
  const bytes = include.reduce((sum, column) => sum + (table.columns.get(column)?.widthBytes ?? mostIncludedBytes), 0);
  if (include.length === 0 || include.length > mostIncluded || bytes > mostIncludedBytes) return [];
  return [{ ...candidate, include }];
}

const up = (key: Key) => ({ ...key, descending: false });

function distinct({ column }: Key, { columns, rows }: TableKnown): number {
  const known = columns.get(column)?.distinct ?? 0;
  return known < 0 ? -known * rows : known;
}
