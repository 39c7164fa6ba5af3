import { purgingReport } from '../../core/purging/report.ts';
import { purgeLooking } from '../../functions/cdn-purger/looking.ts';
import { playTicks } from './play-ticks.ts';
import type { Played } from './played.ts';
import { Stage } from './stage.ts';

/** What purges take of AWS in a day in which nothing changes: the real looks and ledger, asking a CloudFront in memory. */
export function playPurges(names: readonly string[]): Promise<Played> {
  const stage = new Stage();
  const cdn = { kind: 'cloudfront', distributionId: 'E0123456789ABC' };
  for (const name of names) stage.configure('purging', name, { schema: 1, cdn });
  const { ports, clock, newId } = stage;
  const nothing = async (): Promise<never> =>
    ({ DistributionConfig: {}, Invalidation: { Id: 'I', Status: 'Completed' } }) as never;
  const invocation = () =>
    purgeLooking({
      table: ports,
      cdns: { cloudFront: { reader: { send: nothing }, actor: { send: nothing } }, fetch, keys: null as never },
      signal: new AbortController().signal,
      s3: { send: nothing },
      nowMs: clock.nowMs,
      newId,
      wake: async () => {},
    });
  return playTicks({ stage, daysBefore: 0, everyMinutes: 1, invocation, report: purgingReport });
}
