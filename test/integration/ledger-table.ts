import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { readingClient } from '../../adapters/aws/client-settings.ts';
import type { Table } from '../../adapters/table/table.ts';

const attribute = (AttributeName: string) => ({ AttributeName, AttributeType: 'S' }) as const;

/** A table with the layout of the ledger, made anew on the local AWS. */
export async function ledgerTable(endpoint: string, tableName: string): Promise<Table> {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = new DynamoDBClient({ ...readingClient, endpoint, region: 'us-east-1', credentials });
  await client.send(
    new CreateTableCommand({
      TableName: tableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [attribute('pk'), attribute('sk')],
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
    }),
  );
  return { client, tableName, random: Math.random };
}
