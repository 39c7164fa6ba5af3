import { Duration } from 'aws-cdk-lib';
import { AlarmRule, AlarmState, type CfnCompositeAlarm, CompositeAlarm, type IAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { Severity } from '../../core/alerting/burn-rates.ts';
import { checkNeeds } from '../../core/diagnosing/config/needs.ts';
import { windowAlarms } from '../../core/diagnosing/config/objective-alarms.ts';
import { InvalidInput } from '../../core/model/errors.ts';
import { placeMark } from '../deployment/place-mark.ts';
import { alarmText, type Runbooks } from '../deployment/runbooks.ts';
import type { ObjectiveAlarms } from './objective-alarms.ts';

/** How long whoever needs a service waits for that one's alarm before it calls somebody, and holds still after it. */
const [waits, holds] = [Duration.minutes(2), Duration.minutes(10)];
const severities: readonly Severity[] = ['page', 'ticket'];

interface Known {
  readonly needs: readonly string[];
  readonly alarms: ObjectiveAlarms;
}

/** Who needs whom: while the budget of a service burns, those that need it call nobody, in whatever order they are watched. */
export class NeededObjectives {
  private readonly runbooks: Runbooks;
  private readonly known = new Map<string, Known>();
  private readonly waiting = new Set<string>();

  constructor(runbooks: Runbooks) {
    this.runbooks = runbooks;
  }

  add(service: string, known: Known): void {
    this.known.set(service, known);
    if (known.needs.length > 0) this.waiting.add(service);
    for (const one of this.waiting) this.suppressWhereAllAreThere(one);
  }

  /** What is wrong with it once all services are watched. */
  problems(): string[] {
    try {
      checkNeeds(new Map([...this.known].map(([service, { needs }]) => [service, needs])));
      return [];
    } catch (error) {
      if (error instanceof InvalidInput) return [error.message];
      throw error;
    }
  }

  private suppressWhereAllAreThere(service: string): void {
    const { needs, alarms } = this.known.get(service) ?? { needs: [] };
    const needed = needs.flatMap((one) => this.known.get(one)?.alarms ?? []);
    if (alarms === undefined || needed.length < needs.length) return;
    this.waiting.delete(service);
    for (const severity of severities) {
      const burning = needed.map((one) => one.burning[severity]);
      suppress(alarms.burning[severity], this.together(service, severity, alarms, burning));
    }
  }

  /** One alarm that is in ALARM where any of these is: an alarm is suppressed by one other. */
  private together(service: string, severity: Severity, scope: ObjectiveAlarms, alarms: readonly IAlarm[]): IAlarm {
    const [first, ...others] = alarms;
    if (first !== undefined && others.length === 0) return first;
    const { runbooks } = this;
    const { deploymentName } = runbooks;
    return new CompositeAlarm(scope, `needed-${severity}`, {
      compositeAlarmName: `${windowAlarms(deploymentName)}${service}:needed-${severity}:${placeMark(scope)}`,
      alarmDescription: alarmText(scope, runbooks, {
        means: `Something that ${service} needs burns its budget, so that ${service} calls nobody; it calls nobody by itself`,
        logOf: `${deploymentName}-performance-metrics`,
        runbook: `objective-${severity}`,
      }),
      alarmRule: AlarmRule.anyOf(...alarms.map((alarm) => AlarmRule.fromAlarm(alarm, AlarmState.ALARM))),
    });
  }
}

function suppress(alarm: CompositeAlarm, by: IAlarm): void {
  const made = alarm.node.defaultChild as CfnCompositeAlarm;
  made.actionsSuppressor = by.alarmArn;
  made.actionsSuppressorWaitPeriod = waits.toSeconds();
  made.actionsSuppressorExtensionPeriod = holds.toSeconds();
  alarm.node.addDependency(by);
}
