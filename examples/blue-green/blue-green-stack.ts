import { Fn, Stack, type StackProps, Validations } from 'aws-cdk-lib';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import {
  ApplicationLoadBalancer,
  ApplicationProtocol,
  ApplicationTargetGroup,
  ListenerAction,
  TargetType,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { Construct } from 'constructs';
import type { Headroom } from '../../lib/index.ts';

export interface BlueGreenStackProps extends StackProps {
  readonly headroom: Headroom;
  /** The release that green runs; another name begins another shift. */
  readonly release: string;
}

/** Two releases behind one listener: the new one gets what it earns, and is rolled back where it fails more than the old. */
export class BlueGreenStack extends Stack {
  constructor(scope: Construct, id: string, { headroom, release, ...props }: BlueGreenStackProps) {
    super(scope, id, props);
    const vpc = this.network();
    const [blue, green] = [this.targets(vpc, 'Blue'), this.targets(vpc, 'Green')];
    const loadBalancer = new ApplicationLoadBalancer(this, 'Front', { vpc, dropInvalidHeaderFields: true });
    Validations.of(loadBalancer).acknowledge({
      id: 'AwsSolutions-ELB2',
      reason: 'An example that lives for an hour keeps no access logs.',
    });
    const listener = loadBalancer.addListener('Http', {
      port: 80,
      open: false,
      defaultAction: ListenerAction.weightedForward([
        { targetGroup: blue, weight: 999 },
        { targetGroup: green, weight: 0 },
      ]),
    });

    headroom.balance(listener, {
      name: 'checkout/web',
      mode: 'on',
      groups: { blue: { targetGroup: blue }, green: { targetGroup: green } },
      latencySeconds: 0.5,
      shift: {
        from: 'blue',
        to: 'green',
        name: release,
        plan: {
          kind: 'steps',
          steps: [
            { percent: 2, holdSeconds: 600 },
            { percent: 20, holdSeconds: 600 },
            { percent: 100, holdSeconds: 0 },
          ],
        },
      },
    });
  }

  /** Any two zones of the Region, so that synth need not ask AWS for their names. */
  override get availabilityZones(): string[] {
    return [0, 1].map((zone) => Fn.select(zone, Fn.getAzs()));
  }

  private network(): Vpc {
    const vpc = new Vpc(this, 'Network', { natGateways: 0, restrictDefaultSecurityGroup: false });
    Validations.of(vpc).acknowledge({
      id: 'AwsSolutions-VPC7',
      reason: 'An example that lives for an hour needs no flow logs.',
    });
    return vpc;
  }

  private targets(vpc: Vpc, id: string): ApplicationTargetGroup {
    return new ApplicationTargetGroup(this, id, {
      vpc,
      port: 80,
      protocol: ApplicationProtocol.HTTP,
      targetType: TargetType.IP,
    });
  }
}
