import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dynamoDbBalances } from '../../../adapters/balancing/balance-settings.ts';
import { dynamoDbSettings } from '../../../adapters/scaling/settings.ts';
import { type Item, number, text } from '../../../adapters/table/attributes.ts';
import { overrideKey } from '../../../adapters/table/keys.ts';
import { noonMs } from '../../fixtures.ts';
import { answeringTable } from './answering-table.ts';

const hourMs = 3_600_000;
const subject = 'checkout/web';

/** How each capability that people may override reads an item, and one of each kind that it can read. */
const readers = {
  scaling: {
    read: (Items: Item[]) => dynamoDbSettings(answeringTable(() => ({ Items }))).overrides(subject, noonMs),
    right: [
      { kind: text('floor'), units: number(9) },
      { kind: text('ceiling'), units: number(0) },
      { kind: text('pause') },
    ],
  },
  balancing: {
    read: (Items: Item[]) => dynamoDbBalances(answeringTable(() => ({ Items }))).overrides(subject, noonMs),
    right: [
      { kind: text('pin'), group: text('blue'), percent: number(12.5) },
      { kind: text('pause') },
      { kind: text('adopt') },
    ],
  },
} as const;
const capabilities = Object.entries(readers) as [keyof typeof readers, (typeof readers)[keyof typeof readers]][];
const itemOf = (capability: keyof typeof readers, fields: Item): Item => ({
  ...overrideKey(capability, subject, 'x'),
  untilMs: number(noonMs + hourMs),
  ...fields,
});

/** What people and programs type where a number or a kind belongs. */
const wrong = fc.constantFrom<AttributeValue>(
  text('23'),
  text('flor'),
  text(''),
  number(-5),
  number(1e30),
  { N: 'NaN' },
  { BOOL: true },
  { NULL: true },
  { M: {} },
  { L: [number(1)] },
);

describe.each(capabilities)('overrides of %s in the table', (capability, { read, right }) => {
  it('are read as they were written, until they end', async () => {
    for (const fields of right) {
      const [found, ...others] = await read([itemOf(capability, fields)]);
      expect(found).toMatchObject({ kind: fields.kind.S, untilMs: noonMs + hourMs, note: null });
      expect(others).toEqual([]);
      expect(await read([itemOf(capability, { ...fields, untilMs: number(noonMs) })])).toEqual([]);
    }
  });

  it('are never taken for another value: what is wrong in any field is trouble that names item, field, value and fix', async () => {
    const fields = fc.constantFrom(...right).chain((one: Item) =>
      fc.record({
        one: fc.constant(one),
        field: fc.constantFrom('untilMs', ...Object.keys(one)),
        value: wrong,
      }),
    );
    await fc.assert(
      fc.asyncProperty(fields, async ({ one, field, value }) => {
        // A group may be called anything.
        if (field === 'group' && value.S !== undefined) return;
        const [found] = await read([itemOf(capability, { ...one, [field]: value })]);
        expect(found).toMatchObject({ kind: 'unreadable' });
        const { trouble } = found as { trouble: string };
        expect(trouble).toContain(`${capability}/overrides ${subject}#x: ${field} ${JSON.stringify(value)}`);
        expect(trouble).toContain('headroom override');
      }),
    );
  });

  it.each([
    ['seconds', Math.floor(noonMs / 1000) + 3600],
    ['microseconds', noonMs * 1000],
    ['a year away', noonMs + 366 * 24 * hourMs],
  ])('are trouble where their end is in %s', async (_, untilMs) => {
    const [found] = await read([itemOf(capability, { kind: text('pause'), untilMs: number(untilMs) })]);
    expect(found).toMatchObject({ kind: 'unreadable' });
  });

  it('leave those of others alone', async () => {
    const broken = { ...overrideKey(capability, 'another', 'x'), kind: text('flor') };
    expect(await read([broken, itemOf(capability, { kind: text('pause') })])).toMatchObject([{ kind: 'pause' }]);
  });
});
