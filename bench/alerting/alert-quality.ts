import { departures } from '../../cli/scaling/traces/departures.ts';
import { judgeMinutes, type Minute } from '../../core/alerting/judge-minutes.ts';
import { type Incident, incidents, play } from './incidents.ts';

/** How one way of alerting did in one scenario. */
export interface AlertRow {
  readonly scenario: string;
  readonly strategy: 'headroom' | 'threshold' | 'single-window';
  /** From the incident's first minute to the first page; null where nobody was called, or there is none. */
  readonly detectMinutes: number | null;
  /** Pages that began while nothing was wrong. */
  readonly falsePages: number;
}

/** Whether each minute ends with a page that stands. */
type Strategy = (budget: number, minutes: readonly (Minute | null)[]) => readonly boolean[];

const strategies: Readonly<Record<AlertRow['strategy'], Strategy>> = {
  headroom: (budget, minutes) =>
    judgeMinutes(budget, minutes).map(({ severities, silent }) => silent || severities.includes('page')),
  /** More than 1 % of a minute's requests are bad. */
  threshold: (_, minutes) => minutes.map((minute) => minute !== null && minute.bad > 0.01 * minute.total),
  /** An hour burns 14.4 times as fast as it may, whatever the last minutes did. */
  'single-window': (budget, minutes) =>
    minutes.map((_, index) => {
      const hour = minutes.slice(Math.max(0, index - 59), index + 1).filter((minute) => minute !== null);
      const [total, bad] = [sum(hour, (one) => one.total), sum(hour, (one) => one.bad)];
      return bad > 14.4 * budget * total;
    }),
};

const budget = 0.001;
const days = 14;

/** Every strategy in every scenario, on two weeks of departures as thousands of requests a minute; the same for each seed. */
export async function alertQuality(seed = 1): Promise<AlertRow[]> {
  const { values, stepSeconds } = await departures(days);
  const perStep = stepSeconds / 60;
  const load = Array.from({ length: days * 1440 }, (_, minute) =>
    Math.round(1000 * (values[Math.floor(minute / perStep)] ?? 0)),
  );
  return incidents.flatMap((incident) => {
    const minutes = play(incident, load, seed);
    return Object.entries(strategies).map(([name, strategy]) => {
      const { scenario, ...score } = scored(incident, strategy(budget, minutes));
      return { scenario, strategy: name as AlertRow['strategy'], ...score };
    });
  });
}

function scored({ scenario, from, until }: Incident, pages: readonly boolean[]) {
  const begun = pages.flatMap((isPaging, minute) => (isPaging && !(pages[minute - 1] ?? false) ? [minute] : []));
  const isOfIt = (minute: number) => from !== null && minute >= from && minute < until;
  const first = begun.find(isOfIt);
  return {
    scenario,
    detectMinutes: first === undefined || from === null ? null : first - from + 1,
    falsePages: begun.filter((minute) => !isOfIt(minute)).length,
  };
}

function sum(minutes: readonly Minute[], of: (minute: Minute) => number): number {
  return minutes.reduce((total, minute) => total + of(minute), 0);
}
