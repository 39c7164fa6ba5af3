import { DescribeTableCommand, DescribeTimeToLiveCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';

type Description = NonNullable<Awaited<ReturnType<typeof described>>>;
type Index = NonNullable<Description['GlobalSecondaryIndexes']>[number];

/** What a table does with items beside keeping them, each by its name, as a text. */
export type TableTraits = ReadonlyMap<string, string>;

/** Reads what an item would find at a table: whether it expires, who hears of it, by what it is found, how it is kept. */
export async function tableTraits(client: Pick<DynamoDBClient, 'send'>, tableName: string): Promise<TableTraits> {
  const [table, expiry] = await Promise.all([described(client, tableName), expiryOf(client, tableName)]);
  const { StreamSpecification: stream, SSEDescription: encryption, BillingModeSummary: billing } = table ?? {};
  const indexes = [...(table?.GlobalSecondaryIndexes ?? []), ...(table?.LocalSecondaryIndexes ?? [])];
  return new Map([
    ['time to live', expiry],
    ['stream', (stream?.StreamEnabled && stream.StreamViewType) || 'off'],
    ['encryption', tellEncryption(encryption?.SSEType, encryption?.KMSMasterKeyArn)],
    ['capacity mode', billing?.BillingMode ?? 'PROVISIONED'],
    ['table class', table?.TableClassSummary?.TableClass ?? 'STANDARD'],
    ...indexes.map((index): [string, string] => [`index ${index.IndexName}`, tellIndex(index)]),
  ]);
}

/** Where two tables are not the same, for people; null where they are. */
export function tellDifferences(
  [one, ofOne]: readonly [string, TableTraits],
  [other, ofOther]: readonly [string, TableTraits],
): string | null {
  const names = [...new Set([...ofOne.keys(), ...ofOther.keys()])];
  const told = names
    .filter((name) => ofOne.get(name) !== ofOther.get(name))
    .map((name) => {
      const [here, there] = [ofOne.get(name) ?? 'missing', ofOther.get(name) ?? 'missing'];
      return `${name} is ${here} at "${one}" and ${there} at "${other}"`;
    });
  return told.length === 0 ? null : told.join('; ');
}

async function described(client: Pick<DynamoDBClient, 'send'>, TableName: string) {
  return (await client.send(new DescribeTableCommand({ TableName }))).Table;
}

/** One that is being switched on or off counts as what it will be. */
async function expiryOf(client: Pick<DynamoDBClient, 'send'>, TableName: string): Promise<string> {
  const { TimeToLiveDescription } = await client.send(new DescribeTimeToLiveCommand({ TableName }));
  const { TimeToLiveStatus, AttributeName } = TimeToLiveDescription ?? {};
  return TimeToLiveStatus === 'ENABLED' || TimeToLiveStatus === 'ENABLING' ? `by "${AttributeName}"` : 'off';
}

/** Without the account, which an ARN holds. */
function tellEncryption(type: string | undefined, keyArn: string | undefined): string {
  if (type === undefined) return "by DynamoDB's own key";
  return `by ${type}${keyArn === undefined ? '' : ` ${keyArn.slice(keyArn.lastIndexOf(':') + 1)}`}`;
}

function tellIndex({ KeySchema = [], Projection }: Pick<Index, 'KeySchema' | 'Projection'>): string {
  const keys = KeySchema.map(({ AttributeName, KeyType }) => `${AttributeName} ${KeyType}`).join(', ');
  const others = [...(Projection?.NonKeyAttributes ?? [])].sort().join(', ');
  return `(${keys}; ${Projection?.ProjectionType ?? 'ALL'}${others === '' ? '' : ` ${others}`})`;
}
