import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { again, type Tried } from './item-place.ts';

const passing = new Set(['None', 'ConditionalCheckFailed', 'TransactionConflict', 'ThrottlingError']);

/** Sends a transaction; `again` where it was cancelled for something that may be otherwise at the next try. */
export async function orAgain<T>(send: () => Promise<T>): Promise<Tried<T>> {
  try {
    return await send();
  } catch (error) {
    if (error instanceof TransactionCanceledException && isPassing(error)) return again;
    throw error;
  }
}

function isPassing({ CancellationReasons = [] }: TransactionCanceledException): boolean {
  return CancellationReasons.every(({ Code }) => passing.has(Code ?? 'None'));
}
