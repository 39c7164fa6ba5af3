import { setTimeout } from 'node:timers/promises';
import {
  AutoScalingClient,
  DescribeAutoScalingGroupsCommand,
  SetDesiredCapacityCommand,
} from '@aws-sdk/client-auto-scaling';
import { CloudWatchClient, type MetricDatum, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { DeleteItemCommand, DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import {
  InvokeCommand,
  LambdaClient,
  ListEventSourceMappingsCommand,
  UpdateEventSourceMappingCommand,
} from '@aws-sdk/client-lambda';
import { dynamoDbEntries } from '../../adapters/ledger/entries.ts';
import { number } from '../../adapters/table/attributes.ts';
import { clockKey, rosterKey } from '../../adapters/table/keys.ts';
import type { Table } from '../../adapters/table/table.ts';
import type { Entry } from '../../core/model/entry.ts';
import type { ScalingEntry } from '../../core/scaling/scaling-entry.ts';
import type { Tuned } from '../../core/scaling/tell-tuning.ts';
import { rememberingCalls } from '../aws/failed-call.ts';
import { CommandError } from '../command-error.ts';
import type { Outputs } from './deploy-example.ts';

interface StageOptions {
  readonly endpoint: string;
  readonly region: string;
  readonly outputs: Outputs;
  readonly signal: AbortSignal;
}

/** What a minute of the load balancer and the group reports. */
export interface Minute {
  readonly atMs: number;
  /** Null where nothing is reported at all. */
  readonly requests: number | null;
  readonly running: number;
  /** Busy share of the instances, 0 to 1. */
  readonly busy: number;
}

/** The deployed example in the local AWS, and the parts of the world around it that the demo plays. */
export class Stage {
  readonly outputs: Outputs;
  private readonly cloudWatch: CloudWatchClient;
  private readonly autoScaling: AutoScalingClient;
  private readonly lambda: LambdaClient;
  private readonly dynamoDb: DynamoDBClient;
  private readonly abort: { readonly abortSignal: AbortSignal };

  constructor({ endpoint, region, outputs, signal }: StageOptions) {
    const settings = {
      endpoint,
      region,
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      logger: rememberingCalls,
    };
    this.outputs = outputs;
    this.cloudWatch = new CloudWatchClient(settings);
    this.autoScaling = new AutoScalingClient(settings);
    this.lambda = new LambdaClient(settings);
    this.dynamoDb = new DynamoDBClient(settings);
    this.abort = { abortSignal: signal };
  }

  /** Plays CloudWatch's own reporting: a load balancer without requests reports none, and its healthy hosts all the same. */
  async report(minutes: readonly Minute[]): Promise<void> {
    const balancer = minutes.flatMap((minute) => this.balancerData(minute));
    const group = minutes.map(({ atMs, running }) => this.groupDatum('GroupInServiceInstances', atMs, running));
    const cpu = minutes.map(({ atMs, busy }) => this.groupDatum('CPUUtilization', atMs, 100 * busy));
    await Promise.all([
      this.put('AWS/ApplicationELB', balancer),
      this.put('AWS/AutoScaling', group),
      this.put('AWS/EC2', cpu),
    ]);
  }

  /** The one point that wakes the alarm, whichever of the two it watches: how loaded an instance is, now. */
  async reportLoad(atMs: number, requestsPerTarget: number, busy: number): Promise<void> {
    await Promise.all([
      this.put('AWS/ApplicationELB', [this.balancerDatum('RequestCountPerTarget', atMs, requestsPerTarget)]),
      this.put('AWS/EC2', [this.groupDatum('CPUUtilization', atMs, 100 * busy)]),
    ]);
  }

  /** Lets real time pass; rejects where a person wants an end. */
  async pause(milliseconds: number): Promise<void> {
    await setTimeout(milliseconds, undefined, { signal: this.abort.abortSignal });
  }

  async asked(): Promise<number> {
    const command = new DescribeAutoScalingGroupsCommand({
      AutoScalingGroupNames: [this.outputs.AutoScalingGroupName],
    });
    const { AutoScalingGroups: groups } = await this.autoScaling.send(command, this.abort);
    const desired = groups?.[0]?.DesiredCapacity;
    if (desired === undefined)
      throw new CommandError(`the Auto Scaling group ${this.outputs.AutoScalingGroupName} is gone from the local AWS`);
    return desired;
  }

  async ask(units: number): Promise<void> {
    const group = { AutoScalingGroupName: this.outputs.AutoScalingGroupName };
    await this.autoScaling.send(new SetDesiredCapacityCommand({ ...group, DesiredCapacity: units }), this.abort);
  }

  /** The time that the deployed functions take for now; null gives them back their own. */
  async setClock(nowMs: number | null): Promise<void> {
    const { TableName } = this.outputs;
    if (nowMs !== null)
      return void (await this.dynamoDb.send(
        new PutItemCommand({ TableName, Item: { ...clockKey, nowMs: number(nowMs) } }),
        this.abort,
      ));
    await this.dynamoDb.send(new DeleteItemCommand({ TableName, Key: clockKey }), this.abort);
  }

  /** Whether the function hears its queue, into which its schedule and its alarms speak. */
  async hear(hears: boolean): Promise<void> {
    const name = this.outputs.AllocatorFunctionName;
    const { EventSourceMappings: all = [] } = await this.lambda.send(
      new ListEventSourceMappingsCommand({}),
      this.abort,
    );
    const own = all.filter(({ FunctionArn = '' }) => FunctionArn.endsWith(`:${name}`));
    if (own.length === 0) throw new CommandError(`the function ${name} has no queue in the local AWS`);
    for (const { UUID } of own)
      await this.lambda.send(new UpdateEventSourceMappingCommand({ UUID, Enabled: hears }), this.abort);
  }

  /** Forgets when everything was looked at last, since that may be later than the time that is played. */
  async forgetFullLook(): Promise<void> {
    await this.dynamoDb.send(
      new DeleteItemCommand({ TableName: this.outputs.TableName, Key: rosterKey('scaling') }),
      this.abort,
    );
  }

  /** The newest entries of our scalable, newest first. */
  async entries(limit: number): Promise<ScalingEntry[]> {
    return (await dynamoDbEntries(this.table, 'scaling').list(this.outputs.Scalable, limit)) as ScalingEntry[];
  }

  /** Wakes the deployed function with an event; answers the entries it made of our scalable. */
  async wake(event: unknown): Promise<ScalingEntry[]> {
    const { entries } = (await this.invoke(this.outputs.AllocatorFunctionName, event)) as { entries: Entry[] };
    return entries.filter(({ subject }) => subject === this.outputs.Scalable) as ScalingEntry[];
  }

  /** Has the deployed tuner choose for our scalable; answers what it says of it. */
  async tune(): Promise<Tuned> {
    return (await this.invoke(this.outputs.TunerFunctionName, { scalable: this.outputs.Scalable })) as Tuned;
  }

  /** The table of the deployment. */
  get table(): Table {
    return { client: this.dynamoDb, tableName: this.outputs.TableName, random: Math.random };
  }

  private async invoke(FunctionName: string, event: unknown): Promise<unknown> {
    const { FunctionError: fault, Payload } = await this.lambda.send(
      new InvokeCommand({ FunctionName, Payload: JSON.stringify(event) }),
      this.abort,
    );
    const answer = Payload?.transformToString() ?? '';
    if (fault !== undefined) throw new CommandError(`the function ${FunctionName} failed: ${answer.slice(0, 500)}`);
    return JSON.parse(answer);
  }

  private async put(Namespace: string, MetricData: MetricDatum[]): Promise<void> {
    if (MetricData.length > 0)
      await this.cloudWatch.send(new PutMetricDataCommand({ Namespace, MetricData }), this.abort);
  }

  private balancerData({ atMs, requests, running }: Minute): MetricDatum[] {
    if (requests === null) return [];
    const consumed = this.balancerDatum('ConsumedLCUs', atMs, 1, false);
    if (requests === 0) return [consumed];
    const perTarget = requests / Math.max(1, running);
    return [
      consumed,
      this.balancerDatum('RequestCount', atMs, requests),
      this.balancerDatum('RequestCountPerTarget', atMs, perTarget),
    ];
  }

  private balancerDatum(MetricName: string, atMs: number, Value: number, ofGroup = true): MetricDatum {
    const whole = { Name: 'LoadBalancer', Value: this.outputs.LoadBalancerFullName };
    const Dimensions = ofGroup ? [whole, { Name: 'TargetGroup', Value: this.outputs.TargetGroupFullName }] : [whole];
    return { MetricName, Timestamp: new Date(atMs), Value, Dimensions };
  }

  private groupDatum(MetricName: string, atMs: number, Value: number): MetricDatum {
    const Dimensions = [{ Name: 'AutoScalingGroupName', Value: this.outputs.AutoScalingGroupName }];
    return { MetricName, Timestamp: new Date(atMs), Value, Dimensions };
  }
}
