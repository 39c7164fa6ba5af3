import { dynamoDbLedger } from '../../adapters/ledger/dynamodb.ts';
import { connectSources } from '../../adapters/sources/catalogue.ts';
import { itemLoader } from '../../adapters/table/item-loader.ts';
import { diagnosingReport } from '../../core/diagnosing/report.ts';
import { diagnosingLooking } from '../../functions/performance-metrics/looking.ts';
import { demandAt } from './demand.ts';
import { playTicks } from './play-ticks.ts';
import type { Played } from './played.ts';
import { leaseMs, leftMs, Stage } from './stage.ts';
import { serviceOf } from './watched-service.ts';

/** How often the schedule of diagnosing wakes it. */
const everyMinutes = 15;

/** What each metric is at a load of so many requests a second; what counts is over five minutes. */
const percentOf = (seconds: number) => (atMs: number) => Math.min(95, 100 * seconds * demandAt(atMs));
const metrics = {
  RequestCount: (atMs: number) => 300 * demandAt(atMs),
  TargetResponseTime: () => 0.08,
  HTTPCode_Target_5XX_Count: () => 0,
  HTTPCode_ELB_5XX_Count: () => 0,
  GroupInServiceInstances: () => 4,
  CPUUtilization: percentOf(0.0011),
  DatabaseConnections: (atMs: number) => 20 + 0.2 * demandAt(atMs),
  DBLoad: (atMs: number) => 0.004 * demandAt(atMs),
  EngineCPUUtilization: percentOf(0.0004),
  CurrConnections: () => 200,
  DatabaseMemoryUsagePercentage: () => 40,
  GetTypeCmds: (atMs: number) => 600 * demandAt(atMs),
  SetTypeCmds: (atMs: number) => 30 * demandAt(atMs),
};

/** What services of three tiers take of AWS in a day: the real looks, ledger and reckoning. */
export function playServices(count: number): Promise<Played> {
  const stage = new Stage(metrics);
  for (let index = 0; index < count; index++)
    stage.configure('diagnosing', `checkout-${index}`, { schema: 1, ...serviceOf(index) });
  const { ports, clock, newId, cloudWatch } = stage;
  const invocation = async () =>
    diagnosingLooking({
      deployment: 'bench',
      table: ports,
      spine: { ledger: dynamoDbLedger({ ...ports, readItem: itemLoader(ports) }), clock, newId, leaseMs },
      source: () => connectSources({}, { cloudwatch: cloudWatch })({ account: null, leftMs, nowMs: clock.nowMs }),
      hasTime: () => true,
    });
  return playTicks({ stage, daysBefore: 0, everyMinutes, invocation, report: diagnosingReport });
}
