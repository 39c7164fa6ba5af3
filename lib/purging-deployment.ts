import type { Duration } from 'aws-cdk-lib';
import type { IAlarmAction } from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { DeploymentFunctionProps } from './deployment-function.ts';
import { CdnPurger } from './functions/cdn-purger.ts';
import type { PurgingDeployment } from './purge.ts';
import { PurgeAlarms } from './purge-alarms.ts';
import { PurgeWayIn } from './purge-way-in.ts';

interface PurgerProps extends DeploymentFunctionProps {
  readonly configWriter: IFunction;
  readonly alarmActions: readonly IAlarmAction[];
  /** How long the queue gathers changes. */
  readonly window: Duration;
}

/** What purging needs in a deployment, made with the first CDN that is purged. */
export class Purger extends Construct {
  readonly deployment: PurgingDeployment;
  readonly cdnPurger: CdnPurger;

  constructor(scope: Construct, id: string, { configWriter, alarmActions, window, ...every }: PurgerProps) {
    super(scope, id);
    const { queue, deadLetters } = new PurgeWayIn(this, 'WayIn');
    this.cdnPurger = new CdnPurger(this, 'CdnPurger', { ...every, queue, window });
    const { role } = this.cdnPurger;
    const { deploymentName } = every;
    const purger = this.cdnPurger.function;
    new PurgeAlarms(this, 'Alarms', { deploymentName, purger, deadLetters, actions: alarmActions });
    this.deployment = { queue, deadLetters, role, configWriter };
  }
}
