import { Duration } from 'aws-cdk-lib';
import { AlarmRule, AlarmState, CompositeAlarm, type IAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Construct } from 'constructs';
import { burnRates, type Severity, windowText } from '../../core/alerting/burn-rates.ts';
import { objectiveAlarms, windowAlarms } from '../../core/diagnosing/config/objective-alarms.ts';
import { alertText, type Promising } from './promising.ts';
import type { WindowAlarms } from './window-alarms.ts';

/** How long an alarm waits for that of what its service needs before it calls somebody, and is quiet after it. */
const [waits, holds] = [Duration.minutes(2), Duration.minutes(10)];

interface BudgetAlarmsProps {
  readonly promising: Promising;
  readonly windows: WindowAlarms;
  /** Those of the services without which this one cannot do. While one of them burns, this one calls nobody. */
  readonly needed: readonly BudgetAlarms[];
}

/** The alarms on the budget of what a service promises, by severity, each made of windows. */
export class BudgetAlarms extends Construct {
  readonly burning: Readonly<Record<Severity, CompositeAlarm>>;

  constructor(scope: Construct, id: string, props: BudgetAlarmsProps) {
    super(scope, id);
    this.burning = { page: this.alarm('page', props), ticket: this.alarm('ticket', props) };
  }

  private alarm(severity: Severity, { promising, windows, needed }: BudgetAlarmsProps): CompositeAlarm {
    const { service, objective, topics } = promising;
    const times = burnRates
      .filter((rate) => rate.severity === severity)
      .map(({ above, longMinutes, shortMinutes }) => {
        const over = `${windowText(longMinutes)} and ${windowText(shortMinutes)}`;
        return `${above} times as fast as it may over ${over}`;
      });
    const means = `${service} uses up the budget of its objective (${objective.says}) ${times.join(', or ')}`;
    const others = needed.map(({ burning }) => burning[severity]);
    const suppressor = this.together(severity, promising, others);
    const alarm = new CompositeAlarm(this, severity, {
      ...alertText(this, promising, { prefix: objectiveAlarms, which: severity, means, page: `objective-${severity}` }),
      alarmRule: windows.burns[severity],
      ...(suppressor !== null && {
        actionsSuppressor: suppressor,
        actionsSuppressorWaitPeriod: waits,
        actionsSuppressorExtensionPeriod: holds,
      }),
    });
    const act = new SnsAction(topics[severity]);
    alarm.addAlarmAction(act);
    alarm.addOkAction(act);
    return alarm;
  }

  /** An alarm is suppressed by one other: where it needs several, one that is in ALARM where any of these is. */
  private together(severity: Severity, promising: Promising, alarms: readonly IAlarm[]): IAlarm | null {
    const [first = null, ...others] = alarms;
    if (others.length === 0) return first;
    const means = `Something that ${promising.service} needs burns its budget, so that ${promising.service} calls nobody; it calls nobody by itself`;
    const which = `needed-${severity}`;
    return new CompositeAlarm(this, which, {
      ...alertText(this, promising, { prefix: windowAlarms, which, means, page: `objective-${severity}` }),
      alarmRule: AlarmRule.anyOf(...alarms.map((alarm) => AlarmRule.fromAlarm(alarm, AlarmState.ALARM))),
    });
  }
}
