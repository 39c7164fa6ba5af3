import { priceBook } from '../../core/prices/price-book.ts';
import type { Part } from './parts.ts';

export interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}

/** What costs money by being there: the part of the bill that it is, and how much it is a month. */
const priced: Readonly<Record<string, (properties: Readonly<Record<string, unknown>>) => readonly [Part, number]>> = {
  'AWS::CloudWatch::Alarm': (properties) => ['alarms', alarmUsd(properties)],
  'AWS::CloudWatch::CompositeAlarm': () => ['alarms', priceBook.compositeAlarmUsdPerMonth.value],
  'AWS::CloudWatch::Dashboard': () => ['dashboards', priceBook.dashboardUsdPerMonth.value],
  'AWS::KMS::Key': () => ['keys and secrets', priceBook.kmsKeyUsdPerMonth.value],
  'AWS::SecretsManager::Secret': () => ['keys and secrets', priceBook.secretUsdPerMonth.value],
  'AWS::Lambda::EventSourceMapping': ({ EventSourceArn }) => ['queues', isQueue(EventSourceArn) ? pollingUsd : 0],
};

/** What costs nothing by being there, or only by what is done with it, which is counted. */
const free = new Set([
  ...['AWS::DynamoDB::Table', 'AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy', 'AWS::IAM::Role', 'AWS::Lambda::Function'],
  ...['AWS::Lambda::Permission', 'AWS::Lambda::EventInvokeConfig', 'AWS::Lambda::Version', 'AWS::Lambda::Alias'],
  ...['AWS::Logs::LogGroup', 'AWS::SNS::Topic', 'AWS::SNS::TopicPolicy', 'AWS::SNS::Subscription', 'AWS::SQS::Queue'],
  ...['AWS::SQS::QueuePolicy', 'AWS::Events::Rule', 'AWS::Scheduler::Schedule', 'AWS::StepFunctions::StateMachine'],
  ...[
    'AWS::EC2::SecurityGroup',
    'AWS::EC2::SecurityGroupEgress',
    'AWS::EC2::SecurityGroupIngress',
    'AWS::CDK::Metadata',
  ],
]);

/** What resources cost a month by being there, by the part of the bill. Throws where nobody has said what one costs. */
export function pricedResources(resources: readonly Resource[]): ReadonlyMap<Part, number> {
  const sums = new Map<Part, number>();
  for (const { Type, Properties = {} } of resources) {
    const price = priced[Type];
    if (price === undefined && !free.has(Type) && !Type.startsWith('Custom::'))
      throw new Error(`nobody has said what ${Type} costs: add it to bench/cost/priced-resources.ts`);
    const [part, usd] = price?.(Properties) ?? ['alarms', 0];
    sums.set(part, (sums.get(part) ?? 0) + usd);
  }
  return sums;
}

interface AlarmMetric {
  readonly MetricStat?: { readonly Period?: number };
}

/** An alarm costs by the metrics that it watches; the parts of its mathematics count, and the mathematics does not. */
function alarmUsd({ Metrics, Period }: Readonly<Record<string, unknown>>): number {
  const watched = (Metrics as readonly AlarmMetric[] | undefined)?.filter(({ MetricStat }) => MetricStat !== undefined);
  const periods = watched?.map(({ MetricStat }) => MetricStat?.Period ?? 60) ?? [Number(Period ?? 60)];
  const { alarmUsdPerMetricMonth: slow, quickAlarmUsdPerMetricMonth: quick } = priceBook;
  return periods.reduce((sum, seconds) => sum + (seconds < 60 ? quick : slow).value, 0);
}

const isQueue = (arn: unknown) => JSON.stringify(arn).toLowerCase().includes('queue');

/**
 * Lambda asks a queue over five connections for 20 seconds each, whether or not there is anything in it:
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html
 */
const pollsPerMonth = (5 * 30.4 * 86_400) / 20;
const pollingUsd = (pollsPerMonth * priceBook.sqsUsdPerMillionRequests.value) / 1e6;
