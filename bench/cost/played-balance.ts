import { dynamoDbBalances } from '../../adapters/balancing/balance-settings.ts';
import { albMeasures } from '../../adapters/balancing/measures.ts';
import { dynamoDbBookings } from '../../adapters/ledger/bookings.ts';
import { dynamoDbLedger } from '../../adapters/ledger/dynamodb.ts';
import { watchList } from '../../adapters/ledger/watch-list.ts';
import { knownScalables } from '../../adapters/scaling/known-scalables.ts';
import { connectSources } from '../../adapters/sources/catalogue.ts';
import { itemLoader } from '../../adapters/table/item-loader.ts';
import { balancing } from '../../core/balancing/balancing.ts';
import type { Weights } from '../../core/balancing/observation.ts';
import type { Balancer } from '../../core/balancing/ports.ts';
import { type BalanceEntry, balancingReport } from '../../core/balancing/report.ts';
import { balancingScopes } from '../../core/balancing/scopes.ts';
import type { Entries } from '../../core/looking/settle.ts';
import { run } from '../../core/pipeline.ts';
import type { Looking } from '../../functions/looks.ts';
import { playTicks } from './play-ticks.ts';
import type { Played } from './played.ts';
import { leaseMs, leftMs, Stage } from './stage.ts';

/** Two ticks a minute: one of them comes late. */
const everyMinutes = 0.5;

/** What balances of two target groups take of AWS in a day in which all is well: the real looks, ledger and measures. */
export function playBalances(names: readonly string[]): Promise<Played> {
  const stage = new Stage({ TargetResponseTime: () => 0.1, HTTPCode_Target_5XX_Count: () => 0 });
  for (const name of names) stage.configure('balancing', name, configOf(name));
  return playTicks({
    stage,
    daysBefore: 1,
    everyMinutes,
    invocation: async () => lookingOn(stage),
    report: balancingReport,
  });
}

/** Wired as functions/load-balancer/world.ts does it. */
function lookingOn({ ports, clock, newId, cloudWatch }: Stage): Looking<BalanceEntry, object, Entries<BalanceEntry>> {
  const readItem = itemLoader(ports);
  const settings = dynamoDbBalances(ports);
  const source = connectSources({}, { cloudwatch: cloudWatch })({ account: null, leftMs, nowMs: clock.nowMs });
  const capability = balancing({
    settings,
    balancer: wellBalanced,
    measures: albMeasures(source),
    scalable: knownScalables(readItem),
    bookings: dynamoDbBookings(ports),
  });
  const { watching, claimFullLook } = watchList({ ...ports, capability: 'balancing' });
  return {
    roster: { scopes: balancingScopes('bench', settings), all: settings.names, watching, claimFullLook },
    spine: { ledger: dynamoDbLedger({ ...ports, readItem }), clock, newId, leaseMs },
    mendsItself: false,
    chunkSize: 500,
    hasTime: () => true,
    look:
      () =>
      ({ subject, signal }, spine) =>
        run(capability, subject, signal, spine),
    close: async ({ answer }) => ({ whole: {}, told: [], answer }),
  };
}

const groupArn = (name: string, group: string) =>
  `arn:aws:elasticloadbalancing:us-east-1:111122223333:targetgroup/${name.replace('/', '-')}-${group}/0123456789abcdef`;

const configOf = (name: string) => ({
  schema: 1,
  mode: 'on',
  balancer: {
    kind: 'alb-rule',
    ruleArn: `arn:aws:elasticloadbalancing:us-east-1:111122223333:listener-rule/app/${name.replace('/', '-')}/0123456789abcdef/0123456789abcdef/0123456789abcdef`,
  },
  groups: { blue: { targetGroupArn: groupArn(name, 'blue') }, green: { targetGroupArn: groupArn(name, 'green') } },
});

const group = { healthy: 4, starting: 0, unhealthy: 0, draining: 0, attributes: {}, stickyTargets: false };

/** A load balancer of which everything is as it should be. Calls of Elastic Load Balancing cost nothing. */
const wellBalanced: Balancer = {
  see: async ({ groups }) => {
    const weights: Weights = Object.fromEntries(Object.keys(groups).map((name) => [name, 500]));
    const seen = Object.entries(weights).map(([name, weight]) => [name, { ...group, weight }]);
    return { action: { sticky: false, otherGroups: 0, otherWeight: 0 }, groups: Object.fromEntries(seen) };
  },
  reservation: async () => null,
  apply: async () => ({ is: 'applied', because: null }),
};
