import type { AttributeValue, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { TargetMakers } from '../../adapters/scaling/targets/catalogue.ts';
import type { ScalableConfig } from '../../core/scaling/config/scalable.ts';
import { type Input, type Sender, sender } from './sender.ts';
import { countingMakers } from './targets/catalogue.ts';

/** An AWS in memory, at the border of the SDK, that counts what is asked of it. */
export interface CountingAws {
  readonly dynamoDb: DynamoDBClient;
  readonly cloudWatch: Sender;
  readonly makers: TargetMakers;
  /** How often each operation was called, apart from leases, memories and entries. */
  readonly reads: ReadonlyMap<string, number>;
  /** How many metrics were asked for. */
  metrics(): number;
}

/** Most bytes of items in one page of a Query. */
const pageBytes = 1_048_576;

export function countingAws(scalables: ReadonlyMap<string, ScalableConfig>): CountingAws {
  const reads = new Map<string, number>();
  const pages = pagesOf([...scalables].map(([name, config]) => configItem(name, config)));
  const nothing = () => ({});
  const dynamoDb = sender(
    {
      Query: (input) => query(input, pages),
      BatchGetItem: noItems,
      GetItem: nothing,
      PutItem: nothing,
      UpdateItem: nothing,
      TransactWriteItems: nothing,
    },
    reads,
    ['Query'],
  );
  let metrics = 0;
  const metricData = (input: Input) => {
    metrics += (input.MetricDataQueries as unknown[]).length;
    return pointsOf(input);
  };
  const cloudWatch = sender({ GetMetricData: metricData, DescribeAlarms: alarms }, reads, [
    'GetMetricData',
    'DescribeAlarms',
  ]);
  return {
    dynamoDb: dynamoDb as unknown as DynamoDBClient,
    cloudWatch,
    makers: countingMakers(reads),
    reads,
    metrics: () => metrics,
  };
}

type Item = Record<string, AttributeValue>;

function configItem(name: string, { scalable: _, ...config }: ScalableConfig): Item {
  return { pk: { S: 'scaling/config' }, sk: { S: name }, config: { S: JSON.stringify(config) } };
}

function pagesOf(items: readonly Item[]): Item[][] {
  const pages: Item[][] = [[]];
  let bytes = 0;
  for (const item of items) {
    const size = JSON.stringify(item).length;
    if (bytes + size > pageBytes) {
      pages.push([]);
      bytes = 0;
    }
    bytes += size;
    pages.at(-1)?.push(item);
  }
  return pages;
}

function query(input: Input, pages: readonly Item[][]): object {
  const values = input.ExpressionAttributeValues as Item;
  if (values[':pk']?.S !== 'scaling/config') return { Items: [] };
  const page = Number((input.ExclusiveStartKey as Item | undefined)?.page?.N ?? 0);
  const more = page + 1 < pages.length && { LastEvaluatedKey: { page: { N: String(page + 1) } } };
  return { Items: pages[page], ...more };
}

const noItems = (): object => ({ Responses: {} });

function pointsOf(input: Input): object {
  const { MetricDataQueries: queries, EndTime } = input as { MetricDataQueries: { Id: string }[]; EndTime: Date };
  const Timestamps = [3, 2, 1].map((ago) => new Date(EndTime.getTime() - ago * 60_000));
  return {
    MetricDataResults: queries.map(({ Id }) => ({ Id, StatusCode: 'Complete', Timestamps, Values: [10, 10, 10] })),
  };
}

function alarms(input: Input): object {
  const { AlarmNames } = input as { AlarmNames: string[] };
  return { MetricAlarms: AlarmNames.map((AlarmName) => ({ AlarmName, StateValue: 'OK' })) };
}
