import { Duration, Lazy, Stack } from 'aws-cdk-lib';
import type { Alarm, IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { AlarmStatusWidget, CustomWidget, Dashboard, GraphWidget, TextWidget } from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { liveAlias } from '../../core/model/live-alias.ts';
import { troubleKindNames, troubleKinds } from '../../core/model/trouble-kinds.ts';
import { ownMetric } from './own-metric.ts';
import { oneMinute } from './periods.ts';

interface DeploymentDashboardProps {
  readonly deploymentName: string;
  /** Draws the table of decisions. */
  readonly decisions: IFunction;
  readonly alarms: readonly Alarm[];
  /** Where the runbooks are. */
  readonly runbooks: string;
}

/** What is counted of looks, and how a graph calls it. */
const lookLabels = {
  Looks: 'looks',
  Changes: 'changes asked for',
  Failures: 'failed',
  Superseded: 'left to another look',
} as const;

/** What Headroom decided last and why, and how Headroom itself is. */
export class DeploymentDashboard extends Dashboard {
  readonly deploymentName: string;
  /** Its name as it is written, no token: others link to it by it. */
  readonly title: string;

  constructor(scope: Construct, id: string, { deploymentName, decisions, alarms, runbooks }: DeploymentDashboardProps) {
    super(scope, id, { dashboardName: deploymentName, defaultInterval: Duration.hours(3) });
    this.deploymentName = deploymentName;
    this.title = deploymentName;
    const own = (metricName: string, statistic: string, label: string) =>
      ownMetric(deploymentName, metricName, { statistic, period: oneMinute, label });
    const markdown = Lazy.string({ produce: () => words(this, { deploymentName, runbooks }) });
    this.addWidgets(new TextWidget({ markdown, width: 24, height: 3 }));
    this.addWidgets(new CustomWidget({ title: 'Decisions', functionArn: decisions.functionArn, width: 24, height: 8 }));
    this.addWidgets(
      new GraphWidget({
        title: 'Looks at capacity, a minute',
        leftYAxis: { label: 'looks', showUnits: false, min: 0 },
        left: Object.entries(lookLabels).map(([name, label]) => own(name, 'Sum', label)),
        width: 8,
      }),
      new GraphWidget({
        title: 'How long looks take, and how old the oldest decision is',
        leftYAxis: { label: 'milliseconds', showUnits: false, min: 0 },
        left: [own('LookMilliseconds', 'p50', 'a look, median'), own('LookMilliseconds', 'p99', 'a look, p99')],
        rightYAxis: { label: 'seconds', showUnits: false, min: 0 },
        right: [own('DecisionAgeSeconds', 'Maximum', 'oldest decision')],
        width: 8,
      }),
      new GraphWidget({
        title: 'Trouble',
        leftYAxis: { label: 'subjects', showUnits: false, min: 0 },
        left: troubleKindNames.map((kind) => own(troubleKinds[kind].metric, 'Maximum', kind)),
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

interface Words {
  readonly deploymentName: string;
  readonly runbooks: string;
}

function words(here: Dashboard, { deploymentName, runbooks }: Words): string {
  const { region } = Stack.of(here);
  const home = `https://${region}.console.aws.amazon.com`;
  const lambda = `${home}/lambda/home?region=${region}#/functions/${deploymentName}-resource-allocator/aliases/${liveAlias}`;
  const alarms = `${home}/cloudwatch/home?region=${region}#alarmsV2:?search=${deploymentName}`;
  const books = runbooks.startsWith('http') ? `[Runbooks](${runbooks})` : `Runbooks: \`${runbooks}\``;
  return [
    `# Headroom: ${deploymentName}`,
    `[Function and its test events](${lambda}) · [Alarms](${alarms}) · ${books}${others(here, deploymentName)}`,
    '`npx headroom-aws status` tells how everything stands, `npx headroom-aws explain <name>` why; `override` sets a floor, a ceiling or a pause, and `stop` stops all acting.',
  ].join('\n');
}

/** Links to the other dashboards of a deployment: names alone, so that no stack comes to depend on another by them. */
function others(here: Dashboard, deploymentName: string): string {
  const { region } = Stack.of(here);
  const all = here.node.root.node.findAll().filter((node) => node instanceof Dashboard);
  const mine = all.filter((node): node is DeploymentDashboard | ScalablesDashboard => {
    const isOurs = node instanceof DeploymentDashboard || node instanceof ScalablesDashboard;
    return isOurs && node !== here && node.deploymentName === deploymentName;
  });
  const link = ({ title }: { readonly title: string }) =>
    ` · [Dashboard ${title}](https://${region}.console.aws.amazon.com/cloudwatch/home?region=${region}#dashboards/dashboard/${title})`;
  return mine.map(link).join('');
}

/**
 * The dashboard of the scalables of one stack. It is in that stack, since Headroom's own dashboard cannot name what is in
 * stacks that depend on Headroom.
 */
class ScalablesDashboard extends Dashboard {
  readonly deploymentName: string;
  /** Its name as it is written, no token: others link to it by it. */
  readonly title: string;

  constructor(stack: Stack, id: string, deploymentName: string) {
    const title = `${deploymentName}-${stack.stackName}`;
    super(stack, id, { dashboardName: title });
    this.deploymentName = deploymentName;
    this.title = title;
    const markdown = Lazy.string({
      produce: () =>
        `# Headroom: ${deploymentName}, what is in ${stack.stackName}\n${others(this, deploymentName).slice(3)}`,
    });
    this.addWidgets(new TextWidget({ markdown, width: 24, height: 2 }));
  }

  /** The one of the stack that `scope` is in; made where there is none yet. */
  static of(scope: Construct, deploymentName: string): Dashboard {
    const stack = Stack.of(scope);
    const id = `HeadroomDashboard-${deploymentName}`;
    const known = stack.node.tryFindChild(id);
    if (known instanceof ScalablesDashboard) return known;
    return new ScalablesDashboard(stack, id, deploymentName);
  }
}
