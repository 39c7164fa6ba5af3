/** What a server counts of one statement, from whenever it began to count. */
export interface Count {
  readonly id: string;
  readonly calls: number;
  readonly totalMs: number;
  /** Rows that it answered with or wrote. */
  readonly rows: number;
}

/** A statement, and what a server counts of it. */
export interface Counted extends Count {
  readonly text: string;
}

/**
 * What happened between two looks. Where a count has fallen, the server has begun anew, and all that it has since is of that
 * time. A statement that was not there before has been run in it, or had been forgotten for want of room.
 */
export function differences<One extends Count>(before: readonly Count[], after: readonly One[]): readonly One[] {
  const known = new Map(before.map((one) => [one.id, one]));
  return after.flatMap((one) => {
    const was = known.get(one.id);
    const isAnew = was === undefined || one.calls < was.calls;
    const from = isAnew ? { calls: 0, totalMs: 0, rows: 0 } : was;
    const [calls, totalMs, rows] = [one.calls - from.calls, one.totalMs - from.totalMs, one.rows - from.rows];
    return calls > 0 ? [{ ...one, calls, totalMs, rows }] : [];
  });
}
