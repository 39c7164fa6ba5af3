import {
  type DynamoDBClient,
  type TableDescription,
  UpdateTableCommand,
  type UpdateTableCommandInput,
} from '@aws-sdk/client-dynamodb';
import { tell } from '../../../../core/model/reason.ts';
import type { TargetConfig } from '../../../../core/scaling/config/target-kinds.ts';
import type { Judge } from '../../../aws/judge.ts';
import { busyBecause, tell as tellThroughput } from './capacity-of.ts';
import { describeTable } from './describe.ts';
import { isProvisioned, partOf, unitsOf } from './throughput-of.ts';

type Config = TargetConfig<'dynamodb-throughput'>;
type Client = Pick<DynamoDBClient, 'send'>;

/** Another change of the table is under way: the next look asks again. */
class TableBusy extends Error {
  override readonly name = 'TableBusy';
}

/**
 * Sets one number of a table. A request has to name the reads and the writes, so the other one is read just before and goes along
 * as it is: a change of it that is under way then shows, and nothing is asked for. What is set already is not asked for, since
 * DynamoDB refuses it.
 */
export async function setThroughput(client: Client, config: Config, units: number, signal: AbortSignal) {
  const table = await describeTable(client, config.tableName, signal);
  const told = tellThroughput(config);
  const part = partOf(told, table, config.indexName);
  const busy = busyBecause(table, part);
  if (busy !== null) throw new TableBusy(tell(busy));
  if (unitsOf(told, table, part, config.throughput) === units) return;
  const command = new UpdateTableCommand(updateOf(config, table, units));
  await client.send(command, { abortSignal: signal });
}

function updateOf(config: Config, table: TableDescription, units: number): UpdateTableCommandInput {
  const { tableName: TableName, indexName: IndexName } = config;
  const asked = numbersOf(config, table, units);
  if (IndexName === null) return { TableName, ...asked };
  return { TableName, GlobalSecondaryIndexUpdates: [{ Update: { IndexName, ...asked } }] };
}

function numbersOf({ indexName, throughput, ...config }: Config, table: TableDescription, units: number) {
  const { provisioned, onDemand } = partOf(config.tableName, table, indexName);
  if (!isProvisioned(throughput)) return { OnDemandThroughput: { ...onDemand, [throughput]: units } };
  const { ReadCapacityUnits, WriteCapacityUnits } = provisioned;
  return { ProvisionedThroughput: { ReadCapacityUnits, WriteCapacityUnits, [throughput]: units } };
}

export const judgeThroughput: Judge = ({ name, message }) => {
  if (name === 'ResourceNotFoundException') return 'the table does not exist any more; remove the scalable: {error}';
  if (name === 'ValidationException') return 'DynamoDB does not accept {units}: {error}';
  // What is only under way elsewhere in the account is over by the next look.
  if (name !== 'LimitExceededException' || /concurrent|simultaneous|in progress/i.test(message)) return null;
  if (/decreases/i.test(message)) return 'DynamoDB takes no more decreases for now: {error}';
  return 'a quota does not allow {units}; raise it, or narrow the bounds: {error}';
};
