import { counted } from '../model/counted.ts';
import type { PartSeries, Series } from './series.ts';
import type { SourceConfig } from './source-kinds.ts';

/** What is known of a part in one period: its value, or why there is none. `early` is not due yet. */
type PartState = number | 'early' | 'late' | 'missing';

export interface PartSamples {
  /** One for every period, oldest first. */
  readonly states: readonly PartState[];
  readonly troubles: readonly string[];
}

/** One part's answer, and the periods to sort it into. */
interface PartAnswer {
  readonly part: SourceConfig;
  /** Null where the source gave no answer. */
  readonly series: PartSeries | null;
  readonly startMs: number;
  readonly periodMs: number;
  readonly periods: number;
  readonly atMs: number;
}

/** A period in which no point was given, and one whose point is not a number that a metric can have. */
const absent = -1;
const invalid = -2;

/** How many periods after a point was due it counts as late; after that it is missing. */
const gracePeriods = 2;

/** In so many periods in a row a metric must have told something to be steady. */
const steadyPeriods = 3;

/** Sorts the points of one part, and of its witness, into periods. */
export function samplePart(answer: PartAnswer): PartSamples {
  const { series, periods } = answer;
  const metric = sortIn(series?.metric ?? null, answer);
  const witness = series?.witness == null ? null : sortIn(series.witness, answer);
  const states: PartState[] = [];
  for (let index = 0; index < periods; index++) states.push(stateAt(answer, index, metric, witness?.[index] ?? absent));
  return { states, troubles: troublesOf(series, metric) };
}

function stateAt(
  { part, series, startMs, periodMs, atMs }: PartAnswer,
  index: number,
  metric: readonly number[],
  witness: number,
): PartState {
  const value = metric[index] ?? absent;
  if (value >= 0) return value;
  const dueMs = startMs + (index + 1) * periodMs + part.delaySeconds * 1000;
  if (dueMs > atMs) return 'early';
  if (series === null || series.metric.trouble !== null) return 'late';
  const mayCome = atMs < dueMs + gracePeriods * periodMs;
  if (value === absent && witness >= 0) return mayCome && wasSteady(metric, index) ? 'late' : 0;
  if (series.witness !== null && series.witness.trouble !== null) return 'late';
  return mayCome ? 'late' : 'missing';
}

/**
 * Whether a metric told something in each of a few periods, up to a moment before this one: then its silence is likelier a
 * point that is on its way than a zero, whatever its witness says.
 */
function wasSteady(metric: readonly number[], index: number): boolean {
  let last = index - 1;
  while (last >= index - gracePeriods && (metric[last] ?? absent) < 0) last--;
  if (last < index - gracePeriods) return false;
  for (let before = last; before > last - steadyPeriods; before--) if ((metric[before] ?? absent) < 0) return false;
  return true;
}

/** The value of each period: of several points the largest, since the smaller ones are points that were not whole yet. */
function sortIn(series: Series | null, { startMs, periodMs, periods }: PartAnswer): number[] {
  const values = new Array<number>(periods).fill(absent);
  for (const { atMs, value } of series?.points ?? []) {
    const index = Math.floor((atMs - startMs) / periodMs);
    const before = values[index];
    if (before === undefined) continue;
    if (!Number.isFinite(value) || value < 0) {
      if (before === absent) values[index] = invalid;
    } else if (value > before) values[index] = value + 0;
  }
  return values;
}

function troublesOf(series: PartSeries | null, metric: readonly number[]): string[] {
  const troubles: string[] = [];
  if (series === null) troubles.push('no answer');
  if (series?.metric.trouble != null) troubles.push(series.metric.trouble);
  if (series?.witness?.trouble != null) troubles.push(`witness: ${series.witness.trouble}`);
  const strange = metric.filter((value) => value === invalid).length;
  if (strange > 0) troubles.push(`${counted(strange, 'point')} below 0 or no number`);
  return troubles;
}
