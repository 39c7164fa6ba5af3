import { recordedDemand } from '../../../adapters/scaling/recorded-demand.ts';
import { dynamoDbSettings } from '../../../adapters/scaling/settings.ts';
import { connectSources } from '../../../adapters/sources/catalogue.ts';
import { tableClock } from '../../../adapters/table/table-clock.ts';
import { counted } from '../../../core/model/counted.ts';
import { clientSettings, connect } from '../../connect.ts';
import type { Session } from '../../session.ts';
import type { MeasuredTrace } from '../traces/measured-trace.ts';
import type { BacktestOptions } from './options.ts';
import { lastDays, withoutEnds } from './recorded-steps.ts';

const patienceMs = 60_000;

/** What the sources of a configured scalable's demand have recorded of it over the last days. */
export async function cloudWatchTrace(
  session: Session,
  scalable: string,
  options: BacktestOptions,
): Promise<MeasuredTrace> {
  const table = await connect(options);
  const sources = connectSources(await clientSettings(options));
  const config = await dynamoDbSettings(table).scalable(scalable);
  const startedMs = session.nowMs();
  const leftMs = (): number => startedMs + patienceMs - session.nowMs();
  const source = sources({ account: null, leftMs, nowMs: () => session.nowMs() });
  const nowMs = options.local ? ((await tableClock(table)) ?? startedMs) : startedMs;
  const recorded = await recordedDemand(source, config, lastDays(options.days, nowMs));
  const { startMs, stepSeconds, values } = withoutEnds(recorded);
  return {
    name: `${scalable}, the last ${counted(options.days, 'day')}`,
    unit: recorded.reading,
    startMs,
    stepSeconds,
    values,
  };
}
