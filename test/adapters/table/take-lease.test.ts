import {
  ConditionalCheckFailedException,
  TransactionCanceledException,
  TransactionConflictException,
} from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { type Item, truth } from '../../../adapters/table/attributes.ts';
import { leaseItem } from '../../../adapters/table/entry-items.ts';
import { takeLease } from '../../../adapters/table/take-lease.ts';
import { answeringTable } from './answering-table.ts';

const lease = { capability: 'scaling', subject: 'checkout/web', owner: 'me', untilMs: 100, term: 1, promised: false };
const theirs = leaseItem({ ...lease, owner: 'other' });

const unmet = (found?: Item) => new ConditionalCheckFailedException({ message: 'unmet', $metadata: {}, Item: found });
const cancelled = (...codes: string[]) =>
  new TransactionCanceledException({
    message: 'cancelled',
    $metadata: {},
    CancellationReasons: codes.map((Code) => ({ Code })),
  });
const conflict = () => new TransactionConflictException({ message: 'conflict', $metadata: {} });
const commands = (table: ReturnType<typeof answeringTable>) => table.asked.map(({ command }) => command);

describe('taking a lease', () => {
  it('leaves word for its holder', async () => {
    const table = answeringTable(({ command }) => (command === 'PutItemCommand' ? unmet(theirs) : {}));
    expect(await takeLease(table, lease, 0)).toBe('held');
    expect(commands(table)).toEqual(['PutItemCommand', 'TransactWriteItemsCommand']);
  });

  it('writes nothing where others have left word already', async () => {
    const table = answeringTable(() => unmet({ ...theirs, lookAgain: truth(true) }));
    expect(await takeLease(table, lease, 0)).toBe('held');
    expect(commands(table)).toEqual(['PutItemCommand']);
  });

  it('leaves word alone where a look is promised by then already', async () => {
    const answers = [unmet(theirs), cancelled('None', 'ConditionalCheckFailed'), {}];
    const table = answeringTable((_, calls) => answers[calls - 1]);
    expect(await takeLease(table, lease, 0)).toBe('held');
    expect(table.asked.map(({ input }) => (input.TransactItems as unknown[] | undefined)?.length)).toEqual([
      undefined,
      2,
      1,
    ]);
  });

  it('takes it where its holder ends before word can be left', async () => {
    const answers = [unmet(theirs), cancelled('ConditionalCheckFailed', 'None'), {}];
    const table = answeringTable((_, calls) => answers[calls - 1]);
    expect(await takeLease(table, lease, 0)).toBe('taken');
    expect(commands(table)).toEqual(['PutItemCommand', 'TransactWriteItemsCommand', 'PutItemCommand']);
  });

  it('has it where a first try succeeded and only its answer was lost', async () => {
    const table = answeringTable(() => unmet(leaseItem(lease)));
    expect(await takeLease(table, lease, 0)).toBe('takenOver');
  });

  it('waits for a transaction on it to end', async () => {
    const answers = [conflict(), unmet(theirs), cancelled('TransactionConflict'), {}];
    const table = answeringTable((_, calls) => answers[calls - 1]);
    expect(await takeLease(table, lease, 0)).toBe('held');
    expect(table.pauses).toEqual([25, 25]);
  });

  it('gives up where holders come and go for ever', async () => {
    const table = answeringTable(({ command }) =>
      command === 'PutItemCommand' ? unmet(theirs) : cancelled('ConditionalCheckFailed', 'None'),
    );
    await expect(takeLease(table, lease, 0)).rejects.toThrow('take checkout/web: still busy');
  });
});
