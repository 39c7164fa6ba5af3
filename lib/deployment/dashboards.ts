import { Duration, Stack } from 'aws-cdk-lib';
import type { Alarm, IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { AlarmStatusWidget, CustomWidget, Dashboard, GraphWidget, TextWidget } from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { troubleKindNames, troubleKinds } from '../../core/model/trouble-kinds.ts';
import { ownMetric } from './own-metric.ts';
import { oneMinute } from './periods.ts';

interface DeploymentDashboardProps {
  readonly deploymentName: string;
  readonly allocator: IFunction;
  /** Draws the table of decisions. */
  readonly decisions: IFunction;
  readonly alarms: readonly Alarm[];
}

/** What Headroom decided last and why, and how Headroom itself is. */
export class DeploymentDashboard extends Dashboard {
  private readonly deploymentName: string;

  constructor(
    scope: Construct,
    id: string,
    { deploymentName, allocator, decisions, alarms }: DeploymentDashboardProps,
  ) {
    super(scope, id, { dashboardName: deploymentName, defaultInterval: Duration.hours(3) });
    this.deploymentName = deploymentName;
    const own = (metricName: string, statistic: string) =>
      ownMetric(deploymentName, metricName, { statistic, period: oneMinute });
    this.addWidgets(new TextWidget({ markdown: words(deploymentName, allocator), width: 24, height: 3 }));
    this.addWidgets(new CustomWidget({ title: 'Decisions', functionArn: decisions.functionArn, width: 24, height: 8 }));
    this.addWidgets(
      new GraphWidget({
        title: 'Looks',
        left: ['Looks', 'Changes', 'Failures', 'Superseded'].map((name) => own(name, 'Sum')),
        width: 8,
      }),
      new GraphWidget({
        title: 'How long',
        left: [own('LookMilliseconds', 'p50'), own('LookMilliseconds', 'p99')],
        right: [own('DecisionAgeSeconds', 'Maximum')],
        width: 8,
      }),
      new GraphWidget({
        title: 'Trouble',
        left: troubleKindNames.map((kind) => own(troubleKinds[kind].metric, 'Maximum')),
        width: 8,
      }),
    );
    this.addWidgets(new AlarmStatusWidget({ title: 'Alarms on Headroom itself', alarms: [...alarms], width: 24 }));
  }

  /** Shows how something is: here, or on the dashboard of the other stack that it is made in. */
  show(made: Construct, graph: IWidget): void {
    const isHere = Stack.of(made) === Stack.of(this);
    const dashboard = isHere ? this : ScalablesDashboard.of(made, this.deploymentName);
    dashboard.addWidgets(graph);
  }
}

function words(deploymentName: string, { functionName, stack: { region } }: IFunction): string {
  const lambda = `https://console.aws.amazon.com/lambda/home?region=${region}#/functions/${functionName}`;
  const alarms = `https://console.aws.amazon.com/cloudwatch/home?region=${region}#alarmsV2:?search=${deploymentName}/`;
  return [
    `# Headroom: ${deploymentName}`,
    `[Function and its test events](${lambda}) · [Alarms that wake it](${alarms})`,
    '`headroom explain <name>` tells the last decisions of anything, `headroom override` sets a floor, a ceiling or a pause, `headroom stop` stops all acting.',
  ].join('\n');
}

/**
 * The dashboard of the scalables of one stack. It is in that stack, since Headroom's own dashboard cannot name what is in
 * stacks that depend on Headroom.
 */
class ScalablesDashboard extends Dashboard {
  /** The one of the stack that `scope` is in; made where there is none yet. */
  static of(scope: Construct, deploymentName: string): Dashboard {
    const stack = Stack.of(scope);
    const id = `HeadroomDashboard-${deploymentName}`;
    const known = stack.node.tryFindChild(id);
    if (known instanceof ScalablesDashboard) return known;
    return new ScalablesDashboard(stack, id, { dashboardName: `${deploymentName}-${stack.stackName}` });
  }
}
