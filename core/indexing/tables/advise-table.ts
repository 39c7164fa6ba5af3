import { counted } from '../../model/counted.ts';
import { priceBook } from '../../prices/price-book.ts';
import type { Series } from '../../readings/series.ts';
import type { TableFacts, TableIndex } from './table-facts.ts';

/** What would serve a table of DynamoDB better. */
export type TableAdvice =
  | {
      readonly is: 'unused index';
      readonly index: string;
      readonly bytes: number;
      readonly writeUnits: number;
      /** What it costs a month; null where its units are provisioned, and so not paid by use. */
      readonly usdPerMonth: number | null;
      readonly definition: Readonly<Record<string, unknown>>;
    }
  | {
      readonly is: 'missing index';
      /** The calls that may read what nobody is given. */
      readonly by: readonly ('Query' | 'Scan')[];
      readonly calls: number;
      /** At least so much of all read units was for items that a filter threw away, percent. */
      readonly wastedPercent: number;
      readonly wastedUnits: number;
      readonly usdPerMonth: number | null;
    }
  | {
      readonly is: 'hot partition';
      /** Null for the table itself. */
      readonly index: string | null;
      readonly of: 'reads' | 'writes';
      readonly calls: number;
      readonly hours: number;
    }
  | { readonly is: 'unknown'; readonly what: string; readonly why: string };

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const monthDays = 30;
/** An index that began to be written to so late may have been made since, for what comes. */
const youngMs = 3 * dayMs;
/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html */
const [unitBytes, mostInBatch, mostInTransaction] = [4096, 100, 100];
/** Items are of many sizes, of which only the mean is known. */
const sizeMargin = 2;
/** Below these it is not worth a word. */
const [leastWaste, leastUnitsADay] = [0.5, 10_000];

/** Which indexes of a table nobody uses, whether one is missing, and which keys are hot; what cannot be known is told as that. */
export function adviseTable(facts: TableFacts): readonly TableAdvice[] {
  const hot = [null, ...facts.indexes].flatMap((index) => hotPartitions(index, index?.used ?? facts.used));
  const unknown = facts.troubles.map((why) => ({ is: 'unknown', what: 'everything', why }) as const);
  return [...facts.indexes.flatMap((index) => unusedIndex(facts, index)), ...missingIndex(facts), ...hot, ...unknown];
}

function unusedIndex(facts: TableFacts, index: TableIndex): readonly TableAdvice[] {
  const { readUnits, writeUnits } = index.used;
  if (sum(readUnits) > 0) return [];
  const unknown = (why: string) => [{ is: 'unknown', what: `index ${index.name}`, why } as const];
  if (readUnits.trouble !== null) return unknown(readUnits.trouble);
  const days = (facts.toMs - facts.fromMs) / dayMs;
  if (facts.createdAtMs > facts.fromMs)
    return unknown(`the table is younger than the ${counted(days, 'day')} that were looked at`);
  if (sum(facts.used.readUnits) + sum(facts.used.writeUnits) === 0)
    return unknown(`nobody used the table in ${counted(days, 'day')}`);
  const first = firstOf(writeUnits);
  if (first !== null && first > facts.fromMs + youngMs && firstOf(facts.used.writeUnits) !== null)
    return unknown('writes to it began late in the days that were looked at: it may have been made since');
  const written = sum(writeUnits);
  const perMonth = (written * monthDays) / days;
  const usd =
    (perMonth / 1e6) * priceBook.dynamoDbUsdPerMillionWriteUnits.value +
    (index.bytes / 1e9) * priceBook.dynamoDbUsdPerGbMonth.value;
  const { name, bytes, definition } = index;
  return [
    {
      ...{ is: 'unused index', index: name, bytes, writeUnits: written, definition },
      usdPerMonth: facts.isOnDemand ? usd : null,
    },
  ];
}

/**
 * What is read and not given to anybody was thrown away by a filter: an index by what is filtered would read less. What all that was
 * given takes at most is reckoned from the mean size of items, doubled, so that only what is far above it is told.
 */
function missingIndex(facts: TableFacts): readonly TableAdvice[] {
  const { reads, indexes, items, bytes } = facts;
  const by = (['Query', 'Scan'] as const).filter((operation) => reads[operation].calls > 0);
  const units = sum(facts.used.readUnits) + indexes.reduce((total, { used }) => total + sum(used.readUnits), 0);
  const days = (facts.toMs - facts.fromMs) / dayMs;
  if (by.length === 0 || units < leastUnitsADay * days) return [];
  if (reads.ExecuteStatement.calls > 0)
    return [{ is: 'unknown', what: 'a missing index', why: 'PartiQL reads it too' }];
  if (items === 0) return [];
  const itemBytes = (sizeMargin * bytes) / items;
  const perItem = Math.ceil(itemBytes / unitBytes);
  const alone =
    reads.GetItem.calls + mostInBatch * reads.BatchGetItem.calls + 2 * mostInTransaction * reads.TransactGetItems.calls;
  const listed = by.reduce(
    (total, operation) => total + given(reads[operation].items, itemBytes) + reads[operation].calls,
    0,
  );
  const wasted = units - alone * perItem - listed;
  if (wasted < leastWaste * units) return [];
  const usd = (((wasted * monthDays) / days) * priceBook.dynamoDbUsdPerMillionReadUnits.value) / 1e6;
  return [
    {
      ...{ is: 'missing index', by, calls: by.reduce((total, one) => total + reads[one].calls, 0) },
      ...{ wastedPercent: (100 * wasted) / units, wastedUnits: wasted, usdPerMonth: facts.isOnDemand ? usd : null },
    },
  ];
}

/** Units of items that a list has: their sizes add up before they are rounded. */
const given = (items: number | null, itemBytes: number) => ((items ?? 0) * itemBytes) / unitBytes;

function hotPartitions(index: TableIndex | null, { hotReads, hotWrites }: TableIndex['used']): readonly TableAdvice[] {
  const each = [
    ['reads', hotReads],
    ['writes', hotWrites],
  ] as const;
  return each.flatMap(([of, counts]) => {
    const calls = sum(counts);
    const hours = counts.points.filter(({ value }) => value > 0).length;
    return calls === 0 ? [] : [{ is: 'hot partition', index: index?.name ?? null, of, calls, hours } as const];
  });
}

const sum = ({ points }: Series) => points.reduce((total, { value }) => total + value, 0);

function firstOf({ points }: Series): number | null {
  const used = points.filter(({ value }) => value > 0).map(({ atMs }) => atMs);
  return used.length === 0 ? null : Math.min(...used);
}
