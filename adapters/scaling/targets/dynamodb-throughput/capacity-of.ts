import type { TableDescription } from '@aws-sdk/client-dynamodb';
import { Refusal } from '../../../../core/model/errors.ts';
import type { Because } from '../../../../core/model/reason.ts';
import type { TargetConfig } from '../../../../core/scaling/config/target-kinds.ts';
import { unitLimits } from '../../../../core/scaling/config/target-limits.ts';
import type { Capacity } from '../../../../core/scaling/observation.ts';
import type { Rations } from '../../../../core/scaling/rations.ts';
import { isProvisioned, type Part, partOf, unitsOf } from './throughput-of.ts';

type Config = TargetConfig<'dynamodb-throughput'>;

export const tell = ({ tableName, indexName, throughput }: Config) =>
  `${throughput} of ${indexName === null ? '' : `the index "${indexName}" of `}the table "${tableName}"`;

/**
 * One number of a table as DescribeTable tells it, in units of a second. While the table is UPDATING it tells what is still in
 * force, so that `lastAsked` is what is asked for. Throws `Refusal` where the table is going, or has no such number.
 */
export function capacityOfThroughput(config: Config, table: TableDescription, lastAsked: number | null): Capacity {
  const told = tell(config);
  const part = partOf(told, table, config.indexName);
  for (const status of [table.TableStatus, part.status]) refuseGoing(told, status);
  const running = unitsOf(told, table, part, config.throughput);
  refuseReplicated(told, table, config);
  const rations = rationsOf(table, part, config);
  const asked = rations.busyBecause === null ? running : (lastAsked ?? running);
  return {
    asked,
    running,
    inFlight: Math.max(asked - running, 0),
    ...unitLimits['dynamodb-throughput'],
    keepBecause: null,
    rations,
    voidOutBecause: null,
    voidInBecause: null,
  };
}

function refuseGoing(told: string, status: string | undefined): void {
  if (status === 'DELETING' || status === 'ARCHIVING' || status === 'ARCHIVED') {
    throw new Refusal(`${told} is ${status}; remove the scalable`);
  }
  if (status === 'INACCESSIBLE_ENCRYPTION_CREDENTIALS') {
    throw new Refusal(`${told} is ${status}: DynamoDB may not use its key; allow it again`);
  }
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/V2globaltables_HowItWorks.html */
function refuseReplicated(told: string, { Replicas = [] }: TableDescription, { throughput }: Config): void {
  if (Replicas.length === 0 || throughput !== 'WriteCapacityUnits') return;
  throw new Refusal(
    `${told}: the table has replicas, whose writes only Application Auto Scaling keeps alike; remove the scalable`,
  );
}

/**
 * Four decreases of a table, and as many of each index, are taken in a day of UTC at any time, and after these one each 3600 s:
 * 27 at most (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html). No ration is known of what
 * tables on demand may serve at most.
 */
function rationsOf(table: TableDescription, part: Part, { throughput }: Config): Rations {
  const { NumberOfDecreasesToday: today = 0, LastDecreaseDateTime: last } = part.provisioned;
  const counted = { today, lastAtMs: last?.getTime() ?? null, free: 4, everySeconds: 3600, mostToday: 27 };
  return { busyBecause: busyBecause(table, part), decreases: isProvisioned(throughput) ? counted : null };
}

/** A table takes one change at a time, whatever is changed. */
export function busyBecause(table: TableDescription, part: Part): Because | null {
  const indexes = (table.GlobalSecondaryIndexes ?? []).map(({ IndexName, IndexStatus }) => [IndexName, IndexStatus]);
  const busy = [['the table', table.TableStatus], ...indexes].find(([, status]) => !isActive(status));
  if (busy === undefined && isActive(part.status)) return null;
  const [what = '', status = ''] = busy ?? ['it', part.status];
  return { says: '{what} is {status}, and takes no other change until that has ended', what, status };
}

const isActive = (status: string | undefined) => status === undefined || status === 'ACTIVE';
