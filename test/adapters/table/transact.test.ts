import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { text } from '../../../adapters/table/attributes.ts';
import { transact } from '../../../adapters/table/transact.ts';
import { answeringTable } from './answering-table.ts';

const cancelled = (...codes: string[]) =>
  new TransactionCanceledException({
    message: 'cancelled',
    $metadata: {},
    CancellationReasons: codes.map((Code) =>
      Code === 'ConditionalCheckFailed' ? { Code, Item: { owner: text('other') } } : { Code },
    ),
  });

describe('a transaction', () => {
  it('is tried again, with longer and longer pauses, while others are in the way', async () => {
    const inTheWay = ['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded'];
    const table = answeringTable((_, calls) => (calls > 3 ? {} : cancelled('None', inTheWay[calls - 1] ?? '')));
    expect(await transact(table, 'test', [])).toBe('written');
    expect(table.pauses).toEqual([25, 50, 100]);
  });

  it('gives up on a table that stays busy', async () => {
    const table = answeringTable(() => cancelled('TransactionConflict'));
    await expect(transact(table, 'release checkout/web', [])).rejects.toThrow('release checkout/web: still busy');
    expect(table.asked).toHaveLength(8);
  });

  it('is not tried again where its condition is not met, and tells what was found', async () => {
    const table = answeringTable(() => cancelled('ConditionalCheckFailed', 'TransactionConflict'));
    expect(await transact(table, 'test', [])).toEqual({ refused: { owner: text('other') }, at: 0 });
    expect(table.asked).toHaveLength(1);
  });

  it('fails with what will not pass by itself', async () => {
    const table = answeringTable(() => cancelled('None', 'ValidationError'));
    await expect(transact(table, 'test', [])).rejects.toThrow(TransactionCanceledException);
    expect(table.asked).toHaveLength(1);
  });

  it('fails with any other error as it is', async () => {
    const table = answeringTable(() => new Error('no credentials'));
    await expect(transact(table, 'test', [])).rejects.toThrow('no credentials');
  });
});
