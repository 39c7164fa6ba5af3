import { Fn, Stack, type StackProps, Validations } from 'aws-cdk-lib';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import {
  type CfnService,
  Cluster,
  ContainerImage,
  ContainerInsights,
  FargateService,
  FargateTaskDefinition,
  LogDrivers,
} from 'aws-cdk-lib/aws-ecs';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { EcsServiceTarget, ecsServiceCpu, type Headroom } from '../../lib/index.ts';

export interface FastServiceStackProps extends StackProps {
  readonly headroom: Headroom;
}

/**
 * A service that is scaled by a CPU of 20 seconds: Headroom decides about 42 seconds after the load has risen, where AWS's
 * own tracking of the same metric begins after 86.
 */
export class FastServiceStack extends Stack {
  constructor(scope: Construct, id: string, { headroom, ...props }: FastServiceStackProps) {
    super(scope, id, props);
    const service = this.service();

    headroom.scale('checkout/api', new EcsServiceTarget(service), {
      mode: 'on',
      bounds: { min: 2, max: 40 },
      leadSeconds: 60,
      readings: { cpu: ecsServiceCpu(service, { highResolution: true }) },
      policies: [{ kind: 'target-tracking', reading: 'cpu', of: 'utilisation', target: 55 }],
    });
  }

  /** Its CPU is published each 20 seconds, which is off at first; the construct of a service has no property for it. */
  private service(): FargateService {
    const vpc = new Vpc(this, 'Vpc', { maxAzs: 2, natGateways: 1 });
    const cluster = new Cluster(this, 'Cluster', { vpc, containerInsightsV2: ContainerInsights.ENABLED });
    const taskDefinition = new FargateTaskDefinition(this, 'Task', { cpu: 256, memoryLimitMiB: 512 });
    taskDefinition.addContainer('api', {
      image: ContainerImage.fromRegistry('public.ecr.aws/nginx/nginx:1.29'),
      logging: LogDrivers.awsLogs({ streamPrefix: 'api', logRetention: RetentionDays.ONE_MONTH }),
    });
    const circuitBreaker = { enable: true, rollback: true };
    const service = new FargateService(this, 'Service', {
      cluster,
      taskDefinition,
      circuitBreaker,
      minHealthyPercent: 100,
    });
    (service.node.defaultChild as CfnService).monitoring = {
      metricConfigurations: [{ metricNames: ['CPUUtilization'], resolutionSeconds: 20 }],
    };
    Validations.of(this).acknowledge(
      { id: 'AwsSolutions-VPC7', reason: 'An example that lives for an hour needs no flow logs.' },
      { id: 'AwsSolutions-IAM5[Resource::*]', reason: 'ecr:GetAuthorizationToken has no resource to narrow it to.' },
    );
    return service;
  }

  /** Any two zones of the Region, so that synth need not ask AWS for their names. */
  override get availabilityZones(): string[] {
    return [0, 1].map((zone) => Fn.select(zone, Fn.getAzs()));
  }
}
