import { Duration } from 'aws-cdk-lib';
import type { IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Deployment } from '../deployment/deployment.ts';
import type { ConfigWriter } from '../deployment/functions/config-writer.ts';
import type { GrantBy } from '../deployment/grant-by.ts';
import { CdnPurger } from './functions/cdn-purger.ts';
import { PurgeAlarms } from './purge-alarms.ts';
import { purgeGraphs } from './purge-graphs.ts';
import { PurgeTagGrant } from './purge-tag-grant.ts';
import { PurgeWayIn } from './purge-way-in.ts';

interface PurgingProps {
  /** How long the queue gathers changes. */
  readonly window: Duration | undefined;
  /** The accounts whose events "Content Changed" are heard. */
  readonly from: readonly string[] | undefined;
}

/** What all purges of a deployment share; made with the first of them, so that whoever has none pays for none. */
export class PurgingDeployment extends Construct {
  readonly queue: IQueue;
  readonly deadLetters: IQueue;
  readonly deploymentName: string;
  readonly grantBy: GrantBy;
  /** The role that purges. */
  readonly role: IRole;
  readonly configWriter: ConfigWriter;
  /** How purging itself is. */
  readonly widgets: readonly IWidget[];

  constructor(scope: Construct, id: string, deployment: Deployment, { window, from }: PurgingProps) {
    super(scope, id);
    const { every, configWriter, testEventWriter, grantBy, told } = deployment;
    const { deploymentName } = every;
    const { queue, deadLetters } = new PurgeWayIn(this, 'WayIn', { from });
    const cdnPurger = new CdnPurger(this, 'CdnPurger', { ...every, queue, window: window ?? Duration.seconds(5) });
    new PurgeAlarms(this, 'Alarms', { deploymentName, purger: cdnPurger.live, deadLetters, told });
    testEventWriter?.offer(this, 'TestEvents', cdnPurger);
    if (grantBy === 'tag') new PurgeTagGrant(this, 'MayPurgeTagged', cdnPurger.role, deploymentName);
    this.deploymentName = deploymentName;
    this.grantBy = grantBy;
    this.queue = queue;
    this.deadLetters = deadLetters;
    this.role = cdnPurger.role;
    this.configWriter = configWriter;
    this.widgets = purgeGraphs(deploymentName);
  }
}
