import { seeded } from '../../../core/model/seeded.ts';
import { takenAway } from './exact-lru.ts';

/** A made-up sequence of requests for keys, which are numbers; below 0 where one is taken away. */
type Sequence = (length: number, seed: number) => number[];

const keyCount = 200_000;

export const sequences: Readonly<Record<string, Sequence>> = {
  'zipf 0.8': (length, seed) => of(length, zipf(0.8, seed)),
  'zipf 1.1': (length, seed) => of(length, zipf(1.1, seed)),
  'zipf with scans': (length, seed) => {
    const next = zipf(0.99, seed);
    // Each twentieth thousand of requests is a scan over keys that nobody else asks for.
    return of(length, (at) => (Math.floor(at / 1000) % 20 === 7 ? keyCount + (at % 150_000) : next()));
  },
  loops: (length) => of(length, (at) => at % 60_000),
  'loops in zipf': (length, seed) => {
    const [next, random] = [zipf(0.9, seed), seeded(seed + 1)];
    let looped = 0;
    return of(length, () => (random() < 0.3 ? keyCount + (looped++ % 40_000) : next()));
  },
  'zipf that drifts': (length, seed) => {
    const next = zipf(1, seed);
    return of(length, (at) => next() + Math.floor(at / 50));
  },
  uniform: (length, seed) => {
    const random = seeded(seed);
    return of(length, () => Math.floor(random() * keyCount));
  },
  // Pages of a shop, by the numbers of their paths: each 4,000 requests a category is purged, as `bench:purging` purges it.
  'purged paths': (length, seed) => {
    const [next, random] = [zipf(0.9, seed), seeded(seed + 2)];
    let left: number[] = [];
    return of(length, (at) => {
      if (at % 4000 === 3999) left = pagesOf(Math.floor(random() * categories));
      const purged = left.pop();
      return purged === undefined ? next() % pages : takenAway(purged);
    });
  },
};

/** 50 pages a product, 100 products a category. */
const [pages, categories] = [100_000, 20] as const;

function pagesOf(category: number): number[] {
  const perCategory = pages / categories;
  return Array.from({ length: perCategory / 10 }, (_, at) => category * perCategory + at * 10);
}

function of(length: number, next: (at: number) => number): number[] {
  return Array.from({ length }, (_, at) => next(at));
}

/** The k-th of the keys is asked for in proportion to k to the power of -s; which key is which is by chance. */
function zipf(s: number, seed: number): () => number {
  const random = seeded(seed);
  const upTo = new Float64Array(keyCount);
  let sum = 0;
  for (let rank = 0; rank < keyCount; rank++) {
    sum += (rank + 1) ** -s;
    upTo[rank] = sum;
  }
  return () => {
    const wanted = random() * sum;
    let [from, to] = [0, keyCount - 1];
    while (from < to) {
      const middle = (from + to) >> 1;
      if ((upTo[middle] ?? 0) > wanted) to = middle;
      else from = middle + 1;
    }
    return from;
  };
}
