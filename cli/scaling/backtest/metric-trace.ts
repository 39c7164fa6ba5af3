import { readingOver } from '../../../adapters/scaling/recorded-demand.ts';
import { connectSources } from '../../../adapters/sources/catalogue.ts';
import { counted } from '../../../core/model/counted.ts';
import type { Reading } from '../../../core/readings/reading.ts';
import type { Source } from '../../../core/readings/series.ts';
import { CommandError } from '../../command-error.ts';
import { clientSettings } from '../../connect.ts';
import type { Session } from '../../session.ts';
import type { MeasuredTrace } from '../traces/measured-trace.ts';
import { adds, metricReadingOf, type NamedMetric } from './named-metric.ts';
import type { BacktestOptions } from './options.ts';
import { lastDays, withoutEnds } from './recorded-steps.ts';

const patienceMs = 60_000;

/**
 * What CloudWatch has recorded of a metric over the last days; no deployment is needed. Throws `CommandError` where it
 * has nothing. Why: docs/decisions/0041.
 */
export async function metricTrace(
  session: Session,
  metric: NamedMetric,
  options: BacktestOptions,
): Promise<MeasuredTrace> {
  const sources = connectSources(await clientSettings(options));
  const startedMs = session.nowMs();
  const leftMs = (): number => startedMs + patienceMs - session.nowMs();
  return readMetric(sources({ account: null, leftMs, nowMs: () => session.nowMs() }), metric, options, startedMs);
}

type Asked = Pick<BacktestOptions, 'days' | 'dimension' | 'stat'>;

/** The same of any source. */
export async function readMetric(
  source: Source,
  metric: NamedMetric,
  { days, dimension = {}, stat }: Asked,
  nowMs: number,
): Promise<MeasuredTrace> {
  const told = await readingOver(source, metricReadingOf(metric, dimension, stat), lastDays(days, nowMs));
  const values = told.samples.map((sample) => (sample.is === 'value' ? sample.value : null));
  const name = `${metric.namespace}/${metric.metricName}`;
  if (values.every((value) => value === null)) throw new CommandError(nothing(name, dimension, days, told));
  const startMs = told.samples[0]?.atMs ?? nowMs;
  const steps = withoutEnds({ startMs, stepSeconds: told.periodSeconds, values });
  const readAs = [
    `read from CloudWatch: ${stat} of ${name}${tellDimensions(dimension)}${adds(stat) ? ', per second' : ''}, UTC`,
  ];
  return { name: `${name}, the last ${counted(days, 'day')}`, unit: metric.metricName, ...steps, readAs };
}

function nothing(name: string, dimension: Readonly<Record<string, string>>, days: number, { trouble }: Reading) {
  const why = trouble === null ? '' : ` (${trouble})`;
  return (
    `CloudWatch has nothing of ${name}${tellDimensions(dimension)} in the last ${counted(days, 'day')}${why}; ` +
    'check the name, every --dimension that the metric has, --region and --profile'
  );
}

function tellDimensions(dimension: Readonly<Record<string, string>>): string {
  const told = Object.entries(dimension).map(([name, value]) => `${name}=${value}`);
  return told.length === 0 ? '' : ` of ${told.join(', ')}`;
}
