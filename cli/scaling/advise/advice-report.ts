import { counted } from '../../../core/model/counted.ts';
import type { Report, ReportFigure, ReportPlot, ReportRow } from '../../../sim/scaling/report/report.ts';
import { thinOut } from '../../../sim/scaling/report/thin-out.ts';
import type { Advice, AdvisedFleet } from './advice.ts';
import { dataTables, dataTotals } from './data-report.ts';
import { monthlyUsd, tellFigures, tellUsd, tellVerdict } from './figures.ts';
import { notesOf, pricedElsewhere, summary } from './tell-advice.ts';

const minuteMs = 60_000;
/** A point of the plots: long enough for a page of fifty fleets, short enough to see each change. */
const pointMinutes = 10;

/** Advice as a page: the table first, then what each fleet needed, ran, and would have run. */
export function adviceReport(advice: Advice): Report {
  const played = advice.fleets.filter((fleet) => fleet.advice !== null);
  const starts = played.map((fleet) => fleet.advice?.startMs ?? 0);
  const startMs = starts.reduce((least, at) => Math.min(least, at), starts[0] ?? 0);
  const ends = played.map(({ advice: one }) => (one === null ? startMs : one.startMs + one.needed.length * minuteMs));
  const points = Math.ceil((Math.max(startMs, ...ends) - startMs) / minuteMs / pointMinutes);
  return {
    title: `What scales in ${advice.where}, and what Headroom would do`,
    lead: [summary(advice), ...(advice.fleets.length === 0 ? [] : howCompared(advice))],
    figures: totals(advice),
    timesMs: Array.from({ length: points }, (_, point) => startMs + point * pointMinutes * minuteMs),
    plots: played.map((fleet) => plotOf(fleet, startMs, points)),
    tables: [...(advice.fleets.length === 0 ? [] : [tableOf(advice)]), ...dataTables(advice)],
    tablesFirst: true,
    missing: [],
    changes: null,
  };
}

function howCompared(advice: Advice): string[] {
  const { leadSeconds, sloBudgetPercent, pricesOf } = advice;
  const elsewhere = pricedElsewhere(advice);
  return [
    `New units serve ${leadSeconds} s after they are asked for. The budget is ${sloBudgetPercent} % of requests that wait too long. Figures are of the days after the first week, or of the second half where less is recorded; a month has 730 hours, at list prices of ${pricesOf.region} of ${pricesOf.readOn} where none was given${elsewhere === null ? '' : `; ${elsewhere}`}.`,
    `A point of the plots stands for ${counted(pointMinutes, 'minute')} and shows the most in them.`,
  ];
}

function totals(advice: Advice): ReportFigure[] {
  return [...(advice.fleets.length === 0 ? [] : fleetTotals(advice)), ...dataTotals(advice)];
}

function fleetTotals({ fleets, sloBudgetPercent }: Advice): ReportFigure[] {
  const better = fleets.filter(({ verdict }) => verdict === 'headroom');
  const sum = (of: 'now' | 'headroom'): number =>
    better.reduce((usd, fleet) => {
      const told = fleet.advice?.[of] ?? null;
      return usd + (told === null ? 0 : (monthlyUsd(fleet, told) ?? 0));
    }, 0);
  const over = fleets.filter(({ advice }) => (advice?.now?.violationPercent ?? 0) > sloBudgetPercent).length;
  return [
    { label: 'Better with Headroom', value: `${better.length} of ${fleets.length}`, meaning: 'fleets' },
    { label: 'They cost', value: `$${tellUsd(sum('now'))}`, meaning: 'a month, as they ran' },
    { label: 'They would cost', value: `$${tellUsd(sum('headroom'))}`, meaning: 'a month' },
    {
      label: 'Over the budget now',
      value: String(over),
      meaning: `more than ${sloBudgetPercent} % of requests wait too long`,
    },
  ];
}

function tableOf({ fleets, sloBudgetPercent }: Advice) {
  const rows = fleets.map((fleet): ReportRow => {
    const { name, scaledBy, unit, advice, verdict } = fleet;
    const figures =
      advice === null ? ['—', '—'] : [tellFigures(fleet, advice.now), tellFigures(fleet, advice.headroom)];
    const cells = [
      name,
      scaledBy,
      unit ?? '?',
      ...figures,
      tellVerdict(fleet, sloBudgetPercent),
      notesOf(fleet).join('; '),
    ];
    return { cells, strong: verdict === 'headroom' };
  });
  return {
    title: 'Fleets',
    note: 'Cost a month, and the share of requests that waited too long: as it ran, and as Headroom would have scaled it.',
    columns: [
      { title: 'fleet' },
      { title: 'scaled by' },
      { title: 'unit' },
      { title: 'now', number: true },
      { title: 'Headroom', number: true },
      { title: 'advice' },
      { title: 'to know', words: true },
    ],
    groups: [{ title: '', rows }],
  };
}

function plotOf({ name, advice, scaledBy }: AdvisedFleet, startMs: number, points: number): ReportPlot {
  const line = (values: Float64Array | Int32Array): (number | null)[] => {
    const before = Math.round(((advice?.startMs ?? startMs) - startMs) / minuteMs / pointMinutes);
    const told = thinOut(values, pointMinutes, most);
    return Array.from({ length: points }, (_, point) => told[point - before] ?? null);
  };
  const nothing = new Int32Array();
  return {
    title: name,
    unit: `units; now ${scaledBy}`,
    lines: [
      { label: 'needed', colour: 'blue', shape: 'area', values: line(advice?.needed ?? nothing) },
      { label: 'ran', colour: 'grey', shape: 'steps', values: line(advice?.ran ?? nothing) },
      { label: 'Headroom', colour: 'orange', shape: 'steps', values: line(advice?.wouldRun ?? nothing) },
    ],
  };
}

/** The most of what is known. */
function most(...values: number[]): number {
  const known = values.filter((value) => !Number.isNaN(value));
  return known.length === 0 ? Number.NaN : Math.max(...known);
}
