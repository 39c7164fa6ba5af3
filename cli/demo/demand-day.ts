import { InvalidInput } from '../../core/model/errors.ts';
import { endMs, type MeasuredTrace } from '../scaling/traces/measured-trace.ts';

/** A day, milliseconds. */
export const dayMs = 86_400_000;
const minuteMs = 60_000;
const minutesOfDay = dayMs / minuteMs;
/** Demand is played as requests a minute; a trace whose peak is below this is multiplied by a power of ten. */
const leastPeak = 1000;

/** One day of demand, minute by minute. */
export interface DemandDay {
  readonly name: string;
  /** When the trace's day began. */
  readonly startMs: number;
  /** Requests in each minute; null where nothing was measured. */
  readonly perMinute: readonly (number | null)[];
  /** The whole days before it, the newest last; empty where the trace has none. */
  readonly past: readonly PastDay[];
  /** What was done to the trace to get here, as sentences. */
  readonly notes: readonly string[];
}

/** A day before the one that is played. */
export interface PastDay {
  /** How many days before it lies. */
  readonly daysAgo: number;
  /** Requests in each minute; null where nothing was measured. */
  readonly perMinute: readonly (number | null)[];
}

/** As many as a night looks back on. */
const mostPast = 28;
/** The share of a day that has to be measured; a day with less is not judged. */
const leastShare = 0.5;

/**
 * Takes one day (UTC) out of a trace: the one asked for, else the busiest without a gap, else the most complete one.
 * Steps coarser than a minute are interpolated, finer ones averaged. Throws `InvalidInput` where the day asked for has no data.
 */
export function demandDay(trace: MeasuredTrace, day: string | null): DemandDay {
  const startMs = day === null ? bestDay(trace) : askedDay(trace, day);
  const values = minutes(trace, startMs);
  const factor = scaleFactor(values);
  const measured = values.filter((value) => value !== null).length;
  const scaled = (all: readonly (number | null)[]) => all.map((value) => (value === null ? null : value * factor));
  return {
    name: trace.name,
    startMs,
    perMinute: scaled(values),
    past: pastOf(trace, startMs).map((one) => ({ ...one, perMinute: scaled(one.perMinute) })),
    notes: [
      ...(trace.readAs ?? []),
      ...stepNotes(trace),
      ...scaleNotes(trace, factor),
      ...gapNotes(values.length - measured),
    ],
  };
}

function pastOf(trace: MeasuredTrace, startMs: number): PastDay[] {
  const all = Array.from({ length: mostPast }, (_, index) => mostPast - index).map((daysAgo) => {
    return { daysAgo, perMinute: minutes(trace, startMs - daysAgo * dayMs) };
  });
  return all.filter(({ perMinute }) => perMinute.filter((value) => value !== null).length >= leastShare * minutesOfDay);
}

interface Candidate {
  readonly startMs: number;
  readonly measured: number;
  readonly sum: number;
}

function bestDay(trace: MeasuredTrace): number {
  const candidates = daysOf(trace).map((startMs) => weigh(trace, startMs));
  const best = candidates.reduce((a, b) =>
    b.measured > a.measured || (b.measured === a.measured && b.sum > a.sum) ? b : a,
  );
  return best.startMs;
}

function daysOf(trace: MeasuredTrace): number[] {
  const firstMs = Math.floor(trace.startMs / dayMs) * dayMs;
  const count = Math.ceil((endMs(trace) - firstMs) / dayMs);
  return Array.from({ length: count }, (_, index) => firstMs + index * dayMs);
}

function weigh(trace: MeasuredTrace, startMs: number): Candidate {
  const stepMs = trace.stepSeconds * 1000;
  const from = Math.max(0, Math.floor((startMs - trace.startMs) / stepMs));
  const to = Math.max(0, Math.floor((startMs + dayMs - trace.startMs) / stepMs));
  const measured = trace.values.slice(from, to).filter((value) => !Number.isNaN(value));
  return { startMs, measured: measured.length, sum: measured.reduce((sum, value) => sum + value, 0) };
}

function askedDay(trace: MeasuredTrace, day: string): number {
  const startMs = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN;
  const [first, last] = [isoDay(trace.startMs), isoDay(endMs(trace) - 1)];
  if (Number.isNaN(startMs)) throw new InvalidInput('--day', `"${day}" is not a day; write it as ${first}`);
  if (weigh(trace, startMs).measured === 0)
    throw new InvalidInput('--day', `the trace has no data on ${day}; it runs from ${first} to ${last}`);
  return startMs;
}

function isoDay(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 10);
}

function minutes(trace: MeasuredTrace, startMs: number): (number | null)[] {
  const told = trace.stepSeconds >= 60 ? interpolated : averaged;
  return Array.from({ length: minutesOfDay }, (_, minute) => told(trace, startMs + minute * minuteMs));
}

/** On the line from this step's value to the next one's; a gap is never bridged. */
function interpolated(trace: MeasuredTrace, atMs: number): number | null {
  const position = (atMs - trace.startMs) / (trace.stepSeconds * 1000);
  const index = Math.floor(position);
  const value = valueAt(trace, index);
  const next = valueAt(trace, index + 1);
  if (value === null || next === null) return value;
  return value + (next - value) * (position - index);
}

function valueAt({ values }: MeasuredTrace, index: number): number | null {
  const value = values[index] ?? Number.NaN;
  return Number.isNaN(value) ? null : value;
}

function averaged(trace: MeasuredTrace, atMs: number): number | null {
  const stepMs = trace.stepSeconds * 1000;
  const from = Math.max(0, Math.ceil((atMs - trace.startMs) / stepMs));
  const to = Math.max(0, Math.ceil((atMs + minuteMs - trace.startMs) / stepMs));
  const measured = trace.values.slice(from, to).filter((value) => !Number.isNaN(value));
  return measured.length === 0 ? null : measured.reduce((sum, value) => sum + value, 0) / measured.length;
}

function scaleFactor(values: readonly (number | null)[]): number {
  const peak = values.reduce<number>((highest, value) => Math.max(highest, value ?? 0), 0);
  if (peak === 0) throw new InvalidInput('trace', 'demand is zero all day; choose another --day or trace');
  return peak >= leastPeak ? 1 : 10 ** Math.ceil(Math.log10(leastPeak / peak));
}

function stepNotes({ stepSeconds }: MeasuredTrace): string[] {
  if (stepSeconds === 60) return [];
  if (stepSeconds < 60) return [`steps of ${stepSeconds} s are averaged to minutes`];
  return [`steps of ${stepSeconds / 60} min are interpolated to minutes`];
}

function scaleNotes({ unit }: MeasuredTrace, factor: number): string[] {
  return factor === 1 ? [] : [`each of the ${unit} counts as ${factor} requests`];
}

function gapNotes(missing: number): string[] {
  return missing === 0 ? [] : [`${missing} of 1440 minutes were not measured and are left out, as missing data`];
}
