import { recordedDemand } from '../../../adapters/scaling/recorded-demand.ts';
import { dynamoDbSettings } from '../../../adapters/scaling/settings.ts';
import { connectSources } from '../../../adapters/sources/catalogue.ts';
import { tableClock } from '../../../adapters/table/table-clock.ts';
import type { Trace } from '../../../sim/workloads/trace.ts';
import { clientSettings, connect } from '../../connect.ts';
import type { Session } from '../../session.ts';
import type { MeasuredTrace } from '../traces/measured-trace.ts';
import type { BacktestOptions } from './options.ts';

const dayMs = 86_400_000;
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
  const toMs = Math.floor(nowMs / 300_000) * 300_000;
  const recorded = await recordedDemand(source, config, { fromMs: toMs - options.days * dayMs, toMs });
  const { startMs, stepSeconds, values } = withoutEnds(recorded);
  return { name: `${scalable}, the last ${options.days} days`, unit: recorded.reading, startMs, stepSeconds, values };
}

type Recorded = Awaited<ReturnType<typeof recordedDemand>>;

/** Leaves out what was before the first value and after the last: the scalable may be younger than the time looked at. */
function withoutEnds({ startMs, stepSeconds, values }: Recorded): Pick<Trace, 'startMs' | 'stepSeconds' | 'values'> {
  const first = values.findIndex((value) => value !== null);
  const last = values.findLastIndex((value) => value !== null);
  const known = Float64Array.from(values.slice(first, last + 1), (value) => value ?? Number.NaN);
  return { startMs: startMs + first * stepSeconds * 1000, stepSeconds, values: known };
}
