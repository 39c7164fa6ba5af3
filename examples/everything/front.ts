import { Validations } from 'aws-cdk-lib';
import {
  type ApplicationListener,
  ApplicationLoadBalancer,
  ApplicationProtocol,
  ApplicationTargetGroup,
  ListenerAction,
  TargetType,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Construct } from 'constructs';
import type { WebNetwork } from '../web-tier/web-network.ts';

/** A load balancer whose listener shares requests between two groups. */
export class Front extends Construct {
  readonly loadBalancer: ApplicationLoadBalancer;
  readonly listener: ApplicationListener;
  readonly blue: ApplicationTargetGroup;
  readonly green: ApplicationTargetGroup;

  constructor(scope: Construct, id: string, { vpc, forLoadBalancer }: WebNetwork) {
    super(scope, id);
    const targets = (name: string) =>
      new ApplicationTargetGroup(this, name, {
        vpc,
        port: 80,
        protocol: ApplicationProtocol.HTTP,
        targetType: TargetType.INSTANCE,
      });
    this.blue = targets('Blue');
    this.green = targets('Green');
    this.loadBalancer = new ApplicationLoadBalancer(this, 'LoadBalancer', {
      vpc,
      internetFacing: true,
      dropInvalidHeaderFields: true,
      securityGroup: forLoadBalancer,
    });
    this.listener = this.loadBalancer.addListener('Http', {
      port: 80,
      open: false,
      defaultAction: ListenerAction.weightedForward([
        { targetGroup: this.blue, weight: 500 },
        { targetGroup: this.green, weight: 499 },
      ]),
    });
    Validations.of(this.loadBalancer).acknowledge({
      id: 'AwsSolutions-ELB2',
      reason: 'An example that lives for an hour keeps no access logs.',
    });
  }
}
