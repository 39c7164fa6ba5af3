import type { Entry } from '../model/entry.ts';
import type { Looked } from './looked.ts';
import type { Counted, Unit } from './sink.ts';

/** One number of an invocation: added up over its looks, the most of any, all of them, or known of the whole. */
type Count<E extends Entry, Whole> = {
  readonly unit: Unit;
  /** A field of the log: no graph and no alarm asks for it, and a metric costs money. */
  readonly logged?: true;
} & (
  | { sum(looked: Looked<E>): number }
  /** Added up, and left out where it comes to 0: a metric costs money for every hour in which it is sent. */
  | { some(looked: Looked<E>): number }
  | { most(looked: Looked<E>): number }
  | { each(looked: Looked<E>): number }
  | { once(whole: Whole): number | null | readonly number[] }
);

/** The numbers of an invocation by the names of their metrics, in the order in which they are written. */
export type Counts<E extends Entry, Whole> = Readonly<Record<string, Count<E, Whole>>>;

/** One below the 100 values of a metric in an EMF event, at which it would have to be split. */
const mostValues = 99;

/** Counts looks as they end, without keeping them. Dry runs are not counted: they only suppose. */
export class Counter<E extends Entry, Whole> {
  private readonly tallies: readonly Tally<E, Whole>[];

  constructor(counts: Counts<E, Whole>) {
    this.tallies = Object.entries(counts).map(([name, count]) => ({ name, count, total: 0, values: [] }));
  }

  add(looked: Looked<E>): void {
    if (looked.planned.signal.dryRun) return;
    for (const tally of this.tallies) note(tally, looked);
  }

  /** The numbers. */
  counted(whole: Whole): readonly Counted[] {
    return this.tallies.flatMap((tally) =>
      valuesOf(tally, whole).map((value) => ({
        name: tally.name,
        unit: tally.count.unit,
        value,
        logged: tally.count.logged ?? false,
      })),
    );
  }
}

/** One number as far as it has come. */
interface Tally<E extends Entry, Whole> {
  readonly name: string;
  readonly count: Count<E, Whole>;
  total: number;
  readonly values: number[];
}

function note<E extends Entry, Whole>(tally: Tally<E, Whole>, looked: Looked<E>): void {
  const { count } = tally;
  if ('sum' in count) tally.total += count.sum(looked);
  else if ('some' in count) tally.total += count.some(looked);
  else if ('most' in count) tally.total = Math.max(tally.total, count.most(looked));
  else if ('each' in count) tally.values.push(count.each(looked));
}

function valuesOf<E extends Entry, Whole>({ count, total, values }: Tally<E, Whole>, whole: Whole): readonly number[] {
  if ('once' in count) return [count.once(whole) ?? []].flat();
  if ('each' in count) return spread(values);
  return 'some' in count && total === 0 ? [] : [total];
}

/** All of them, or as many as one metric holds, spread evenly from the least to the most. */
function spread(values: readonly number[]): readonly number[] {
  const sorted = values.toSorted((a, b) => a - b);
  if (sorted.length <= mostValues) return sorted;
  const step = (sorted.length - 1) / (mostValues - 1);
  return Array.from({ length: mostValues }, (_, index) => sorted[Math.round(index * step)] ?? 0);
}
