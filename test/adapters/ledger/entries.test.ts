import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dynamoDbEntries, isUnreadableEntry } from '../../../adapters/ledger/entries.ts';
import { text } from '../../../adapters/table/attributes.ts';
import { entryItem } from '../../../adapters/table/entry-items.ts';
import { entryKey } from '../../../adapters/table/keys.ts';
import { entryLines } from '../../../cli/explain/entry-lines.ts';
import type { Entry } from '../../../core/model/entry.ts';
import { answeringTable } from '../table/answering-table.ts';

const key = { capability: 'scaling', subject: 'checkout/web' };
const anEntry = (id: string): Entry => ({
  schema: 2,
  id,
  ...key,
  atMs: 1000,
  signal: { kind: 'tick', id: 't', atMs: null, dryRun: false },
  observation: null,
  decision: null,
  outcome: { is: 'unchanged', because: null },
});
const stored = (id: string, json: string) => ({ ...entryKey(key, id), entry: text(json) });

/** An entry in which something is left out, or is something else. */
const anyBroken = fc
  .record({
    field: fc.constantFrom('schema', 'id', 'atMs', 'signal', 'decision', 'observation', 'outcome'),
    value: fc.jsonValue({ maxDepth: 2 }),
  })
  .map(({ field, value }) => JSON.stringify({ ...anEntry('broken'), [field]: value }));
const broken = fc.oneof(anyBroken, fc.string(), fc.constantFrom('null', '{}', '{"schema":2}', '[]', '{"sch'));

describe('entries of which one cannot be read', () => {
  it('are told nevertheless, with a line that says so in its place', async () => {
    await fc.assert(
      fc.asyncProperty(broken, async (json) => {
        const Items = [entryItem(anEntry('3'), 90), stored('2', json), entryItem(anEntry('1'), 90)];
        const list = await dynamoDbEntries(
          answeringTable(() => ({ Items })),
          'scaling',
        ).newest('checkout/web', 3);
        expect([list.length, list[0], list[2]]).toEqual([3, anEntry('3'), anEntry('1')]);
        for (const entry of list) expect((await entryLines(entry, (_, line) => line)).length).toBeGreaterThan(1);
      }),
    );
  });

  it('name the item and what is wrong with it', async () => {
    const table = answeringTable(() => ({ Items: [stored('2', '{"schema":9}')] }));
    const [entry] = await dynamoDbEntries(table, 'scaling').newest('checkout/web', 3);
    expect(entry && isUnreadableEntry(entry) && entry).toMatchObject({
      id: '2',
      unreadable: expect.stringContaining('scaling#checkout/web ENTRY#2: schema 9 is not known'),
    });
  });
});

describe('many entries', () => {
  it('come page by page until there are as many as were wanted, or no more', async () => {
    const pageOf = (from: number) =>
      Array.from({ length: 300 }, (_, index) => entryItem(anEntry(`${from + index}`), 90));
    const table = () =>
      answeringTable(({ input }, calls) => {
        const Items = pageOf(300 * (calls - 1)).slice(0, input.Limit as number);
        return calls === 4 ? { Items } : { Items, LastEvaluatedKey: entryKey(key, String(calls)) };
      });
    expect(await dynamoDbEntries(table(), 'scaling').list('checkout/web', 1000)).toHaveLength(1000);
    expect(await dynamoDbEntries(table(), 'scaling').list('checkout/web', 5000)).toHaveLength(1200);
    const one = table();
    await dynamoDbEntries(one, 'scaling').list('checkout/web', 1);
    expect(one.asked).toHaveLength(1);
  });
});
