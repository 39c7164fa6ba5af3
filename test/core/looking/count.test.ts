import { expect, it } from 'vitest';
import { Counter, type Counts } from '../../../core/looking/count.ts';
import type { Looked } from '../../../core/looking/looked.ts';
import type { Entry } from '../../../core/model/entry.ts';

const counts: Counts<Entry, { readonly size: number | null }> = {
  Looks: { unit: 'Count', sum: () => 1 },
  Longest: { unit: 'Milliseconds', most: ({ milliseconds }) => milliseconds },
  Each: { unit: 'Milliseconds', each: ({ milliseconds }) => milliseconds },
  Size: { unit: 'Bytes', once: ({ size }) => size },
};

function look(milliseconds: number, dryRun = false): Looked {
  const signal = { kind: 'tick', id: 'i', atMs: null, dryRun } as const;
  const planned = { key: 'a', subject: 'a', signal, awaitedBy: [] };
  return { planned, entry: null, fault: null, milliseconds };
}

const told = (counter: Counter<Entry, { readonly size: number | null }>, size: number | null) =>
  counter.counted({ size }).map(({ name, value }) => [name, value]);

it('adds up, takes the most, keeps each, and knows the whole', () => {
  const counter = new Counter(counts);
  for (const one of [look(3), look(1), look(99, true)]) counter.add(one);
  expect(told(counter, 7)).toEqual([
    ['Looks', 2],
    ['Longest', 3],
    ['Each', 1],
    ['Each', 3],
    ['Size', 7],
  ]);
});

it('says nothing happened where nothing did, and leaves out what is not known', () => {
  expect(told(new Counter(counts), null)).toEqual([
    ['Looks', 0],
    ['Longest', 0],
  ]);
});

it('spreads more values than one metric holds, from the least to the most', () => {
  const counter = new Counter(counts);
  for (let index = 0; index < 1000; index++) counter.add(look(index));
  const each = told(counter, null).filter(([name]) => name === 'Each');
  expect(each).toHaveLength(99);
  expect([each[0]?.[1], each.at(-1)?.[1]]).toEqual([0, 999]);
});
