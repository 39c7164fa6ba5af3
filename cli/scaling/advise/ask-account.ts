import { findFleets } from '../../../adapters/scaling/fleets/find-fleets.ts';
import { fleetClients } from '../../../adapters/scaling/fleets/on-aws.ts';
import { cloudWatchSource } from '../../../adapters/sources/cloudwatch/cloudwatch.ts';
import { counted } from '../../../core/model/counted.ts';
import { priceBook } from '../../../core/prices/price-book.ts';
import type { Source } from '../../../core/readings/series.ts';
import { faultText } from '../../aws/aws-error.ts';
import { clientSettings } from '../../connect.ts';
import { note, type Session } from '../../session.ts';
import { lastDays } from '../backtest/recorded-steps.ts';
import { accountCase } from './account-cases.ts';
import type { Advice, FleetCase } from './advice.ts';
import type { Asking } from './asked-prices.ts';
import type { AdviseOptions } from './options.ts';

/** Fleets whose metrics are asked for in one call, and held at once: a page of CloudWatch holds about as many days of them. */
const fleetsAtOnce = 10;
const patienceMs = 120_000;

/** Where was asked, and what came of asking. */
export interface AskedAccount extends Pick<Advice, 'where' | 'troubles' | 'asking'> {
  /** Why there is no fleet to advise on; null where there is one. */
  readonly nothing: string | null;
}

/** Finds the fleets of an account and Region, reads what is recorded of them and hands each on. */
export async function askAccount(
  session: Session,
  options: Asking,
  take: (one: FleetCase, of: number) => void,
): Promise<AskedAccount> {
  const settings = await clientSettings(options);
  const calls = new Map<string, number>();
  const clients = fleetClients(settings, (command) => calls.set(command, (calls.get(command) ?? 0) + 1));
  const region = await clients.metrics.config.region();
  const { fleets, troubles } = await findFleets(clients, options.region ?? null, faultText, options.prices.units);
  const chosen = fleets.filter(({ name }) => name.toLowerCase().includes(options.only ?? ''));
  if (chosen.length === 0) {
    const why = nothing(fleets.length, region, options, troubles);
    return { where: region, troubles, asking: tellCalls(calls, 0), nothing: why };
  }
  note(session, `${chosen.length} found in ${region}; reading ${counted(options.days, 'day')} of each`);
  const range = lastDays(options.days, session.nowMs());
  let metrics = 0;
  for (let from = 0; from < chosen.length; from += fleetsAtOnce) {
    session.signal.throwIfAborted();
    const endMs = session.nowMs() + patienceMs;
    const source = cloudWatchSource({
      client: clients.metrics,
      leftMs: () => endMs - session.nowMs(),
      nowMs: () => session.nowMs(),
    });
    const counted: Source = {
      read(part, fromMs, toMs) {
        metrics++;
        if (part.kind !== 'cloudwatch') throw new RangeError(`a fleet has no part of the kind ${part.kind}`);
        return source.read(part, fromMs, toMs);
      },
    };
    const some = chosen.slice(from, from + fleetsAtOnce);
    const cases = await Promise.all(some.map((fleet) => accountCase(counted, fleet, options, range)));
    for (const one of cases) take(one, chosen.length);
  }
  return { where: region, troubles, asking: tellCalls(calls, metrics), nothing: null };
}

function nothing(found: number, region: string, { only }: AdviseOptions, troubles: readonly string[]): string {
  const what = found === 0 ? 'nothing that scales' : `none of ${found} fleets has "${only}" in its name`;
  const but = troubles.length === 0 ? '' : ` (${troubles.join('; ')})`;
  return `${found === 0 ? `${region} has ${what}` : `in ${region} ${what}`}${but}; check --region, --profile and --only, or give CSV files`;
}

/** What asking took, so that nobody wonders. */
function tellCalls(calls: ReadonlyMap<string, number>, metrics: number): string {
  const all = [...calls.values()].reduce((sum, count) => sum + count, 0);
  const named = [...calls].map(([command, count]) => `${count} ${command}`).join(', ');
  const usd = (metrics / 1000) * priceBook.getMetricDataUsdPerThousandMetrics.value;
  return `${counted(all, 'call')}, none of which changes anything (${named}); ${counted(metrics, 'metric')} read, about $${usd.toFixed(4)}; what is asked of databases and caches comes on top`;
}
