import {
  TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import type { Item } from './attributes.ts';
import { busy, patiently } from './patiently.ts';
import type { Table } from './table.ts';

/** What a transaction may be cancelled for that passes by itself. */
const passing = new Set(['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded']);

/** `refused` carries the item that the condition of the action `at` met; null where there was none. */
export type Written = 'written' | { readonly refused: Item | null; readonly at: number };

/**
 * Writes all or nothing. Where several conditions fail the first one tells, with what it met if the action has
 * `ReturnValuesOnConditionCheckFailure: 'ALL_OLD'`.
 * A cancelled transaction has done nothing, so each new try is a transaction of its own; a try whose answer is lost is
 * repeated by the SDK with the same `ClientRequestToken` (which it sets before its retry loop), and so is done once.
 */
export async function transact(table: Table, what: string, actions: readonly TransactWriteItem[]): Promise<Written> {
  const input = { TransactItems: [...actions] };
  return patiently<Written>(table, what, async () => {
    try {
      await table.client.send(new TransactWriteItemsCommand(input));
      return 'written';
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw error;
      const reasons = error.CancellationReasons ?? [];
      const at = reasons.findIndex(({ Code }) => Code === 'ConditionalCheckFailed');
      if (at >= 0) return { refused: reasons[at]?.Item ?? null, at };
      if (reasons.some(({ Code }) => passing.has(Code ?? ''))) return busy;
      throw error;
    }
  });
}
