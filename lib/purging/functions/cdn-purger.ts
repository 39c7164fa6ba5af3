import { Duration } from 'aws-cdk-lib';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { DeploymentFunction, type DeploymentFunctionProps } from '../../deployment/deployment-function.ts';
import { grantLooks, grantSwitch } from '../../deployment/table-grant.ts';

interface CdnPurgerProps extends DeploymentFunctionProps {
  readonly queue: IQueue;
  /** How long the queue gathers changes before it wakes the purger; 300 seconds at most. */
  readonly window: Duration;
}

/** Takes changes of content from the queue, and purges them. */
export class CdnPurger extends DeploymentFunction {
  static readonly timeout = Duration.seconds(60);

  constructor(scope: Construct, id: string, { queue, window, ...props }: CdnPurgerProps) {
    super(scope, id, props, {
      bundle: 'cdn-purger',
      functionName: `${props.deploymentName}-cdn-purger`,
      description: 'Purges from CDNs what has changed behind them',
      memoryMebibytes: 512,
      timeout: CdnPurger.timeout,
      rehearsed: { decides: 'purging', event: { source: 'headroom.tick' } },
      // CDNs, and what is warmed up behind them, are in no VPC. It sends to its own queue.
      reaches: ['CDNs', 'sqs'],
    });
    grantLooks(props.table, this.role, 'purging', { also: ['pending#*', 'receipts#*', 'made#*'] });
    grantSwitch(props, this.role);
    this.function.addEnvironment('HEADROOM_PURGE_QUEUE', queue.queueUrl);
    queue.grantSendMessages(this.role);
    this.live.addEventSource(
      new SqsEventSource(queue, {
        batchSize: 1000,
        maxBatchingWindow: window,
        maxConcurrency: 2,
        reportBatchItemFailures: true,
      }),
    );
  }
}
