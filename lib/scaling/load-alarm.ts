import { Annotations } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { alarmPeriods } from '../../core/readings/reaction.ts';
import { runningReading } from '../../core/readings/reading-config.ts';
import { isWatchable } from '../../core/readings/watchable.ts';
import { readingsOf } from '../../core/scaling/config/readings-of.ts';
import type { ScalableConfig } from '../../core/scaling/config/scalable.ts';
import { placeMark } from '../deployment/place-mark.ts';
import { alarmText, type Runbooks } from '../deployment/runbooks.ts';
import { type Load, loadsOf } from './load.ts';
import { type WatchedMetric, watchedMetrics } from './load-metric.ts';

interface LoadAlarmProps {
  readonly config: ScalableConfig;
  readonly topic: ITopic;
  readonly runbooks: Runbooks;
}

/**
 * Wakes Headroom where the load of a running unit passes what a policy aims at. Every change of state acts: on the way
 * back down, and where data is lost, a look is due as well.
 */
export class LoadAlarm extends Alarm {
  /** Its name as text. */
  readonly known: string;

  private constructor(
    scope: Construct,
    id: string,
    { metric, threshold, sparse }: WatchedMetric,
    { config, topic, runbooks }: LoadAlarmProps,
  ) {
    const known = nameOf(scope, id, runbooks.deploymentName, config.scalable);
    super(scope, id, {
      alarmName: known,
      alarmDescription: alarmText(scope, runbooks, {
        means: `Wakes Headroom to look at ${config.scalable}`,
        logOf: `${runbooks.deploymentName}-resource-allocator`,
        runbook: 'alarms-that-wake',
      }),
      metric,
      threshold,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: alarmPeriods,
      // No data of a sparse metric is not load; elsewhere losing data is a change that is worth a look.
      treatMissingData: sparse ? TreatMissingData.NOT_BREACHING : TreatMissingData.MISSING,
    });
    this.known = known;
    const act = new SnsAction(topic);
    this.addAlarmAction(act);
    this.addOkAction(act);
    this.addInsufficientDataAction(act);
  }

  /** One for each load of its policies; what no alarm can watch is looked at every minute. */
  static all(scope: Construct, props: LoadAlarmProps): readonly LoadAlarm[] {
    const { config } = props;
    tellUnwatched(scope, config);
    const loads = loadsOf(config).filter((load) => isWatched(load, config));
    const watched = loads.flatMap((load) => watchedMetrics(load, config));
    const seen = new Set<string>();
    const different = watched.filter(({ metric, threshold }) => {
      const same = JSON.stringify([metric, threshold]);
      return !seen.has(same) && seen.add(same);
    });
    return different.map((one, index) => new LoadAlarm(scope, index === 0 ? 'Alarm' : `Alarm${index + 1}`, one, props));
  }
}

/** After the scalable, which a signal is read by, what tells its alarms apart, also from those of before in another place. */
function nameOf(scope: Construct, id: string, deploymentName: string, scalable: string): string {
  return `${deploymentName}/${scalable}:${placeMark(scope, id)}`;
}

/**
 * Whether all that a load is computed of is something that an alarm can watch. What is divided by units of which nothing tells
 * how many run is not: a threshold on the whole would be passed all day.
 */
function isWatched({ reading, perUnit }: Load, { readings }: ScalableConfig): boolean {
  const running = perUnit ? readings[runningReading] : undefined;
  if (perUnit && running === undefined && reading.perUnit === null) return false;
  return isWatchable(reading) && (running === undefined || isWatchable(running));
}

function tellUnwatched(scope: Construct, { scalable, readings, policies }: ScalableConfig): void {
  const read = new Set([...policies.flatMap(readingsOf), runningReading]);
  const unwatched = [...read].filter((name) => !isWatchable(readings[name] ?? { parts: [], combine: 'sum' }));
  if (unwatched.length === 0) return;
  Annotations.of(scope).addInfo(
    `${scalable}: no alarm can watch ${unwatched.join(' and ')}, so that Headroom looks at it every minute`,
  );
}
