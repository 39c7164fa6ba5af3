import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';

/** The deployment's table, and a client that reads and writes it (see `readingClient`). */
export interface Table {
  readonly client: DynamoDBClient;
  readonly tableName: string;
  /** From 0 up to 1: spreads the pauses between retries. */
  random(): number;
  /** @default a timer */
  readonly pause?: (milliseconds: number) => Promise<unknown>;
}
