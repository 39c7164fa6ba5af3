/** Periods are told by what a query answers at their ends, milliseconds. */
interface Evaluations {
  readonly firstMs: number;
  readonly lastMs: number;
}

/** Prometheus refuses more in one answer: "exceeded maximum resolution of 11,000 points per timeseries". */
export const mostPoints = 11_000;

interface Asked {
  readonly periodSeconds: number;
  readonly delaySeconds: number;
}

/**
 * When a query is evaluated for the periods from `fromMs` to `toMs`, in calls of as many points as one may have. A period is
 * only asked for once all of it is there: before its delay is over, what it tells would be too little, and after now it would
 * be what was told last.
 */
export function evaluationsOf(
  { periodSeconds, delaySeconds }: Asked,
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
  nowMs: number,
): readonly Evaluations[] {
  const periodMs = periodSeconds * 1000;
  const firstMs = Math.ceil(fromMs / periodMs) * periodMs + periodMs;
  const untilMs = Math.min(toMs, nowMs - delaySeconds * 1000);
  const calls: Evaluations[] = [];
  for (let atMs = firstMs; atMs <= untilMs; atMs += mostPoints * periodMs) {
    const steps = Math.min(mostPoints - 1, Math.floor((untilMs - atMs) / periodMs));
    calls.push({ firstMs: atMs, lastMs: atMs + steps * periodMs });
  }
  return calls;
}
