import type { AlarmProps, IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { silenceAlarm, throttleAlarm } from '../deployment/function-alarms.ts';
import { OwnAlarm, type Told } from '../deployment/own-alarm.ts';
import { fiveMinutes as period } from '../deployment/periods.ts';
import { placeMark } from '../deployment/place-mark.ts';
import { cacheMetric } from './cache-metric.ts';

interface CacheAlarmsProps {
  readonly cache: string;
  readonly invalidator: IFunction;
  readonly deadLetters: IQueue;
  /** The name by which people find the function's log. */
  readonly logOf: string;
  readonly told: Told;
}

/** What is changed is out of a cache within seconds. */
const lateSeconds = 60;

/** Alarms on one cache, and on what invalidates in it. */
export class CacheAlarms extends Construct {
  constructor(scope: Construct, id: string, { cache, invalidator, deadLetters, logOf, told }: CacheAlarmsProps) {
    super(scope, id);
    const mark = `-${placeMark(this)}`;
    const metric = (name: string, statistic: string) =>
      cacheMetric({ deployment: told.deploymentName, cache }, name, { statistic, period });
    const alarm = (what: string, means: string, on: IMetric, other: Partial<AlarmProps> = {}) =>
      new OwnAlarm(this, what, {
        what: `cache-${cache}-${what}${mark}`,
        runbook: `cache-${what}`,
        means,
        metric: on,
        ...{ logOf, told, ...other },
      });
    alarm(
      'unreachable',
      `The cache ${cache} does not answer: loaders answer instead, slower, and changes wait to be taken out`,
      metric('CacheUnreachable', 'Sum'),
      { threshold: 1 },
    );
    alarm(
      'promise',
      `Processes have answered from the cache ${cache} with what was older than they promise`,
      metric('CachePromiseBroken', 'Sum'),
    );
    alarm(
      'late',
      `Changes wait for over a minute to be taken out of the cache ${cache}, which meanwhile answers with what was before`,
      metric('CacheChangeAgeSeconds', 'Maximum'),
      { threshold: lateSeconds },
    );
    alarm(
      'dead-letters',
      `Changes behind the cache ${cache} were not understood, or given up; until its values end it answers with what was before`,
      deadLetters.metricApproximateNumberOfMessagesVisible({ period, statistic: 'Maximum' }),
    );
    alarm(
      'errors',
      `What invalidates in the cache ${cache} fails; its log says why`,
      invalidator.metricErrors({ period, statistic: 'Sum' }),
    );
    const watched = { what: `cache-${cache}`, function: invalidator, logOf, told, mark };
    silenceAlarm(this, watched);
    throttleAlarm(this, watched);
  }
}
