import { describe, expect, it } from 'vitest';
import { type Item, number } from '../../../adapters/table/attributes.ts';
import { itemLoader } from '../../../adapters/table/item-loader.ts';
import { memoryKey } from '../../../adapters/table/keys.ts';
import { type Asked, answeringTable } from './answering-table.ts';

const keyOf = (index: number) => memoryKey({ capability: 'scaling', subject: `s-${index}` });
const keysOf = ({ input }: Asked) =>
  (input as { RequestItems: { table: { Keys: Item[]; ConsistentRead: boolean } } }).RequestItems.table;

/** Answers as BatchGetItem does: in any order, at most 100 keys, no key twice; `left` keys stay unprocessed. */
function batchGet(left: (calls: number) => number) {
  return answeringTable((asked, calls) => {
    const { Keys, ConsistentRead } = keysOf(asked);
    if (Keys.length > 100) return new Error('Too many items requested for the BatchGetItem call');
    if (new Set(Keys.map((key) => key.pk?.S)).size < Keys.length)
      return new Error('Provided list of item keys contains duplicates');
    if (!ConsistentRead) return new Error('a look must see what the one before has written');
    const unprocessed = Keys.slice(0, left(calls));
    const found = Keys.slice(left(calls)).filter((key) => !key.pk?.S?.endsWith('7'));
    return {
      Responses: { table: found.map((key) => ({ ...key, seen: number(1) })).reverse() },
      UnprocessedKeys: unprocessed.length === 0 ? {} : { table: { Keys: unprocessed, ConsistentRead } },
    };
  });
}

describe('reading many items', () => {
  it('takes one call for every hundred, and tells what is not there', async () => {
    const table = batchGet(() => 0);
    const load = itemLoader(table);
    const items = await Promise.all(Array.from({ length: 250 }, (_, index) => load(keyOf(index))));
    expect(table.asked.map((asked) => keysOf(asked).Keys.length)).toEqual([100, 100, 50]);
    expect(items.map((item) => item?.pk?.S ?? null)).toEqual(
      Array.from({ length: 250 }, (_, index) => (index % 10 === 7 ? null : `scaling#s-${index}`)),
    );
  });

  it('asks again for what was left unprocessed', async () => {
    const table = batchGet((calls) => (calls < 3 ? 2 : 0));
    const load = itemLoader(table);
    const items = await Promise.all([1, 2, 3, 4].map((index) => load(keyOf(index))));
    expect(items.map((item) => item?.pk?.S)).toEqual(['scaling#s-1', 'scaling#s-2', 'scaling#s-3', 'scaling#s-4']);
    expect(table.asked.map((asked) => keysOf(asked).Keys.length)).toEqual([4, 2, 2]);
    expect(table.pauses).toEqual([25, 50]);
  });

  it('fails where the table processes nothing', async () => {
    const load = itemLoader(batchGet(() => 1));
    await expect(load(keyOf(1))).rejects.toThrow('still busy');
  });

  it('asks once for what two want to know, and anew for what is wanted later', async () => {
    const table = batchGet(() => 0);
    const load = itemLoader(table);
    await Promise.all([load(keyOf(1)), load(keyOf(1))]);
    await load(keyOf(1));
    expect(table.asked).toHaveLength(2);
  });
});
