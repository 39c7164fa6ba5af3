import { Annotations } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import type { ScalableConfig } from '../../core/scaling/config/scalable.ts';
import { type Load, loadsOf, periodOf } from './load.ts';
import { loadMetric } from './load-metric.ts';

interface LoadAlarmProps {
  readonly alarmName: string;
  readonly config: ScalableConfig;
  readonly topic: ITopic;
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
    { alarmName, config, topic }: LoadAlarmProps,
  ) {
    const { metric, threshold, sparse } = loadMetric(loads, config);
    super(scope, id, {
      alarmName,
      alarmDescription: `Wakes Headroom to look at ${config.scalable}`,
      metric,
      threshold,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 1,
      // No data of a sparse metric is no load; elsewhere losing data is a change that is worth a look.
      treatMissingData: sparse ? TreatMissingData.NOT_BREACHING : TreatMissingData.MISSING,
    });
    const act = new SnsAction(topic);
    this.addAlarmAction(act);
    this.addOkAction(act);
    this.addInsufficientDataAction(act);
  }

  /** The loads that one alarm can watch together: those of the shortest period. The five-minute look sees the others. */
  static loads(scope: Construct, config: ScalableConfig): readonly Load[] {
    const loads = loadsOf(config);
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
