import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dynamoDbLedger } from '../../../adapters/ledger/dynamodb.ts';
import { stopSwitch } from '../../../adapters/ledger/stop-switch.ts';
import type { Item } from '../../../adapters/table/attributes.ts';
import { stopKey } from '../../../adapters/table/keys.ts';
import { answeringTable } from '../table/answering-table.ts';

const readAs = (Item: Item | undefined) => stopSwitch(answeringTable(() => ({ Item })));

/** Whatever an attribute may be but a plain false, one that is left out included. */
const anyButFalse: fc.Arbitrary<Item> = fc.oneof(
  fc.constant({}),
  fc
    .constantFrom<AttributeValue>(
      { BOOL: true },
      { S: 'true' },
      { S: 'false' },
      { S: '' },
      { N: '0' },
      { N: '1' },
      { NULL: true },
      { L: [] },
      { M: {} },
    )
    .map((stopped) => ({ stopped })),
  fc.string().map((S) => ({ stopped: { S } })),
  fc.double({ noNaN: true }).map((value) => ({ stopped: { N: String(value) } })),
);

describe('the stop switch', () => {
  it('lets act where nobody has ever thrown it, or where it is a plain false', async () => {
    expect(await readAs(undefined)).toEqual({ stopped: false, sinceMs: null, note: null, by: null });
    expect(await readAs({ ...stopKey, stopped: { BOOL: false } })).toMatchObject({ stopped: false });
  });

  it('stops where it is anything else, however it was typed', async () => {
    await fc.assert(
      fc.asyncProperty(anyButFalse, async (typed) => {
        expect(await readAs({ ...stopKey, ...typed })).toMatchObject({ stopped: true });
        expect(await dynamoDbLedger(answeringTable(() => ({ Item: { ...stopKey, ...typed } }))).stopped()).toBe(true);
      }),
    );
  });
});
