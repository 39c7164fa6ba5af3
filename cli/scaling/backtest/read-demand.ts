import { counted } from '../../../core/model/counted.ts';
import { InvalidInput } from '../../../core/model/errors.ts';
import type { Trace } from '../../../sim/workloads/trace.ts';
import type { Session } from '../../session.ts';
import { departures } from '../traces/departures.ts';
import type { MeasuredTrace } from '../traces/measured-trace.ts';
import { readTraceFile } from '../traces/read-trace-file.ts';
import type { BacktestOptions } from './options.ts';
import type { QueriedServer } from './queried-servers.ts';

/** Demand to run policies on, and what was done to it, as sentences. */
export interface Demand {
  readonly trace: Trace;
  readonly notes: readonly string[];
}

const builtInDays = 14;
const leastHours = 2;

/** The demand that is meant: a file, a scalable's recorded metrics, or the built-in departures. */
export async function readDemand(session: Session, file: string | null, options: BacktestOptions): Promise<Demand> {
  refuseTwo(file, options);
  if (options.metric !== undefined) {
    const { metricTrace } = await import('./metric-trace.ts');
    return demandOf(await metricTrace(session, options.metric, options));
  }
  if (options.cloudwatch !== undefined) {
    const { cloudWatchTrace } = await import('./cloudwatch-trace.ts');
    return demandOf(await cloudWatchTrace(session, options.cloudwatch, options));
  }
  const server = serverOf(options);
  if (server !== null) {
    const { queriedTrace } = await import('./queried-trace.ts');
    return demandOf(await queriedTrace(session, server, options.query ?? '', options));
  }
  if (file === null) return demandOf(await departures(builtInDays));
  return demandOf(await readTraceFile(session.cwd, file, options));
}

/** Where demand may be read from, instead of a file. */
const places = ['cloudwatch', 'metric', 'prometheus', 'datadog'] as const;

/** Throws `InvalidInput` where two places are named, or what only one that is not named can understand. */
function refuseTwo(file: string | null, options: BacktestOptions): void {
  const [place, other] = places.filter((name) => options[name] !== undefined);
  if (file !== null && place !== undefined)
    throw new InvalidInput(`--${place}`, `a trace (${file}) is given too; give one of them`);
  if (place !== undefined && other !== undefined)
    throw new InvalidInput(`--${other}`, `--${place} is given too; give one of them`);
  if (options.metric === undefined && options.dimension !== undefined)
    throw new InvalidInput('--dimension', 'says nothing without a metric; give --metric namespace/name too');
  const server = serverOf(options);
  if (server === null && options.query !== undefined)
    throw new InvalidInput('--query', 'says nothing without a server; give --prometheus url or --datadog site too');
  if (server !== null && options.query === undefined)
    throw new InvalidInput(
      '--query',
      `is missing; say what --${server} is asked, e.g. sum(rate(http_requests_total[1m]))`,
    );
}

function serverOf({ prometheus, datadog }: BacktestOptions): QueriedServer | null {
  if (prometheus !== undefined) return 'prometheus';
  return datadog === undefined ? null : 'datadog';
}

/** A trace in the steps that the simulator takes: a minute or longer. */
export function demandOf(given: MeasuredTrace): Demand {
  const trace = given.stepSeconds < 60 ? toMinutes(given) : given;
  const hours = (trace.values.length * trace.stepSeconds) / 3600;
  if (hours < leastHours) {
    throw new InvalidInput(
      given.name,
      `spans ${counted(Math.round(hours * 60), 'minute')}; give at least ${leastHours} hours, better two weeks`,
    );
  }
  const { name, startMs, stepSeconds, values } = trace;
  if (!values.some((value) => value > 0)) {
    throw new InvalidInput(given.name, 'holds no value above 0, so there is nothing to serve; give a trace with load');
  }
  return {
    trace: { name, startMs, stepSeconds, values },
    notes: [...(given.readAs ?? []), ...stepNotes(given), ...gapNotes(trace), ...shortNotes(hours)],
  };
}

function toMinutes(trace: Trace): Trace {
  const per = 60 / trace.stepSeconds;
  if (!Number.isInteger(per)) {
    throw new InvalidInput(
      trace.name,
      `its step of ${trace.stepSeconds} s does not divide a minute; resample it to 60 s`,
    );
  }
  const values = Float64Array.from({ length: Math.floor(trace.values.length / per) }, (_, minute) => {
    const measured = trace.values.slice(minute * per, (minute + 1) * per).filter((value) => !Number.isNaN(value));
    return measured.length === 0 ? Number.NaN : measured.reduce((sum, value) => sum + value, 0) / measured.length;
  });
  return { ...trace, stepSeconds: 60, values };
}

function stepNotes({ stepSeconds }: Trace): string[] {
  if (stepSeconds < 60) return [`steps of ${stepSeconds} s are averaged to minutes`];
  if (stepSeconds === 60) return [];
  return [`steps of ${stepSeconds / 60} min are drawn to minutes on the line between their centres, with 3 % noise`];
}

function gapNotes({ values }: Trace): string[] {
  const missing = values.filter(Number.isNaN).length;
  if (missing === 0) return [];
  const percent = Math.round((1000 * missing) / values.length) / 10;
  return [
    `${missing} of ${values.length} steps (${percent} %) were not measured: demand is bridged there, the metric is missing`,
  ];
}

function shortNotes(hours: number): string[] {
  if (hours >= 96) return [];
  const nights = hours < 48 ? 'it holds hardly a night, so the first policy stays in use' : 'few nights pass in it';
  return [`the trace is short: policies are chosen night by night and ${nights}; give two weeks where you can`];
}
