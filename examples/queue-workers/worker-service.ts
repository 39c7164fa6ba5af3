import { type CfnElement, Duration, Stack, Token, Validations } from 'aws-cdk-lib';
import { SubnetType, Vpc } from 'aws-cdk-lib/aws-ec2';
import {
  Cluster,
  ContainerInsights,
  CpuArchitecture,
  FargateService,
  FargateTaskDefinition,
  LogDrivers,
  OperatingSystemFamily,
} from 'aws-cdk-lib/aws-ecs';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { workerImage } from './worker-image.ts';

export interface WorkerServiceProps {
  readonly orders: IQueue;
  /** For the local AWS emulator, which runs no containers. */
  readonly local: boolean;
}

/** As long as Fargate waits between SIGTERM and SIGKILL. */
const stopTimeout = Duration.seconds(120);

/** Tasks that take orders from a queue, each protected while it holds one. It sets no desired count: that is Headroom's to say. */
export class WorkerService extends Construct {
  readonly service: FargateService;

  constructor(scope: Construct, id: string, { orders, local }: WorkerServiceProps) {
    super(scope, id);
    // Tasks with an address of their own and no way in; a NAT gateway would cost more than they do.
    const subnetConfiguration = [{ name: 'tasks', subnetType: SubnetType.PUBLIC, mapPublicIpOnLaunch: false }];
    const vpc = new Vpc(this, 'Vpc', { maxAzs: 2, restrictDefaultSecurityGroup: false, subnetConfiguration });
    const cluster = new Cluster(this, 'Cluster', { vpc, containerInsightsV2: ContainerInsights.ENABLED });
    const taskDefinition = this.task(orders, local);
    const tasks = Stack.of(this).formatArn({
      service: 'ecs',
      resource: 'task',
      resourceName: `${cluster.clusterName}/*`,
    });
    // The agent asks with the role of the task; a task has no name before it runs, but its cluster has.
    const actions = ['ecs:GetTaskProtection', 'ecs:UpdateTaskProtection'];
    taskDefinition.addToTaskRolePolicy(new PolicyStatement({ actions, resources: [tasks] }));
    this.service = new FargateService(this, 'Service', {
      cluster,
      taskDefinition,
      assignPublicIp: true,
      minHealthyPercent: 100,
      circuitBreaker: { enable: true, rollback: true },
    });
    this.acknowledge(cluster);
  }

  private task(orders: IQueue, local: boolean): FargateTaskDefinition {
    const task = new FargateTaskDefinition(this, 'Task', {
      cpu: 256,
      memoryLimitMiB: 512,
      runtimePlatform: { cpuArchitecture: CpuArchitecture.ARM64, operatingSystemFamily: OperatingSystemFamily.LINUX },
    });
    task.addContainer('worker', {
      image: workerImage(local),
      logging: LogDrivers.awsLogs({ streamPrefix: 'worker', logRetention: RetentionDays.ONE_MONTH }),
      environment: { QUEUE_URL: orders.queueUrl, VISIBILITY_SECONDS: '60', DRAIN_SECONDS: '100' },
      stopTimeout,
    });
    orders.grantConsumeMessages(task.taskRole);
    return task;
  }

  private acknowledge(cluster: Cluster): void {
    const { partition, region, account } = this.told();
    const name = Stack.of(this).getLogicalId(cluster.node.defaultChild as CfnElement);
    Validations.of(this).acknowledge(
      { id: 'AwsSolutions-VPC7', reason: 'An example that lives for an hour needs no flow logs.' },
      {
        id: 'AwsSolutions-ECS2',
        reason: 'The variables are the address of a queue and durations, which are no secrets.',
      },
      {
        id: 'AwsSolutions-IAM5[Resource::*]',
        reason: 'Logging in to ecr and writing logs have no resource to narrow them to.',
      },
      {
        id: `AwsSolutions-IAM5[Resource::arn:${partition}:ecs:${region}:${account}:task/<${name}>/*]`,
        reason: 'A task has no name before it runs; those of its own cluster are the narrowest there is.',
      },
    );
  }

  /** The place of the stack, as cdk-nag tells it. */
  private told() {
    const { partition, region, account } = Stack.of(this);
    const text = (value: string, name: string) => (Token.isUnresolved(value) ? `<AWS::${name}>` : value);
    return {
      partition: text(partition, 'Partition'),
      region: text(region, 'Region'),
      account: text(account, 'AccountId'),
    };
  }
}
