import { Duration, Fn, Stack, type StackProps } from 'aws-cdk-lib';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { EcsServiceTarget, type Headroom, queueDepth } from '../../lib/index.ts';
import { CheckoutService } from './checkout-service.ts';

export interface EcsServiceStackProps extends StackProps {
  readonly headroom: Headroom;
}

/** A service that works on a queue, scaled so that no order waits longer than two minutes. */
export class EcsServiceStack extends Stack {
  constructor(scope: Construct, id: string, { headroom, ...props }: EcsServiceStackProps) {
    super(scope, id, props);
    const failed = new Queue(this, 'Failed', { enforceSSL: true, retentionPeriod: Duration.days(14) });
    const orders = new Queue(this, 'Orders', {
      enforceSSL: true,
      retentionPeriod: Duration.days(4),
      deadLetterQueue: { queue: failed, maxReceiveCount: 5 },
    });
    const { service } = new CheckoutService(this, 'Checkout', orders);

    headroom.scale('checkout/worker', new EcsServiceTarget(service, { containerInsights: true }), {
      mode: 'scale-out-only',
      bounds: { min: 1, max: 40 },
      leadSeconds: 90,
      readings: { waiting: queueDepth(orders) },
      policies: [
        { kind: 'backlog', reading: 'waiting', acceptableLatencySeconds: 120, processingSeconds: 3 },
        { kind: 'schedule', timeZone: 'Europe/Berlin', windows: [{ from: '08:00', to: '20:00', floor: 4 }] },
      ],
    });
  }

  /** Any two zones of the Region, so that synth need not ask AWS for their names. */
  override get availabilityZones(): string[] {
    return [0, 1].map((zone) => Fn.select(zone, Fn.getAzs()));
  }
}
