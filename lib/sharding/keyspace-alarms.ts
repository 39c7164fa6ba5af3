import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { shardFunctionName } from '../../core/sharding/config/shard-function-name.ts';
import { silenceAlarm, throttleAlarm } from '../deployment/function-alarms.ts';
import { OwnAlarm, type Told } from '../deployment/own-alarm.ts';
import { fiveMinutes } from '../deployment/periods.ts';
import { placeMark } from '../deployment/place-mark.ts';

interface KeyspaceAlarmsProps {
  readonly keyspace: string;
  readonly mover: IFunction;
  readonly balancer: IFunction;
  readonly told: Told;
}

/** Alarms on the functions of one keyspace: where they fail, moves stand still and nobody counts them as stuck. */
export class KeyspaceAlarms extends Construct {
  constructor(scope: Construct, id: string, { keyspace, mover, balancer, told }: KeyspaceAlarmsProps) {
    super(scope, id);
    for (const [what, of] of [
      ['mover', mover],
      ['balancer', balancer],
    ] as const) {
      const logOf = shardFunctionName(told.deploymentName, keyspace, `shard-${what}`);
      const watched = { what: `shards-${keyspace}-${what}`, function: of, logOf, told, mark: `-${placeMark(this)}` };
      const scope = new Construct(this, `${what}s`);
      silenceAlarm(scope, watched);
      throttleAlarm(scope, watched);
      new OwnAlarm(this, what, {
        what: `shards-${keyspace}-${what}-errors-${placeMark(this)}`,
        runbook: `shards-${what}-errors`,
        means: `The shard ${what} fails; its log says why`,
        metric: of.metricErrors({ period: fiveMinutes, statistic: 'Sum' }),
        logOf,
        told,
      });
    }
  }
}
