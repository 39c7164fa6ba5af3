import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, Metric, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { Construct } from 'constructs';
import { objectiveAlarms } from '../../core/diagnosing/config/objective-alarms.ts';
import { counted } from '../../core/model/counted.ts';
import { alertText, type Promising } from './promising.ts';

/** Growth is reckoned anew every six hours; one odd forecast is not a ticket. */
const evaluationPeriods = 7;

interface Ahead extends Pick<Promising, 'service' | 'runbook' | 'runbooks' | 'topics'> {
  readonly days: number;
}

/**
 * A ticket that something of a service runs out within days if all goes on growing as it did. No metric math foresees, so the
 * function that looks does. Where it does not know it tells nothing, and the alarm says that it has no data: it calls nobody.
 */
export function saturationOfService(scope: Construct, { days, ...promising }: Ahead): Alarm {
  const { service, runbooks, topics } = promising;
  const means = `Something of ${service} runs out within ${counted(days, 'day')} if all goes on growing as it did; "headroom diagnose ${service}" says what, and on which day at what hour`;
  const said = { prefix: objectiveAlarms, which: 'saturation', means, page: 'objective-saturation' };
  const alarm = new Alarm(scope, 'saturation', {
    ...alertText(scope, promising, said),
    metric: new Metric({
      namespace: 'Headroom',
      metricName: 'HoursUntilSaturation',
      dimensionsMap: { deployment: runbooks.deploymentName, service },
      statistic: Stats.MAXIMUM,
      period: Duration.hours(1),
    }),
    threshold: 24 * days,
    comparisonOperator: ComparisonOperator.LESS_THAN_OR_EQUAL_TO_THRESHOLD,
    evaluationPeriods,
    treatMissingData: TreatMissingData.MISSING,
  });
  const act = new SnsAction(topics.ticket);
  alarm.addAlarmAction(act);
  alarm.addOkAction(act);
  return alarm;
}
