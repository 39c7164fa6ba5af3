import type { IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { Severity } from '../../core/alerting/burn-rates.ts';
import type { Deployment } from '../deployment/deployment.ts';
import type { ConfigWriter } from '../deployment/functions/config-writer.ts';
import type { Runbooks } from '../deployment/runbooks.ts';
import { AlertTopics } from './alert-topics.ts';
import { DiagnosingAlarms } from './diagnosing-alarms.ts';
import { DiagnosingWayIn } from './diagnosing-way-in.ts';
import { diagnosingWidgets } from './diagnosing-widgets.ts';
import { PerformanceMetrics } from './functions/performance-metrics.ts';
import { NeededObjectives } from './needed-objectives.ts';

/** What all watched services of a deployment share; made with the first of them, so that whoever has none pays for none. */
export class DiagnosingDeployment extends Construct {
  readonly deploymentName: string;
  readonly configWriter: ConfigWriter;
  /** The role that reads. */
  readonly role: IRole;
  /** How diagnosing itself is. */
  readonly widgets: readonly IWidget[];
  readonly runbooks: Runbooks;
  /** Which objectives hang on which; null on a local AWS, which deploys no composite alarms. */
  readonly objectives: NeededObjectives | null;
  private madeTopics: AlertTopics | null = null;

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
    this.runbooks = told;
    const objectives = every.virtualTime ? null : new NeededObjectives(this);
    this.objectives = objectives;
    this.node.addValidation({ validate: () => objectives?.problems() ?? [] });
  }

  /** Where the alarms on what services promise go; made with the first of them. */
  get topics(): Readonly<Record<Severity, ITopic>> {
    this.madeTopics ??= new AlertTopics(this, 'Alerts', this.deploymentName);
    return this.madeTopics.topics;
  }
}
