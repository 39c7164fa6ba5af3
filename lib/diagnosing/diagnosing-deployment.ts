import type { IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { Deployment } from '../deployment/deployment.ts';
import type { ConfigWriter } from '../deployment/functions/config-writer.ts';
import { DiagnosingAlarms } from './diagnosing-alarms.ts';
import { DiagnosingWayIn } from './diagnosing-way-in.ts';
import { diagnosingWidgets } from './diagnosing-widgets.ts';
import { PerformanceMetrics } from './functions/performance-metrics.ts';

/** What all watched services of a deployment share; made with the first of them, so that whoever has none pays for none. */
export class DiagnosingDeployment extends Construct {
  readonly deploymentName: string;
  readonly configWriter: ConfigWriter;
  /** The role that reads. */
  readonly role: IRole;
  /** How diagnosing itself is. */
  readonly widgets: readonly IWidget[];

  constructor(scope: Construct, id: string, { every, configWriter, testEventWriter, told }: Deployment) {
    super(scope, id);
    const { deploymentName } = every;
    const wayIn = new DiagnosingWayIn(this, 'WayIn', { deploymentName, functionTimeout: PerformanceMetrics.timeout });
    const made = new PerformanceMetrics(this, 'PerformanceMetrics', { ...every, queue: wayIn.queue });
    const performanceMetrics = made.live;
    const alarms = new DiagnosingAlarms(this, 'Alarms', { deploymentName, performanceMetrics, wayIn, told });
    testEventWriter?.offer(this, 'TestEvents', made);
    this.deploymentName = deploymentName;
    this.configWriter = configWriter;
    this.role = made.role;
    this.widgets = diagnosingWidgets(deploymentName, alarms);
  }
}
