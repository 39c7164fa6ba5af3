import { Duration } from 'aws-cdk-lib';
import {
  Alarm,
  type AlarmProps,
  AlarmRule,
  AlarmState,
  ComparisonOperator,
  type IAlarmRule,
  Metric,
  Stats,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { leastBad } from '../../core/alerting/burn-rates.ts';
import { windowAlarms } from '../../core/diagnosing/config/objective-alarms.ts';
import { nameOfPart, type SourceConfig } from '../../core/readings/source-kinds.ts';
import { metricOf } from '../sources/catalogue.ts';
import { alertText, type Promising } from './promising.ts';

const minutes = 5;

/**
 * All requests are refused before anybody is there to serve them. Those are not among the requests that are counted, and a share
 * of none is not a point, so that no window of the budget sees it: what is refused is told while no request is.
 */
export function nobodyServes(scope: Construct, promising: Promising): readonly IAlarmRule[] {
  const { service, objective } = promising;
  const [requests] = objective.requests.parts;
  if (requests === undefined) return [];
  const alarm = (which: string, props: Omit<AlarmProps, 'evaluationPeriods'> & Partial<AlarmProps>) => {
    const means = `Watches whether requests of ${service} reach anybody who serves them; it calls nobody by itself`;
    const said = { prefix: windowAlarms, which: `page-${which}`, means, page: 'objective-page' };
    const made = new Alarm(scope, which, { ...alertText(scope, promising, said), evaluationPeriods: 1, ...props });
    return AlarmRule.fromAlarm(made, AlarmState.ALARM);
  };
  return objective.apart.map((part, at) => {
    const number = at === 0 ? '' : `-${at + 1}`;
    const refused = alarm(`refused${number}`, {
      metric: watched(part, { period: Duration.minutes(minutes) }),
      threshold: leastBad / objective.bad.each,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    // No number of points is below zero: it goes off where there are none.
    const unserved = alarm(`unserved${number}`, {
      metric: watched(requests, { statistic: Stats.SAMPLE_COUNT, period: Duration.minutes(1) }),
      threshold: 0,
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      evaluationPeriods: minutes,
      treatMissingData: TreatMissingData.BREACHING,
    });
    return AlarmRule.allOf(refused, unserved);
  });
}

function watched(part: SourceConfig, props: Parameters<Metric['with']>[0]): Metric {
  const metric = metricOf(part);
  if (!(metric instanceof Metric)) throw new Error(`no alarm can watch ${nameOfPart(part)}; it was to be refused`);
  return metric.with(props);
}
