import { ConditionalCheckFailedException, DeleteItemCommand } from '@aws-sdk/client-dynamodb';
import type { Lease } from '../../core/ports.ts';
import { text } from './attributes.ts';
import { leaseKey } from './keys.ts';
import type { Table } from './table.ts';
import { takeLease } from './take-lease.ts';

/** Leases under which nothing is remembered, on things that several subjects may change. */
export interface Claims {
  /** Takes the lease where it is free or has expired. */
  take(lease: Lease, nowMs: number): Promise<'taken' | 'held'>;
  /** Ends the lease; does nothing where another has taken it since. */
  free(lease: Lease): Promise<void>;
}

/** Claims in the deployment's table. */
export function dynamoDbClaims(table: Table): Claims {
  return {
    take: (lease, nowMs) => takeLease(table, lease, nowMs),
    free: async (lease) => {
      const ended = new DeleteItemCommand({
        TableName: table.tableName,
        Key: leaseKey(lease),
        ConditionExpression: '#owner = :owner',
        ExpressionAttributeNames: { '#owner': 'owner' },
        ExpressionAttributeValues: { ':owner': text(lease.owner) },
      });
      try {
        await table.client.send(ended);
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
      }
    },
  };
}
