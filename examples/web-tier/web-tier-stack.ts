import { CfnOutput, Fn, Stack, type StackProps, Validations } from 'aws-cdk-lib';
import {
  ApplicationLoadBalancer,
  ApplicationProtocol,
  ApplicationTargetGroup,
  TargetType,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { Construct } from 'constructs';
import { AutoScalingGroupTarget, albRequests, autoScalingGroupCpu, type Headroom } from '../../lib/index.ts';
import { WebGroup } from './web-group.ts';
import { WebNetwork } from './web-network.ts';

export interface WebTierStackProps extends StackProps {
  readonly headroom: Headroom;
  /** The most requests a minute that one instance serves; null, as it is shipped, has Headroom learn it. */
  readonly requestsPerUnit: number | null;
  /** Percent of requests that may find too little capacity. */
  readonly sloBudgetPercent: number;
  readonly minUnits: number;
  readonly maxUnits: number;
  readonly leadSeconds: number;
  /** For the local AWS emulator, which knows no images, no rules between security groups, and registers no instances. */
  readonly local: boolean;
}

/** A web site behind a load balancer, scaled by the requests that reach it. */
export class WebTierStack extends Stack {
  constructor(scope: Construct, id: string, props: WebTierStackProps) {
    super(scope, id, props);
    const { headroom, requestsPerUnit, sloBudgetPercent, minUnits, maxUnits, leadSeconds } = props;
    const network = new WebNetwork(this, 'Network');
    const group = new WebGroup(this, 'Web', network, props);
    const { loadBalancer, targetGroup } = this.front(network);
    if (!props.local) group.attachToApplicationTargetGroup(targetGroup);

    const web = headroom.scale('checkout/web', new AutoScalingGroupTarget(group), {
      mode: 'on',
      bounds: { min: minUnits, max: maxUnits },
      sloBudgetPercent,
      leadSeconds,
      readings: {
        requests: albRequests({ loadBalancer, targetGroup }),
        cpu: autoScalingGroupCpu(group, { detailedMonitoring: true, unit: 'share' }),
      },
      policies: [
        {
          kind: 'tuned',
          reading: 'requests',
          strain: { utilisation: 'cpu' },
          unitPerSecond: requestsPerUnit === null ? null : requestsPerUnit / 60,
        },
      ],
    });

    this.tell({
      Scalable: web.scalable,
      TableName: headroom.table.tableName,
      TopicArn: headroom.topic.topicArn,
      // By the alias: a bare name is what was deployed last, served or not.
      TunerFunctionName: `${headroom.deploymentName}-policy-tuner:live`,
      AllocatorFunctionName: `${headroom.deploymentName}-resource-allocator:live`,
      QueueUrl: headroom.queue.queueUrl,
      AutoScalingGroupName: group.autoScalingGroupName,
      LoadBalancerFullName: loadBalancer.loadBalancerFullName,
      TargetGroupFullName: targetGroup.targetGroupFullName,
      AlarmName: web.alarm?.alarmName ?? '',
    });
  }

  /** Any two zones of the Region, so that synth need not ask AWS for their names. */
  override get availabilityZones(): string[] {
    return [0, 1].map((zone) => Fn.select(zone, Fn.getAzs()));
  }

  private front({ vpc, forLoadBalancer }: WebNetwork) {
    const loadBalancer = new ApplicationLoadBalancer(this, 'Front', {
      vpc,
      internetFacing: true,
      dropInvalidHeaderFields: true,
      securityGroup: forLoadBalancer,
    });
    Validations.of(loadBalancer).acknowledge({
      id: 'AwsSolutions-ELB2',
      reason: 'An example that lives for an hour keeps no access logs.',
    });
    const targetGroup = new ApplicationTargetGroup(this, 'Instances', {
      vpc,
      port: 80,
      protocol: ApplicationProtocol.HTTP,
      targetType: TargetType.INSTANCE,
    });
    loadBalancer.addListener('Http', { port: 80, open: false, defaultTargetGroups: [targetGroup] });
    return { loadBalancer, targetGroup };
  }

  private tell(outputs: Readonly<Record<string, string>>): void {
    for (const [key, value] of Object.entries(outputs)) new CfnOutput(this, key, { value });
  }
}
