import type { OnDemandThroughput, ProvisionedThroughputDescription, TableDescription } from '@aws-sdk/client-dynamodb';
import { Refusal } from '../../../../core/model/errors.ts';
import type { Throughput } from '../../../../core/scaling/config/targets/dynamodb-throughput.ts';

/** What a table, or one of its indexes, is allowed to serve. */
export interface Part {
  readonly status: string | undefined;
  readonly provisioned: ProvisionedThroughputDescription;
  readonly onDemand: OnDemandThroughput;
}

/** Numbers of tables that are provisioned; the others are of those on demand. */
export function isProvisioned(throughput: Throughput): throughput is 'ReadCapacityUnits' | 'WriteCapacityUnits' {
  return throughput === 'ReadCapacityUnits' || throughput === 'WriteCapacityUnits';
}

/** The table itself, or the index of this name. Throws `Refusal` where it has none. */
export function partOf(told: string, table: TableDescription, indexName: string | null): Part {
  const { TableStatus, ProvisionedThroughput = {}, OnDemandThroughput = {} } = table;
  if (indexName === null) {
    return { status: TableStatus, provisioned: ProvisionedThroughput, onDemand: OnDemandThroughput };
  }
  const index = table.GlobalSecondaryIndexes?.find(({ IndexName }) => IndexName === indexName);
  if (index === undefined) throw new Refusal(`${told} does not exist; correct its name or remove the scalable`);
  return {
    status: index.IndexStatus,
    provisioned: index.ProvisionedThroughput ?? {},
    onDemand: index.OnDemandThroughput ?? {},
  };
}

/** Units that are in force. Throws `Refusal` where the table has no such number. */
export function unitsOf(told: string, table: TableDescription, part: Part, throughput: Throughput): number {
  const isOnDemand = table.BillingModeSummary?.BillingMode === 'PAY_PER_REQUEST';
  if (isProvisioned(throughput)) {
    if (isOnDemand) throw new Refusal(`${told}: the table is on demand, ${onDemandFix}`);
    return part.provisioned[throughput] ?? 0;
  }
  if (!isOnDemand) throw new Refusal(`${told}: the table is provisioned, ${provisionedFix}`);
  const most = part.onDemand[throughput] ?? -1;
  if (most < 1)
    throw new Refusal(`${told} has no maximum, so nothing limits it; set one first, or remove the scalable`);
  return most;
}

const onDemandFix =
  'so that no capacity is set; scale MaxReadRequestUnits or MaxWriteRequestUnits, or remove the scalable';
const provisionedFix = 'and has no maximum; scale ReadCapacityUnits or WriteCapacityUnits, or remove the scalable';
