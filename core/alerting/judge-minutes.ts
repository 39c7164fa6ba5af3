import { burnRates, leastBad, type Severity, silence } from './burn-rates.ts';

/** What is known of one minute. */
export interface Minute {
  readonly total: number;
  readonly bad: number;
}

/** What would be firing at the end of each minute. */
export interface Firing {
  readonly severities: readonly Severity[];
  /** Whether its source is dead, which pages too. */
  readonly silent: boolean;
}

/**
 * The same alerts as the rules of `prometheusRules`, on minutes: null where nothing is known, which burns no budget and is
 * no success either.
 */
export function judgeMinutes(budget: number, minutes: readonly (Minute | null)[]): readonly Firing[] {
  const total = sums(minutes, (minute) => minute.total);
  const bad = sums(minutes, (minute) => minute.bad);
  const burn = (end: number, window: number): number => {
    const from = Math.max(0, end - window);
    const requests = at(total, end) - at(total, from);
    return requests > 0 ? (at(bad, end) - at(bad, from)) / requests / budget : 0;
  };
  let unknownFor = 0;
  return minutes.map((minute, index): Firing => {
    unknownFor = minute === null ? unknownFor + 1 : 0;
    const burning = burnRates.filter(({ above, longMinutes, shortMinutes }) => {
      if (at(bad, index + 1) - at(bad, Math.max(0, index + 1 - longMinutes)) < leastBad) return false;
      return [longMinutes, shortMinutes].every((window) => burn(index + 1, window) > above);
    });
    const severities = [...new Set(burning.map(({ severity }) => severity))];
    return { severities, silent: unknownFor >= silence.windowMinutes + silence.forMinutes };
  });
}

/** The sum of all minutes before each, and at its end of all. */
function sums(minutes: readonly (Minute | null)[], of: (minute: Minute) => number): Float64Array {
  const summed = new Float64Array(minutes.length + 1);
  minutes.forEach((minute, index) => {
    summed[index + 1] = at(summed, index) + (minute === null ? 0 : of(minute));
  });
  return summed;
}

function at(values: Float64Array, index: number): number {
  return values[index] ?? 0;
}
