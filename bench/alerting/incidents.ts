import type { Minute } from '../../core/alerting/judge-minutes.ts';
import { random } from '../../sim/workloads/random.ts';

/** What is wrong, from when until when, minutes of the time that is played. */
export interface Incident {
  readonly scenario: string;
  /** Null where nothing is wrong that anybody should be called for. */
  readonly from: number | null;
  readonly until: number;
  /** The share of requests that are bad in a minute; null where nothing is known of it. */
  badShare(minute: number): number | null;
  /** Requests for one of the usual load. @default 1 */
  readonly scale?: number;
}

/** The share that is always bad: a fifth of what 99.9 % allows. */
const usual = 0.0002;
const day = 1440;
const noon = 8 * day + 12 * 60;
/** When the first aeroplanes leave. */
const early = 8 * day + 5 * 60;

function between(scenario: string, from: number, minutes: number, share: number): Incident {
  const until = from + minutes;
  return { scenario, from, until, badShare: (minute) => (minute >= from && minute < until ? share : usual) };
}

/** Incidents on two weeks of minutes, and what only looks like one. */
export const incidents: readonly Incident[] = [
  { scenario: 'nothing', from: null, until: 0, badShare: () => usual },
  between('fast burn at noon', noon, 60, 0.05),
  between('fast burn at little load', early, 60, 0.05),
  between('outage', noon, 30, 1),
  between('slow burn', noon, 12 * 60, 0.008),
  // One bad minute in two hours, for two days: a tenth of a percent of the budget an hour.
  {
    scenario: 'flapping',
    from: null,
    until: 0,
    badShare: (minute) => (minute >= noon && minute < noon + 2 * day && minute % 120 === 0 ? 0.03 : usual),
  },
  // A request a minute at most, and one of them fails.
  { scenario: 'few requests', from: null, until: 0, scale: 1e-4, badShare: (minute) => (minute === noon ? 1 : 0) },
  // Ten minutes of silence in every two hours.
  { scenario: 'gaps', from: null, until: 0, badShare: (minute) => (minute % 120 < 10 ? null : usual) },
  { scenario: 'dead source', from: noon, until: 14 * day, badShare: (minute) => (minute >= noon ? null : usual) },
];

/** The minutes of an incident on a load of requests per minute. */
export function play({ badShare, scale = 1 }: Incident, load: readonly number[], seed: number): (Minute | null)[] {
  const { normal } = random(seed);
  return load.map((usualTotal, minute) => {
    const total = Math.round(usualTotal * scale);
    const share = badShare(minute);
    const noise = normal();
    if (share === null) return null;
    const bad = Math.round(total * share + noise * Math.sqrt(total * share * (1 - share)));
    return { total, bad: Math.min(total, Math.max(0, bad)) };
  });
}
