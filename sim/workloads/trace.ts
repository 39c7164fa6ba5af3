import { InvalidInput } from '../../core/model/errors.ts';

/** A measured load, one value a step. */
export interface Trace {
  readonly name: string;
  readonly startMs: number;
  readonly stepSeconds: number;
  /** NaN where nothing was measured. */
  readonly values: Float64Array;
}

/**
 * Reads `timestamp,value` lines: ISO 8601 UTC or epoch seconds, one uniform step, an empty value or a left-out step is a gap.
 * Throws `InvalidInput` naming the line.
 */
export function parseTrace(name: string, text: string): Trace {
  const points = readPoints(text);
  const first = points[0];
  if (first === undefined || points.length < 2) throw new InvalidInput('trace', `${name} has fewer than two points`);
  const stepMs = leastStepMs(points);
  const last = points[points.length - 1] ?? first;
  const values = new Float64Array(Math.round((last.atMs - first.atMs) / stepMs) + 1).fill(Number.NaN);
  for (const { atMs, value, line } of points) {
    const at = (atMs - first.atMs) / stepMs;
    if (!Number.isInteger(at)) {
      throw new InvalidInput(
        `line ${line}`,
        `its time is not a whole number of ${stepMs / 1000} s steps after the first`,
      );
    }
    values[at] = value;
  }
  return { name, startMs: first.atMs, stepSeconds: stepMs / 1000, values };
}

interface TracePoint {
  readonly atMs: number;
  readonly value: number;
  readonly line: number;
}

function readPoints(text: string): TracePoint[] {
  const points: TracePoint[] = [];
  text.split('\n').forEach((row, index) => {
    const trimmed = row.trim();
    if (trimmed === '' || (index === 0 && /[a-z]{3}/i.test(trimmed.split(',')[0] ?? ''))) return;
    points.push(readPoint(trimmed, index + 1));
  });
  return points;
}

function readPoint(row: string, line: number): TracePoint {
  const [stamp = '', written = ''] = row.split(',');
  const atMs = /^\d+(\.\d+)?$/.test(stamp) ? Number(stamp) * 1000 : Date.parse(stamp);
  if (Number.isNaN(atMs))
    throw new InvalidInput(`line ${line}`, `"${stamp}" is no time; write it as 2026-01-31T08:00:00Z`);
  if (written.trim() === '') return { atMs, value: Number.NaN, line };
  const value = Number(written);
  if (!(value >= 0 && value < Number.POSITIVE_INFINITY)) {
    throw new InvalidInput(
      `line ${line}`,
      `"${written}" is no load; write a number of 0 or more, or nothing for a gap`,
    );
  }
  return { atMs, value, line };
}

function leastStepMs(points: readonly TracePoint[]): number {
  let least = Number.POSITIVE_INFINITY;
  for (let index = 1; index < points.length; index++) {
    const here = points[index] as TracePoint;
    const step = here.atMs - (points[index - 1] as TracePoint).atMs;
    if (step <= 0) throw new InvalidInput(`line ${here.line}`, 'its time is not after the line before; sort the lines');
    least = Math.min(least, step);
  }
  if (least < 60_000) throw new InvalidInput('trace', `its step is ${least / 1000} s; sum it up to minutes or longer`);
  return least;
}
