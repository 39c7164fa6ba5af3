import type { Duration } from 'aws-cdk-lib';
import { type Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { OwnAlarm, type Told } from './own-alarm.ts';
import { fiveMinutes as period } from './periods.ts';

interface Watched {
  /** What the names of its alarms begin with after that of the deployment, e.g. `balancing`. */
  readonly what: string;
  readonly function: IFunction;
  /** The name by which people find its log. */
  readonly logOf: string;
  readonly told: Told;
  /** What tells them from those of before, where what they watch may be moved in its stack. @default nothing */
  readonly mark?: string;
  /** How often its schedule wakes it, where that is seldom. @default each minute, or each five */
  readonly wokenEvery?: Duration;
}

/**
 * An alarm that breaches where nothing invokes a function that a schedule wakes: its own metrics fall silent with it, and silence
 * looks like peace. It counts what Lambda counts, so it holds whatever is between the schedule and the function.
 */
export function silenceAlarm(
  scope: Construct,
  { what, function: of, logOf, told, mark = '', wokenEvery = period }: Watched,
): Alarm {
  return new OwnAlarm(scope, 'silent', {
    what: `${what}-silent${mark}`,
    runbook: 'silent',
    means: `Nothing has woken ${logOf} for ${2 * wokenEvery.toMinutes()} minutes, so that nothing is looked at and no other alarm of it can tell`,
    metric: of.metricInvocations({ period: wokenEvery, statistic: 'Sum' }),
    threshold: 1,
    comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
    evaluationPeriods: 2,
    treatMissingData: TreatMissingData.BREACHING,
    logOf,
    told,
  });
}

/** An alarm where Lambda holds a function back. */
export function throttleAlarm(scope: Construct, { what, function: of, logOf, told, mark = '' }: Watched): Alarm {
  return new OwnAlarm(scope, 'throttles', {
    what: `${what}-throttles${mark}`,
    runbook: 'throttles',
    means: `Lambda holds ${logOf} back; raise the limit of concurrency`,
    metric: of.metricThrottles({ period, statistic: 'Sum' }),
    logOf,
    told,
  });
}
