/** The first and the last of some periods in a row, by when they begin, milliseconds. */
interface Periods {
  readonly firstMs: number;
  readonly lastMs: number;
}

interface Asked {
  readonly periodSeconds: number;
  readonly delaySeconds: number;
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * The periods from `fromMs` to `toMs`, in calls of as many as a server answers at once. A period is only asked for once all
 * of it is there: before its delay is over, what is told of it would be too little, and after now it would be made up.
 */
export function wholePeriods(
  { periodSeconds, delaySeconds, fromMs, toMs }: Asked,
  nowMs: number,
  most: number,
): readonly Periods[] {
  const periodMs = periodSeconds * 1000;
  const endMs = Math.min(toMs, nowMs - delaySeconds * 1000);
  const calls: Periods[] = [];
  for (let atMs = Math.ceil(fromMs / periodMs) * periodMs; atMs + periodMs <= endMs; atMs += most * periodMs) {
    const more = Math.min(most, Math.floor((endMs - atMs) / periodMs)) - 1;
    calls.push({ firstMs: atMs, lastMs: atMs + more * periodMs });
  }
  return calls;
}
