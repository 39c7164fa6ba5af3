import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { Construct } from 'constructs';
import { silence } from '../../core/alerting/burn-rates.ts';
import { objectiveAlarms } from '../../core/diagnosing/config/objective-alarms.ts';
import { counted } from '../../core/model/counted.ts';
import { nameOfPart } from '../../core/readings/source-kinds.ts';
import { metricOf } from '../sources/catalogue.ts';
import { alertText, type Promising } from './promising.ts';

const minutes = silence.windowMinutes + silence.forMinutes;

/**
 * Pages where what is always told of a service has been silent for so long that it is not a gap, and at nothing else: no number of
 * points is below zero. It is never suppressed.
 */
export function silenceOfService(scope: Construct, promising: Promising): Alarm {
  const { service, objective, topics } = promising;
  const { alive } = objective;
  const metric = metricOf(alive);
  if (!(metric instanceof Metric)) throw new Error(`no alarm can watch ${nameOfPart(alive)}; it was to be refused`);
  const seconds = Math.max(alive.periodSeconds, 60 * silence.windowMinutes);
  const means = `Nothing is known of ${service} for ${counted(minutes, 'minute')} (${nameOfPart(alive)}), so that its objective (${objective.says}) is not watched`;
  const said = { prefix: objectiveAlarms, which: 'silent', means, page: 'objective-silent' };
  const alarm = new Alarm(scope, 'silent', {
    ...alertText(scope, promising, said),
    metric: metric.with({ statistic: 'SampleCount', period: Duration.seconds(seconds) }),
    threshold: 0,
    comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
    evaluationPeriods: Math.ceil((60 * minutes) / seconds),
    treatMissingData: TreatMissingData.BREACHING,
  });
  const act = new SnsAction(topics.page);
  alarm.addAlarmAction(act);
  alarm.addOkAction(act);
  return alarm;
}
