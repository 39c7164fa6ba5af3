import type { AttributeValue, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { TargetClients } from '../../adapters/scaling/targets/any-kind/target-clients.ts';
import type { ScalableConfig } from '../../core/scaling/config/scalable.ts';

type Input = Readonly<Record<string, unknown>>;
type Answer = (input: Input) => unknown;

/** An AWS in memory, at the border of the SDK, that counts what is asked of it. */
export interface CountingAws {
  readonly dynamoDb: DynamoDBClient;
  readonly cloudWatch: { send(command: unknown): Promise<never> };
  readonly clients: TargetClients;
  /** How often each operation was called, apart from leases, memories and entries. */
  readonly reads: ReadonlyMap<string, number>;
}

/** Most bytes of items in one page of a Query. */
const pageBytes = 1_048_576;

export function countingAws(scalables: ReadonlyMap<string, ScalableConfig>): CountingAws {
  const reads = new Map<string, number>();
  const pages = pagesOf([...scalables].map(([name, config]) => configItem(name, config)));
  const sender = (answers: Readonly<Record<string, Answer>>, counted: readonly string[]) => ({
    send: async (command: unknown): Promise<never> => {
      const { input } = command as { readonly input: Input };
      const operation = (command as object).constructor.name.replace(/Command$/, '');
      if (counted.includes(operation)) reads.set(operation, (reads.get(operation) ?? 0) + 1);
      const answer = answers[operation];
      if (answer === undefined) throw new Error(`${operation} was not expected`);
      return answer(input) as never;
    },
  });
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
    ['Query'],
  );
  const cloudWatch = sender({ GetMetricData: metricData, DescribeAlarms: alarms }, ['GetMetricData', 'DescribeAlarms']);
  const autoScaling = sender({ DescribeAutoScalingGroups: groups, SetDesiredCapacity: nothing }, [
    'DescribeAutoScalingGroups',
  ]);
  const ecs = sender({ DescribeServices: services, UpdateService: nothing }, ['DescribeServices']);
  const everywhere = <T>(client: T) => ({ reader: () => client, actor: () => client });
  return {
    dynamoDb: dynamoDb as unknown as DynamoDBClient,
    cloudWatch,
    clients: { autoScaling: async () => everywhere(autoScaling), ecs: async () => everywhere(ecs) },
    reads,
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

function metricData(input: Input): object {
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

function groups(input: Input): object {
  const { AutoScalingGroupNames } = input as { AutoScalingGroupNames: string[] };
  const Instances = Array.from({ length: 4 }, () => ({ LifecycleState: 'InService', HealthStatus: 'Healthy' }));
  const group = { MinSize: 1, MaxSize: 50, DesiredCapacity: 4, Instances, SuspendedProcesses: [] };
  return {
    AutoScalingGroups: AutoScalingGroupNames.map((AutoScalingGroupName) => ({ AutoScalingGroupName, ...group })),
  };
}

function services(input: Input): object {
  const { services: names } = input as { services: string[] };
  const service = { status: 'ACTIVE', desiredCount: 4, runningCount: 4, pendingCount: 0, deployments: [] };
  return { services: names.map((serviceName) => ({ serviceName, ...service })), failures: [] };
}
