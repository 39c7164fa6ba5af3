import { Fn, Stack, type StackProps, Validations } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { AutoScalingGroupTarget, albRequests, type Headroom } from '../../lib/index.ts';
import { WebGroup } from '../web-tier/web-group.ts';
import { WebNetwork } from '../web-tier/web-network.ts';
import { Front } from './front.ts';
import { orderShards } from './order-shards.ts';
import { Site } from './site.ts';

export interface EverythingStackProps extends StackProps {
  readonly headroom: Headroom;
  /** For the local AWS emulator, which knows no images and registers no instances. */
  readonly local: boolean;
}

/** A shop with something of all that Headroom does, under the names that the shipped test events have. */
export class EverythingStack extends Stack {
  constructor(scope: Construct, id: string, { headroom, local, ...props }: EverythingStackProps) {
    super(scope, id, props);
    const network = new WebNetwork(this, 'Network');
    const { listener, loadBalancer, blue, green } = new Front(this, 'Front', network);
    const group = new WebGroup(this, 'Web', network, { minUnits: 2, maxUnits: 24, local });
    if (!local) group.attachToApplicationTargetGroup(blue);

    headroom.scale('checkout/web', new AutoScalingGroupTarget(group), {
      mode: 'on',
      bounds: { min: 2, max: 24 },
      readings: { requests: albRequests({ loadBalancer, targetGroup: blue }) },
      policies: [{ kind: 'tuned', reading: 'requests', unitPerSecond: 10 }],
    });
    headroom.balance(listener, {
      name: 'checkout/web',
      groups: { blue: { targetGroup: blue, scalable: 'checkout/web' }, green: { targetGroup: green } },
    });
    const { distribution, bucket } = new Site(this, 'Site', local);
    headroom.purge('site', { distribution, buckets: [{ bucket }], rootObject: 'index.html', onDeploy: ['/*'] });
    headroom.shard('orders', { scope: this, bits: 2, shards: orderShards(this) });
    headroom.cache('orders', { scope: this, existing: { host: 'cache.example.com' }, outbox: true });
    this.acknowledge(local);
  }

  private acknowledge(local: boolean): void {
    Validations.of(this).acknowledge({
      id: 'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]',
      reason: 'The CDK turns on the notifications of the bucket by a function of its own, whose role it makes.',
    });
    if (local) Validations.of(this).acknowledge({ id: 'AwsSolutions-SF2', reason: 'The local AWS has no X-Ray.' });
  }

  /** Any two zones of the Region, so that synth need not ask AWS for their names. */
  override get availabilityZones(): string[] {
    return [0, 1].map((zone) => Fn.select(zone, Fn.getAzs()));
  }
}
