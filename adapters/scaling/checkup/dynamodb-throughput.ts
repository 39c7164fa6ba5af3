import { ListTagsOfResourceCommand, type TableDescription } from '@aws-sdk/client-dynamodb';
import { Refusal } from '../../../core/model/errors.ts';
import type { CheckedTable, ThroughputFacts } from '../../../core/scaling/checkup/targets/dynamodb-throughput.ts';
import type { AccountReader } from '../../aws/account-reader.ts';
import { asked } from '../../aws/asked.ts';
import { nativeRivals, nativeSweeps } from '../targets/any-kind/native-rivals.ts';
import { capacityOfThroughput } from '../targets/dynamodb-throughput/capacity-of.ts';
import { describeTable, isGone } from '../targets/dynamodb-throughput/describe.ts';
import { scaledThroughput } from '../targets/dynamodb-throughput/rivals.ts';
import { warmOf } from '../targets/dynamodb-throughput/warm-throughput.ts';
import { type Checked, type FactsWorld, leftMs } from './facts-world.ts';

type Target = ThroughputFacts['target'];

/** Reads what is checked of a table, in two to five calls. */
export async function throughputFacts(
  { target }: Checked<'dynamodb-throughput'>,
  { readerIn, abortSignal }: FactsWorld,
): Promise<ThroughputFacts> {
  const reader = readerIn(target.region);
  const [table, rivals] = await Promise.all([
    asked('dynamodb:DescribeTable', () => read(reader, target, abortSignal)),
    asked('application-autoscaling:Describe*', async () => {
      const scaled = scaledThroughput(target);
      const clients = { reader: () => reader.applicationAutoScaling };
      if (scaled === null) return [];
      return nativeRivals({ clients, sweeps: nativeSweeps(), leftMs })({ region: target.region, scaled });
    }),
  ]);
  return { target, table, rivals };
}

async function read({ dynamoDb }: AccountReader, target: Target, signal: AbortSignal): Promise<CheckedTable | null> {
  const table = await describeTable(dynamoDb, target.tableName, signal).catch((error: unknown) => {
    if (isGone(error)) return null;
    throw error;
  });
  if (table === null) return null;
  const { TableArn: arn = '' } = table;
  const { Tags = [] } = await dynamoDb.send(new ListTagsOfResourceCommand({ ResourceArn: arn }), {
    abortSignal: signal,
  });
  const tags = Object.fromEntries(Tags.map(({ Key = '', Value = '' }) => [Key, Value]));
  return { arn, tags, ...scalability(target, table), warm: warmOf(target, table) };
}

/** The same as hinders a look. */
function scalability(target: Target, table: TableDescription): Pick<CheckedTable, 'notScalable' | 'decreasesToday'> {
  try {
    const { rations } = capacityOfThroughput(target, table, null);
    return { notScalable: null, decreasesToday: rations?.decreases?.today ?? null };
  } catch (error) {
    if (error instanceof Refusal) return { notScalable: error.message, decreasesToday: null };
    throw error;
  }
}
