import { counted } from '../../core/model/counted.ts';
import { InvalidInput } from '../../core/model/errors.ts';
import { parseTimestamp } from '../times/parse-timestamp.ts';

const mostPeriods = 1_000_000;

/** Where the lines of a file stand in time. */
export interface Grid {
  readonly fromMs: number;
  readonly periodSeconds: number;
  readonly periods: number;
  /** By line; null where the line is outside the window. */
  readonly periodOf: readonly (number | null)[];
  readonly doubled: number;
}

interface TimeCell {
  readonly line: number;
  readonly text: string;
}

/**
 * The periods that the times of a file make: the step is the one that is between most of them. Throws `InvalidInput` naming
 * the line and the fix.
 */
export function gridOf(name: string, times: readonly TimeCell[], windowMs: number | null): Grid {
  const atMs = times.map(({ line, text }) => {
    const parsed = parseTimestamp(text);
    if (parsed === null)
      throw new InvalidInput(`line ${line}`, `"${text.slice(0, 40)}" is not a time; write it as 2026-11-28T10:00:00Z`);
    return parsed;
  });
  const sorted = [...new Set(atMs)].sort((one, other) => one - other);
  const gaps = sorted.slice(1).map((at, index) => at - (sorted[index] ?? 0));
  const stepMs = gaps.toSorted((one, other) => one - other)[Math.floor(gaps.length / 2)];
  const last = sorted.at(-1);
  if (stepMs === undefined || last === undefined)
    throw new InvalidInput(name, 'holds fewer than two lines of readings');
  if (windowMs !== null && windowMs < stepMs)
    throw new InvalidInput('--window', `holds no whole period of the file, ${stepMs / 1000} s; give a longer one`);
  const first = Math.max(sorted[0] ?? 0, windowMs === null ? 0 : last - windowMs + stepMs);
  const periods = Math.round((last - first) / stepMs) + 1;
  if (periods > mostPeriods)
    throw new InvalidInput(
      name,
      `spans ${counted(periods, 'period')} of ${stepMs / 1000} s, and ${mostPeriods} are the most: name a --window`,
    );
  const periodOf = atMs.map((at) => (at < first ? null : Math.round((at - first) / stepMs)));
  return { fromMs: first, periodSeconds: stepMs / 1000, periods, periodOf, doubled: atMs.length - sorted.length };
}
