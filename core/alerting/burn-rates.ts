/** Who an alert is for: a page wakes somebody, a ticket waits for the morning. */
export type Severity = 'page' | 'ticket';

/** A budget burns when it does over both windows: the long one says that it matters, the short one that it still goes on. */
export interface BurnRate {
  readonly severity: Severity;
  /** How many times faster than would just use up the budget by the end of 30 days. */
  readonly above: number;
  readonly longMinutes: number;
  readonly shortMinutes: number;
}

/**
 * 2 % of the budget in an hour, 5 % in six, 10 % in three days, each with a short window of a twelfth:
 * https://sre.google/workbook/alerting-on-slos, table 5-8. Why: docs/decisions/0067.
 */
export const burnRates: readonly BurnRate[] = [
  { severity: 'page', above: 14.4, longMinutes: 60, shortMinutes: 5 },
  { severity: 'page', above: 6, longMinutes: 360, shortMinutes: 30 },
  { severity: 'ticket', above: 1, longMinutes: 4320, shortMinutes: 360 },
];

/** Bad requests over the long window without which nobody is called: where few come, one of them is a large share of all. */
export const leastBad = 5;

/** Nothing known of any of the last five minutes, for a quarter of an hour: what lasts so long is not a gap. */
export const silence = { windowMinutes: 5, forMinutes: 15 } as const;

/** A window as people say it: `5m`, `6h`, `3d`. */
export function windowText(minutes: number): string {
  if (minutes % 1440 === 0) return `${minutes / 1440}d`;
  return minutes % 60 === 0 ? `${minutes / 60}h` : `${minutes}m`;
}
