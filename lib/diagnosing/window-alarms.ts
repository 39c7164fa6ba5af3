import {
  Alarm,
  AlarmRule,
  AlarmState,
  ComparisonOperator,
  type IAlarmRule,
  type IMetric,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { type BurnRate, burnRates, type Severity, windowText } from '../../core/alerting/burn-rates.ts';
import { windowAlarms } from '../../core/diagnosing/config/objective-alarms.ts';
import { burnMetrics } from './burn-metric.ts';
import { nobodyServes } from './nobody-serves.ts';
import { alertText, type Promising } from './promising.ts';

/** The alarms on each window over which the budget of a promise may burn. They call nobody, and missing data burns nothing. */
export class WindowAlarms extends Construct {
  /** By severity, when it burns over both windows of a rate. */
  readonly burns: Readonly<Record<Severity, IAlarmRule>>;
  private readonly promising: Promising;

  constructor(scope: Construct, id: string, promising: Promising) {
    super(scope, id);
    this.promising = promising;
    this.burns = { page: this.of('page'), ticket: this.of('ticket') };
  }

  private of(severity: Severity): IAlarmRule {
    const rates = burnRates.filter((rate) => rate.severity === severity);
    const burns = rates.map((rate) => this.overBoth(rate));
    return AlarmRule.anyOf(...burns, ...(severity === 'page' ? nobodyServes(this, this.promising) : []));
  }

  private overBoth(rate: BurnRate): IAlarmRule {
    const over = (minutes: number, isLong: boolean) => {
      const metrics = burnMetrics(this.promising.objective, { minutes, isLong });
      return AlarmRule.anyOf(
        ...metrics.map((metric, at) => AlarmRule.fromAlarm(this.window(rate, minutes, metric, at), AlarmState.ALARM)),
      );
    };
    return AlarmRule.allOf(over(rate.longMinutes, true), over(rate.shortMinutes, false));
  }

  private window({ above, severity }: BurnRate, minutes: number, metric: IMetric, at: number): Alarm {
    const over = windowText(minutes);
    const which = `${severity}-${over}${at === 0 ? '' : `-${at + 1}`}`;
    const means = `Watches how fast ${this.promising.service} uses up its budget over ${over}; it calls nobody by itself`;
    const said = { prefix: windowAlarms, which, means, page: `objective-${severity}` };
    return new Alarm(this, which, {
      ...alertText(this, this.promising, said),
      metric,
      threshold: above,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
  }
}
