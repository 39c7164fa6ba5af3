import {
  Alarm,
  AlarmRule,
  AlarmState,
  ComparisonOperator,
  CompositeAlarm,
  type IAlarmRule,
  type IMetric,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { type BurnRate, burnRates, type Severity, silence, windowText } from '../../core/alerting/burn-rates.ts';
import { objectiveAlarms, windowAlarms } from '../../core/diagnosing/config/objective-alarms.ts';
import type { WatchedObjective } from '../../core/diagnosing/config/watched-objective.ts';
import { nameOfPart } from '../../core/readings/source-kinds.ts';
import { placeMark } from '../deployment/place-mark.ts';
import { alarmText, type Runbooks } from '../deployment/runbooks.ts';
import { metricOf } from '../sources/catalogue.ts';
import { burnMetrics } from './burn-metric.ts';
import { silenceOf } from './silence.ts';

interface ObjectiveAlarmsProps {
  readonly service: string;
  readonly objective: WatchedObjective;
  /** What whoever is called should read first; null where nobody wrote anything. */
  readonly runbook: string | null;
  readonly runbooks: Runbooks;
  readonly topics: Readonly<Record<Severity, ITopic>>;
}

/**
 * The alarms on what a service promises: for each severity one that is made of windows, and one on silence. What watches a
 * window calls nobody. Missing data alone burns nothing; a source that stays dead pages.
 */
export class ObjectiveAlarms extends Construct {
  /** By severity, those on the budget. While the one of a service is in ALARM, those of what needs it call nobody. */
  readonly burning: Readonly<Record<Severity, CompositeAlarm>>;
  private readonly props: ObjectiveAlarmsProps;

  constructor(scope: Construct, id: string, props: ObjectiveAlarmsProps) {
    super(scope, id);
    this.props = props;
    this.burning = { page: this.budget('page'), ticket: this.budget('ticket') };
    this.silent();
  }

  private budget(severity: Severity): CompositeAlarm {
    const { service, objective, topics } = this.props;
    const rates = burnRates.filter((rate) => rate.severity === severity);
    const times = rates.map(
      ({ above, longMinutes, shortMinutes }) =>
        `${above} times too fast over ${windowText(longMinutes)} and ${windowText(shortMinutes)}`,
    );
    const means = `${service} uses up what it may fail of its objective (${objective.says}) ${times.join(', or ')}`;
    const alarm = new CompositeAlarm(this, severity, {
      compositeAlarmName: this.named(objectiveAlarms, severity),
      alarmDescription: this.text(means, `objective-${severity}`),
      alarmRule: AlarmRule.anyOf(...rates.map((rate) => this.burns(rate))),
    });
    return acting(alarm, topics[severity]);
  }

  /** Over both windows of a rate. */
  private burns(rate: BurnRate): IAlarmRule {
    const over = (minutes: number, isLong: boolean) => {
      const metrics = burnMetrics(this.props.objective, { minutes, isLong });
      return AlarmRule.anyOf(
        ...metrics.map((metric, at) => AlarmRule.fromAlarm(this.window(rate, minutes, metric, at), AlarmState.ALARM)),
      );
    };
    return AlarmRule.allOf(over(rate.longMinutes, true), over(rate.shortMinutes, false));
  }

  private window({ above, severity }: BurnRate, minutes: number, metric: IMetric, at: number): Alarm {
    const which = `${severity}-${windowText(minutes)}${at === 0 ? '' : `-${at + 1}`}`;
    const means = `Watches how fast ${this.props.service} uses up its objective over ${windowText(minutes)}; it calls nobody by itself`;
    return new Alarm(this, `window-${which}`, {
      alarmName: this.named(windowAlarms, which),
      alarmDescription: this.text(means, `objective-${severity}`),
      metric,
      threshold: above,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
  }

  private silent(): void {
    const { service, objective, topics } = this.props;
    const { alive } = objective;
    const metric = metricOf(alive);
    if (metric === null) throw new Error(`no alarm can watch ${nameOfPart(alive)}; it was to be refused`);
    const minutes = silence.windowMinutes + silence.forMinutes;
    const means = `Nothing is known of ${service} for ${minutes} minutes (${nameOfPart(alive)}), so that its objective (${objective.says}) is not watched`;
    const alarm = new Alarm(this, 'silent', {
      alarmName: this.named(objectiveAlarms, 'silent'),
      alarmDescription: this.text(means, 'objective-silent'),
      ...silenceOf(metric, alive, minutes),
    });
    acting(alarm, topics.page);
  }

  private named(prefix: (deployment: string) => string, which: string): string {
    const { runbooks, service } = this.props;
    return `${prefix(runbooks.deploymentName)}${service}:${which}:${placeMark(this)}`;
  }

  private text(means: string, page: string): string {
    const { runbooks, runbook } = this.props;
    const told = runbook === null ? means : `${means}. Your own page: ${runbook}`;
    return alarmText(this, runbooks, {
      means: told,
      logOf: `${runbooks.deploymentName}-performance-metrics`,
      runbook: page,
    });
  }
}

function acting<Made extends Alarm | CompositeAlarm>(alarm: Made, topic: ITopic): Made {
  const act = new SnsAction(topic);
  alarm.addAlarmAction(act);
  alarm.addOkAction(act);
  return alarm;
}
