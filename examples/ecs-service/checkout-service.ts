import { Validations } from 'aws-cdk-lib';
import { SubnetType, Vpc } from 'aws-cdk-lib/aws-ec2';
import {
  Cluster,
  ContainerImage,
  ContainerInsights,
  CpuArchitecture,
  FargateService,
  FargateTaskDefinition,
  LogDrivers,
  OperatingSystemFamily,
} from 'aws-cdk-lib/aws-ecs';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

/** Tasks that take orders from a queue. The service sets no desired count: that is Headroom's to say. */
export class CheckoutService extends Construct {
  readonly service: FargateService;

  constructor(scope: Construct, id: string, orders: IQueue) {
    super(scope, id);
    const vpc = new Vpc(this, 'Vpc', { maxAzs: 2, natGateways: 1 });
    const cluster = new Cluster(this, 'Cluster', { vpc, containerInsightsV2: ContainerInsights.ENABLED });
    const taskDefinition = new FargateTaskDefinition(this, 'Task', {
      cpu: 256,
      memoryLimitMiB: 512,
      runtimePlatform: { cpuArchitecture: CpuArchitecture.ARM64, operatingSystemFamily: OperatingSystemFamily.LINUX },
    });
    taskDefinition.addContainer('worker', {
      image: ContainerImage.fromRegistry('public.ecr.aws/amazonlinux/amazonlinux:2023'),
      command: ['sleep', 'infinity'],
      logging: LogDrivers.awsLogs({ streamPrefix: 'worker', logRetention: RetentionDays.ONE_MONTH }),
      environment: { ORDERS: orders.queueUrl },
    });
    orders.grantConsumeMessages(taskDefinition.taskRole);
    this.service = new FargateService(this, 'Service', {
      cluster,
      taskDefinition,
      vpcSubnets: { subnetType: SubnetType.PRIVATE_WITH_EGRESS },
      minHealthyPercent: 100,
      circuitBreaker: { enable: true, rollback: true },
    });
    this.acknowledge();
  }

  private acknowledge(): void {
    Validations.of(this).acknowledge(
      { id: 'AwsSolutions-VPC7', reason: 'An example that lives for an hour needs no flow logs.' },
      { id: 'AwsSolutions-ECS2', reason: 'The only variable is the address of a queue, which is not a secret.' },
      { id: 'AwsSolutions-IAM5[Resource::*]', reason: 'ecr:GetAuthorizationToken has no resource to narrow it to.' },
    );
  }
}
