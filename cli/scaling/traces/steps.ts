import { counted } from '../../../core/model/counted.ts';
import { InvalidInput } from '../../../core/model/errors.ts';

/** A value at a time, and its line. */
export interface Point {
  readonly line: number;
  readonly atMs: number;
  /** NaN where nothing was measured. */
  readonly value: number;
  /** The other cells of its line, of which one may name a series. */
  readonly others: readonly string[];
}

/** Values in uniform steps, and what was done to get there, as sentences. */
export interface Steps {
  readonly startMs: number;
  readonly stepSeconds: number;
  readonly values: Float64Array;
  readonly notes: readonly string[];
}

const secondMs = 1000;
const shortestMs = 30 * 60_000;
/** Coarser steps hide what a policy would have had to follow. */
const longestStepMs = 3_600_000;
/** A gap longer than this is more likely a wrong timestamp than a gap. */
const mostSteps = 5_000_000;
/** Steps that people measure in, seconds: where times waver, theirs is the one nearest. */
const usualSteps = [1, 2, 5, 10, 15, 20, 30, 60, 120, 180, 240, 300, 600, 900, 1200, 1800, 3600].map(
  (s) => s * secondMs,
);
/** How far a time may be off its step, as a share of it: less than half, so that it cannot be another's. */
const mostOff = 0.2;
/** A row of equal gaps that is longer than this is not a row of gaps but another step. */
const longestRun = 12;

/** Puts points in order and on their step. Throws `InvalidInput` naming line, value and fix. */
export function uniformSteps(name: string, given: readonly Point[]): Steps {
  const sorted = given.toSorted((a, b) => a.atMs - b.atMs);
  const { points, notes } = withoutDoubles(sorted);
  const [first, second] = points;
  if (first === undefined || second === undefined)
    throw new InvalidInput(name, 'holds fewer than two lines of timestamp,value');
  const grid = gridOf(points);
  checkGrid(name, grid, points);
  const steps = Math.round(((points.at(-1) ?? first).atMs - grid.startMs) / grid.stepMs) + 1;
  checkLength(name, steps, grid.stepMs);
  const values = new Float64Array(steps).fill(Number.NaN);
  const filled: (Point | undefined)[] = [];
  for (const point of points) {
    const at = slot(point, grid, filled);
    filled[at] = point;
    values[at] = point.value;
  }
  if (values.every(Number.isNaN)) throw new InvalidInput(name, 'holds no value at all');
  const { startMs, stepMs } = grid;
  return {
    startMs,
    stepSeconds: stepMs / secondMs,
    values,
    notes: [...orderNotes(given), ...notes, ...offNotes(points, grid)],
  };
}

/** Points of one time are one where they say the same. */
function withoutDoubles(sorted: readonly Point[]): Pick<Steps, 'notes'> & { readonly points: readonly Point[] } {
  const points: Point[] = [];
  for (const point of sorted) {
    const last = points.at(-1);
    if (last?.atMs !== point.atMs) points.push(point);
    else if (Number.isNaN(last.value)) points[points.length - 1] = point;
    else if (!Number.isNaN(point.value) && point.value !== last.value) throw doubled(point, last);
  }
  const doubles = sorted.length - points.length;
  return { points, notes: doubles === 0 ? [] : [`${counted(doubles, 'line')} said again what another said`] };
}

function doubled(point: Point, other: Point): InvalidInput {
  const [earlier, later] = point.line < other.line ? [point, other] : [other, point];
  const told = `${iso(point.atMs)} has the same timestamp as line ${earlier.line}, and another value`;
  const series = later.others.findIndex((cell, index) => cell !== earlier.others[index]);
  const names = `"${earlier.others[series]}" and "${later.others[series]}"`;
  const fix = series < 0 ? 'keep one line for each time' : `keep the lines of one series, of ${names}`;
  return new InvalidInput(`line ${later.line}`, `${told} (${later.value}, ${earlier.value}); ${fix}`);
}

function orderNotes(given: readonly Point[]): string[] {
  const backwards = given.filter((point, index) => point.atMs < (given[index - 1]?.atMs ?? point.atMs)).length;
  if (backwards === 0) return [];
  return [backwards === given.length - 1 ? 'newest first in the file' : 'the lines were put in order of time'];
}

interface Grid {
  readonly startMs: number;
  readonly stepMs: number;
}

/** The step that all times are on, or nearly. */
function gridOf(points: readonly Point[]): Grid {
  const [first] = points;
  const startMs = first?.atMs ?? 0;
  const apart = points.slice(1).map(({ atMs }, index) => atMs - (points[index]?.atMs ?? atMs));
  const least = apart.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const isExact = points.every(({ atMs }) => (atMs - startMs) % least === 0);
  if (isExact) return { startMs, stepMs: least };
  const middle = apart.toSorted((a, b) => a - b)[Math.floor(apart.length / 2)] ?? least;
  const stepMs = usualSteps.reduce((a, b) => (Math.abs(b - middle) < Math.abs(a - middle) ? b : a));
  const onClockMs = Math.round(startMs / stepMs) * stepMs;
  const isOnClock = (point: Point) => Math.abs(point.atMs - nearest(point.atMs, onClockMs, stepMs)) <= mostOff * stepMs;
  return { startMs: points.every(isOnClock) ? onClockMs : startMs, stepMs };
}

function nearest(atMs: number, startMs: number, stepMs: number): number {
  return startMs + Math.round((atMs - startMs) / stepMs) * stepMs;
}

function checkGrid(name: string, { stepMs }: Grid, points: readonly Point[]): void {
  if (stepMs > longestStepMs) {
    const step =
      stepMs % 86_400_000 === 0
        ? counted(stepMs / 86_400_000, 'day')
        : counted(Math.round(stepMs / 360_000) / 10, 'hour');
    const fix = 'policies act within minutes, so export steps of an hour or shorter';
    throw new InvalidInput(name, `has steps of ${step}; ${fix}`);
  }
  if (stepMs < secondMs) throw new InvalidInput(name, `has steps of ${stepMs} ms; sum them up to seconds or longer`);
  checkOneStep(points, stepMs);
}

/** Values of five minutes and of one are not the same numbers: nobody knows whether they are sums or averages. */
function checkOneStep(points: readonly Point[], stepMs: number): void {
  let [from, wide] = [0, 1];
  for (let index = 1; index <= points.length; index++) {
    const steps = Math.round(((points[index]?.atMs ?? 0) - (points[index - 1]?.atMs ?? 0)) / stepMs);
    if (steps === wide) continue;
    if (wide > 1 && index - from > longestRun) throw otherStep(points[from], points[index - 1], wide * stepMs, stepMs);
    [from, wide] = [index - 1, steps];
  }
}

function otherStep(from: Point | undefined, to: Point | undefined, wideMs: number, stepMs: number): InvalidInput {
  const [wide, step] = [wideMs / secondMs, stepMs / secondMs];
  const fix = 'export one period for the whole time';
  return new InvalidInput(`lines ${from?.line} to ${to?.line}`, `are ${wide} s apart, and others ${step} s; ${fix}`);
}

function checkLength(name: string, steps: number, stepMs: number): void {
  if (steps > mostSteps)
    throw new InvalidInput(name, `spans ${steps} steps of ${stepMs / secondMs} s; look for a wrong timestamp`);
  if (steps * stepMs < shortestMs) throw new InvalidInput(name, 'spans less than half an hour; give a longer trace');
}

function slot(point: Point, { startMs, stepMs }: Grid, filled: readonly (Point | undefined)[]): number {
  const at = Math.round((point.atMs - startMs) / stepMs);
  const off = Math.abs(point.atMs - startMs - at * stepMs);
  const other = filled[at];
  if (off <= mostOff * stepMs && other === undefined) return at;
  const why = other === undefined ? '' : `, and line ${other.line} is on it already`;
  throw new InvalidInput(
    `line ${point.line}`,
    `${iso(point.atMs)} is not on the trace's step of ${stepMs / secondMs} s${why}; resample it to uniform steps`,
  );
}

function offNotes(points: readonly Point[], { startMs, stepMs }: Grid): string[] {
  const furthest = points.reduce(
    (most, { atMs }) => Math.max(most, Math.abs(atMs - nearest(atMs, startMs, stepMs))),
    0,
  );
  if (furthest === 0) return [];
  return [`times up to ${furthest / secondMs} s off the step of ${stepMs / secondMs} s were taken to it`];
}

function iso(atMs: number): string {
  return new Date(atMs).toISOString().replace('.000', '');
}
