import { ConditionalCheckFailedException, DeleteItemCommand } from '@aws-sdk/client-dynamodb';
import type { Lease } from '../../core/ports.ts';
import { number, text } from './attributes.ts';
import { leaseKey } from './keys.ts';
import { busy, patiently } from './patiently.ts';
import type { Table } from './table.ts';
import { tryToTake } from './take-lease.ts';

/** Leases under which nothing is remembered, on things that several subjects may change. */
export interface Claims {
  /** Takes the lease where it is free or has expired. Nobody is told who came. */
  take(lease: Lease, nowMs: number): Promise<'taken' | 'held'>;
  /** Ends the lease in the term in which it was taken; does nothing where it, or another, has been taken since. */
  free(lease: Lease): Promise<void>;
}

/** Claims in the deployment's table. */
export function dynamoDbClaims(table: Table): Claims {
  return {
    take: (lease, nowMs) =>
      patiently<'taken' | 'held'>(table, `claim ${lease.subject}`, async () => {
        const taking = await tryToTake(table, lease, nowMs);
        if (taking === busy) return busy;
        return taking === 'taken' || taking === 'takenOver' ? 'taken' : 'held';
      }),
    free: async (lease) => {
      const ended = new DeleteItemCommand({
        TableName: table.tableName,
        Key: leaseKey(lease),
        ConditionExpression: '#owner = :owner AND term = :term',
        ExpressionAttributeNames: { '#owner': 'owner' },
        ExpressionAttributeValues: { ':owner': text(lease.owner), ':term': number(lease.term) },
      });
      try {
        await table.client.send(ended);
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
      }
    },
  };
}
