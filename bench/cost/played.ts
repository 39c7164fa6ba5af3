/** What was taken of AWS in a day of the default cadence. */
export interface Played {
  readonly invocations: number;
  readonly looks: number;
  readonly writeUnits: number;
  readonly readUnits: number;
  /** Of items that expire. */
  readonly expiringBytes: number;
  /** Metrics that GetMetricData was asked for. */
  readonly metrics: number;
  /** Other calls of CloudWatch. */
  readonly requests: number;
  readonly logBytes: number;
  /** Events on the bus. */
  readonly events: number;
}

const parts = [
  'invocations',
  'looks',
  'writeUnits',
  'readUnits',
  'expiringBytes',
  'metrics',
  'requests',
  'logBytes',
  'events',
] as const satisfies readonly (keyof Played)[];

/** What one day has taken beyond another. */
export function beyond(more: Played, less: Played): Played {
  return Object.fromEntries(parts.map((part) => [part, more[part] - less[part]])) as unknown as Played;
}

/** What both have taken. */
export function together(one: Played, other: Played): Played {
  return Object.fromEntries(parts.map((part) => [part, one[part] + other[part]])) as unknown as Played;
}

/** What so many alike take that share nothing. */
export function times(day: Played, count: number): Played {
  return Object.fromEntries(parts.map((part) => [part, day[part] * count])) as unknown as Played;
}
