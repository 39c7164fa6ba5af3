import { Annotations } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { alarmPeriods } from '../../core/readings/reaction.ts';
import { runningReading } from '../../core/readings/reading-config.ts';
import { wakes } from '../../core/readings/source-kinds.ts';
import { readingsOf } from '../../core/scaling/config/readings-of.ts';
import type { ScalableConfig } from '../../core/scaling/config/scalable.ts';
import { alarmText, type Runbooks } from '../deployment/runbooks.ts';
import { type Load, loadsOf, periodOf } from './load.ts';
import { loadMetric } from './load-metric.ts';

interface LoadAlarmProps {
  readonly alarmName: string;
  readonly config: ScalableConfig;
  readonly topic: ITopic;
  readonly runbooks: Runbooks;
}

/**
 * Wakes Headroom where the load of a running unit passes what the policies aim at. Every change of state acts: on the way
 * back down, and where data is lost, a look is due as well.
 */
export class LoadAlarm extends Alarm {
  constructor(
    scope: Construct,
    id: string,
    loads: readonly [Load, ...Load[]],
    { alarmName, config, topic, runbooks }: LoadAlarmProps,
  ) {
    const { metric, threshold, sparse } = loadMetric(loads, config);
    super(scope, id, {
      alarmName,
      alarmDescription: alarmText(scope, runbooks, {
        means: `Wakes Headroom to look at ${config.scalable}`,
        logOf: `${runbooks.deploymentName}-resource-allocator`,
        runbook: 'alarms-that-wake',
      }),
      metric,
      threshold,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: alarmPeriods,
      // No data of a sparse metric is no load; elsewhere losing data is a change that is worth a look.
      treatMissingData: sparse ? TreatMissingData.NOT_BREACHING : TreatMissingData.MISSING,
    });
    const act = new SnsAction(topic);
    this.addAlarmAction(act);
    this.addOkAction(act);
    this.addInsufficientDataAction(act);
  }

  /**
   * The loads that one alarm can watch together: those of the shortest period. The five-minute look sees the others, and
   * what no alarm can watch is looked at every minute.
   */
  static loads(scope: Construct, config: ScalableConfig): readonly Load[] {
    tellUnwatched(scope, config);
    const loads = loadsOf(config).filter((load) => isWatchable(load, config));
    const shortest = Math.min(...loads.map(periodOf));
    const watched = loads.filter((load) => periodOf(load) === shortest);
    if (watched.length < loads.length) {
      Annotations.of(scope).addInfo(
        `${config.scalable}: its alarm watches the readings of ${shortest} seconds alone, since one alarm has one period; ` +
          'the others are looked at every five minutes',
      );
    }
    return watched;
  }
}

/** Whether all that a load is computed of is something that an alarm can watch. */
function isWatchable({ reading, perUnit }: Load, { readings }: ScalableConfig): boolean {
  const below = perUnit ? (readings[runningReading]?.parts ?? []) : [];
  return [...reading.parts, ...below].every(wakes);
}

function tellUnwatched(scope: Construct, { scalable, readings, policies }: ScalableConfig): void {
  const read = new Set([...policies.flatMap(readingsOf), runningReading]);
  const unwatched = [...read].filter((name) => readings[name]?.parts.every(wakes) === false);
  if (unwatched.length === 0) return;
  Annotations.of(scope).addInfo(
    `${scalable}: no alarm can watch ${unwatched.join(' and ')}, so that Headroom looks at it every minute`,
  );
}
