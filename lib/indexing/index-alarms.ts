import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { silenceAlarm, throttleAlarm } from '../deployment/function-alarms.ts';
import { OwnAlarm, type Told } from '../deployment/own-alarm.ts';
import { fiveMinutes } from '../deployment/periods.ts';

interface IndexAlarmsProps {
  readonly advisor: IFunction;
  readonly told: Told;
}

/** Alarms on looks into databases. */
export class IndexAlarms extends Construct {
  constructor(scope: Construct, id: string, { advisor, told }: IndexAlarmsProps) {
    super(scope, id);
    const logOf = `${told.deploymentName}-index-advisor`;
    const watched = { what: 'indexing', function: advisor, logOf, told };
    silenceAlarm(this, watched);
    throttleAlarm(this, watched);
    new OwnAlarm(this, 'errors', {
      what: 'indexing-errors',
      means: 'A database cannot be looked into; "headroom explain <database>" says why',
      metric: advisor.metricErrors({ period: fiveMinutes, statistic: 'Sum' }),
      logOf,
      told,
    });
  }
}
