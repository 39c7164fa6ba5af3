import { DescribeTableCommand, type DynamoDBClient, type TableDescription } from '@aws-sdk/client-dynamodb';

/** Reads a table, as it is just now and as far as one answer of DynamoDB tells it. Rejects where there is none. */
export async function describeTable(
  client: Pick<DynamoDBClient, 'send'>,
  TableName: string,
  abortSignal: AbortSignal,
): Promise<TableDescription> {
  const { Table = {} } = await client.send(new DescribeTableCommand({ TableName }), { abortSignal });
  return Table;
}

/** Whether DynamoDB knows no such table. */
export function isGone(error: unknown): boolean {
  return error instanceof Error && error.name === 'ResourceNotFoundException';
}
