import type { Entry } from '../model/entry.ts';
import type { Looked } from './looked.ts';
import type { Counted, Unit } from './sink.ts';

/** One number of an invocation: added up over its looks, the most of any, all of them, or known of the whole. */
type Count<E extends Entry, Whole> = { readonly unit: Unit } & (
  | { sum(looked: Looked<E>): number }
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
  private readonly counts: Counts<E, Whole>;
  private readonly values = new Map<string, number[]>();

  constructor(counts: Counts<E, Whole>) {
    this.counts = counts;
  }

  add(looked: Looked<E>): void {
    if (looked.planned.signal.dryRun) return;
    for (const [name, count] of Object.entries(this.counts)) this.note(name, count, looked);
  }

  /** The numbers. */
  counted(whole: Whole): readonly Counted[] {
    return Object.entries(this.counts).flatMap(([name, count]) =>
      this.valuesOf(name, count, whole).map((value) => ({ name, unit: count.unit, value })),
    );
  }

  private note(name: string, count: Count<E, Whole>, looked: Looked<E>): void {
    const values = this.values.get(name) ?? [];
    if ('sum' in count) this.values.set(name, [(values[0] ?? 0) + count.sum(looked)]);
    else if ('most' in count) this.values.set(name, [Math.max(values[0] ?? 0, count.most(looked))]);
    else if ('each' in count) {
      values.push(count.each(looked));
      this.values.set(name, values);
    }
  }

  private valuesOf(name: string, count: Count<E, Whole>, whole: Whole): readonly number[] {
    if ('once' in count) return [count.once(whole) ?? []].flat();
    const values = this.values.get(name);
    return 'each' in count ? spread(values ?? []) : (values ?? [0]);
  }
}

/** All of them, or as many as one metric holds, spread evenly from the least to the most. */
function spread(values: readonly number[]): readonly number[] {
  const sorted = values.toSorted((a, b) => a - b);
  if (sorted.length <= mostValues) return sorted;
  const step = (sorted.length - 1) / (mostValues - 1);
  return Array.from({ length: mostValues }, (_, index) => sorted[Math.round(index * step)] ?? 0);
}
