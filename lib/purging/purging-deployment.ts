import { Duration } from 'aws-cdk-lib';
import type { IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Deployment } from '../deployment/deployment.ts';
import { CdnPurger } from './functions/cdn-purger.ts';
import { PurgeAlarms } from './purge-alarms.ts';
import { purgeGraphs } from './purge-graphs.ts';
import { PurgeWayIn } from './purge-way-in.ts';

/** What all purges of a deployment share; made with the first of them, so that whoever has none pays for none. */
export class PurgingDeployment extends Construct {
  readonly queue: IQueue;
  readonly deadLetters: IQueue;
  /** The role that purges. */
  readonly role: IRole;
  readonly configWriter: IFunction;
  /** How purging itself is. */
  readonly widgets: readonly IWidget[];

  /** `window` is how long the queue gathers changes. */
  constructor(scope: Construct, id: string, deployment: Deployment, window = Duration.seconds(5)) {
    super(scope, id);
    const { every, configWriter, testEventWriter, told } = deployment;
    const { deploymentName } = every;
    const { queue, deadLetters } = new PurgeWayIn(this, 'WayIn');
    const cdnPurger = new CdnPurger(this, 'CdnPurger', { ...every, queue, window });
    new PurgeAlarms(this, 'Alarms', { deploymentName, purger: cdnPurger.function, deadLetters, told });
    testEventWriter?.offer(this, 'TestEvents', cdnPurger);
    this.queue = queue;
    this.deadLetters = deadLetters;
    this.role = cdnPurger.role;
    this.configWriter = configWriter.function;
    this.widgets = purgeGraphs(deploymentName);
  }
}
