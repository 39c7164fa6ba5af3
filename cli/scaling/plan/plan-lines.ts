import { counted } from '../../../core/model/counted.ts';
import type { TiersThen, TierThen } from '../../../core/scaling/planning/plan-tiers.ts';
import { table } from '../../table.ts';

/** A plan of one service, as it is printed. */
export interface Planned extends TiersThen {
  readonly service: string;
  readonly atMs: number;
}

/** A plan as lines for a person. */
export function planLines(plan: Planned): string[] {
  return [
    heading(plan),
    '',
    ...table(
      columns.map((title, index) => ({ title, right: index > 0 })),
      plan.tiers.map(row),
    ),
    '',
    ...endings(plan),
  ];
}

/** What a plan comes to, one sentence each. */
export function endings({ tiers, readySeconds, runsOutFirst }: Planned): string[] {
  const priced = tiers.flatMap(({ usdPerHour }) => (usdPerHour === null ? [] : [usdPerHour]));
  const sum = (at: 'now' | 'planned') => usd(priced.reduce((all, one) => all + one[at], 0));
  const lacking = tiers.filter(({ limitedBy }) => limitedBy !== null);
  return [
    `all of it serves after ${tellSeconds(readySeconds)}`,
    ...(priced.length === 0
      ? ['what it costs is not known: give --unit-price <tier>=<usd>']
      : [
          `it costs ${sum('planned')} an hour, ${sum('now')} now${priced.length < tiers.length ? ', of the tiers that are priced' : ''}`,
        ]),
    ...lacking.map(
      ({ scalable, needed, limitedBy }) =>
        `${scalable} would need ${counted(needed, 'unit')} and is limited: ${limitedBy}`,
    ),
    runsOutFirst === null
      ? 'nothing that is known runs out'
      : `${runsOutFirst.scalable} runs out first, at ${times(runsOutFirst.load)} the load of now: ${runsOutFirst.because}`,
  ];
}

export const heading = ({ service, load }: Planned) => `${service} at ${times(load)} the load of now`;

export const columns = [
  'tier',
  'now',
  'then',
  'turn',
  'begins after',
  'serves after',
  'does no more at',
  'USD an hour',
];

/** One tier as texts, in the order of the columns. */
export function row({
  scalable,
  now,
  units,
  turn,
  beginsSeconds,
  readySeconds,
  mostLoad,
  usdPerHour,
}: TierThen): string[] {
  return [
    scalable,
    String(now),
    String(units),
    String(turn),
    tellSeconds(beginsSeconds),
    tellSeconds(readySeconds),
    mostLoad === null ? '-' : times(mostLoad),
    usdPerHour === null ? '-' : usd(usdPerHour.planned),
  ];
}

const times = (load: number) => `${Math.round(load * 100) / 100}x`;
const usd = (amount: number) => `$${amount.toFixed(2)}`;

function tellSeconds(seconds: number): string {
  return seconds < 120 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} min`;
}
