import type { Workload } from '../../workloads/workload.ts';
import type { Backtest, Row } from '../score/answer.ts';
import { monthlyUsd } from '../score/monthly-usd.ts';
import { bestPeer, verdict } from '../score/verdict.ts';
import { costCurves } from './cost-curves.ts';
import { policyTable } from './policy-table.ts';
import type { Report, ReportChange, ReportFigure, ReportPlot } from './report.ts';
import { stepsPerPoint, thinOut } from './thin-out.ts';
import type { WitnessedRun } from './witnessed-run.ts';

const dayMs = 86_400_000;

/** A backtest as a report: what Headroom did, minute by minute, and how it stands against everybody else. */
export function backtestReport(answer: Backtest, witnessed: WitnessedRun, notes: readonly string[]): Report {
  const { table } = answer;
  const { workload, changes } = witnessed;
  const per = stepsPerPoint(workload.steps);
  const pointMs = per * workload.stepSeconds * 1000;
  return {
    title: `What every autoscaler would have done on ${table.trace}`,
    lead: [
      verdict(answer).sentence,
      `New units serve ${table.leadSeconds} s after they are asked for; every policy sees metrics of ${table.metricClassSeconds} s, 60 s late. Demand is scaled so that it needs 20 units on average in the ${tenth(table.scoredMinutes / 1440)} days that are scored, which begin after the warm-up.`,
      ...(notes.length === 0 ? [] : [`About the data: ${notes.join('; ')}.`]),
      ...(per === 1
        ? []
        : [
            `A point of the plots stands for ${(per * workload.stepSeconds) / 60} minutes, and shows the worst of them.`,
          ]),
    ],
    figures: figures(answer),
    timesMs: Array.from({ length: Math.ceil(workload.steps / per) }, (_, point) => workload.startMs + point * pointMs),
    plots: plots(answer, witnessed, per),
    curves: [costCurves(answer)],
    tables: [policyTable(answer)],
    missing: stretches(workload, (step) => workload.measured[step] === 0),
    unscored: stretches(workload, (step) => workload.scored[step] === 0),
    changes,
    ...(workload.steps * workload.stepSeconds > 1.5 * 86_400 && { listed: busiestDay(witnessed, changes) }),
  };
}

function figures({ table }: Backtest): ReportFigure[] {
  const { headroom, rows, sloBudgetPercent } = table;
  const peer = bestPeer(rows);
  const shipped = cheapest(
    rows.filter(({ kind, selection, violationPercent }) => {
      return kind === 'peer' && selection === 'default' && (violationPercent ?? 100) <= sloBudgetPercent;
    }),
  );
  return [
    {
      label: 'Cost',
      value: `${headroom.costRatio?.toFixed(3)} ×`,
      meaning: 'of the least that knowing the future would have taken',
    },
    {
      label: 'Dollars a month',
      value: `$${Math.round(monthlyUsd(table, headroom.costRatio ?? 0))}`,
      meaning: 'for such a fleet, at the price in the profile',
    },
    {
      label: 'Violations',
      value: `${headroom.violationPercent?.toFixed(3)} %`,
      meaning: `of requests; the budget is ${sloBudgetPercent} %`,
    },
    {
      label: 'Against hindsight',
      value: difference(headroom, peer),
      meaning:
        peer === null ? 'nobody else meets the budget' : `in cost: ${peer.family}, knobs tuned knowing the future`,
    },
    {
      label: 'Against defaults',
      value: difference(headroom, shipped),
      meaning: shipped === null ? 'none meets the budget as shipped' : `in cost: ${shipped.family}, as shipped`,
    },
    {
      label: 'Changes a day',
      value: tenth(headroom.actionsPerDay ?? 0),
      meaning: `${tenth(headroom.flipsPerDay ?? 0)} of them turned back`,
    },
  ];
}

function cheapest(rows: readonly Row[]): Row | null {
  return rows.reduce<Row | null>(
    (best, row) => ((row.costRatio ?? 0) < (best?.costRatio ?? Number.POSITIVE_INFINITY) ? row : best),
    null,
  );
}

function difference(ours: Row, theirs: Row | null): string {
  if (theirs === null || ours.costRatio === null || theirs.costRatio === null) return '—';
  const percent = 100 * (ours.costRatio / theirs.costRatio - 1);
  return `${percent < 0 ? '−' : '+'}${Math.abs(percent).toFixed(1)} %`;
}

function plots(answer: Backtest, { workload, run, provisionedFor }: WitnessedRun, per: number): ReportPlot[] {
  const { demand, need, measured } = workload;
  const peer = bestPeer(answer.table.rows);
  const theirs = peer === null ? undefined : answer.asked.get(`${peer.family}:best2`);
  const lead = Math.ceil(answer.table.leadSeconds / workload.stepSeconds);
  const known = demand.map((perSecond, step) => (measured[step] === 1 ? perSecond : Number.NaN));
  return [
    {
      title: 'Demand, and what was provisioned for',
      unit: 'requests per second',
      lines: [
        {
          label: 'what is provisioned for, when it serves',
          colour: 'orange',
          shape: 'line',
          values: thinOut(later(provisionedFor, lead), per, Math.max),
        },
        {
          label: 'last measured when that was decided',
          colour: 'grey',
          shape: 'line',
          dashed: true,
          values: thinOut(later(known, lead + 2), per, Math.max),
        },
        { label: 'demand', colour: 'blue', shape: 'line', values: thinOut(demand, per, Math.max) },
      ],
      bands: [{ upper: 0, lower: 1, colour: 'orange' }],
    },
    {
      title: 'Capacity',
      unit: 'units',
      lines: [
        { label: 'needed', colour: 'grey', shape: 'area', values: thinOut(need, per, Math.max) },
        { label: 'Headroom serving', colour: 'green', shape: 'steps', values: thinOut(run.served, per, Math.min) },
        {
          label: 'Headroom asked',
          colour: 'orange',
          shape: 'steps',
          dashed: true,
          values: thinOut(run.asked, per, Math.min),
          marksChanges: true,
        },
        ...(theirs === undefined || peer === null
          ? []
          : [
              {
                label: `${peer.family} asked, tuned in hindsight`,
                colour: 'purple',
                shape: 'steps',
                values: thinOut(theirs, per, Math.min),
              } as const,
            ]),
      ],
    },
    {
      title: 'Violations',
      unit: '% of the minute’s requests that waited too long',
      lines: [
        {
          label: 'violating',
          colour: 'red',
          shape: 'area',
          values: thinOut(
            run.violation.map((share) => 100 * share),
            per,
            Math.max,
          ),
        },
      ],
    },
  ];
}

/** Each value so many steps later. */
function later(values: Float64Array, steps: number): Float64Array {
  const moved = new Float64Array(values.length).fill(Number.NaN);
  moved.set(values.subarray(0, Math.max(0, values.length - steps)), Math.min(steps, values.length));
  return moved;
}

/** The stretches of steps of which something is true. */
function stretches({ steps, startMs, stepSeconds }: Workload, isIn: (step: number) => boolean): Report['missing'] {
  const found: { fromMs: number; toMs: number }[] = [];
  for (let step = 0; step < steps; step++) {
    if (!isIn(step)) continue;
    const atMs = startMs + step * stepSeconds * 1000;
    const last = found[found.length - 1];
    if (last !== undefined && last.toMs === atMs) last.toMs += stepSeconds * 1000;
    else found.push({ fromMs: atMs, toMs: atMs + stepSeconds * 1000 });
  }
  return found;
}

/** The scored day with the most changes: a list of all would be longer than anybody reads. */
function busiestDay({ workload }: WitnessedRun, changes: readonly ReportChange[]): NonNullable<Report['listed']> {
  const scoredFromMs = workload.startMs + Math.max(0, workload.scored.indexOf(1)) * workload.stepSeconds * 1000;
  const counts = new Map<number, number>();
  for (const { atMs } of changes) {
    const day = Math.floor(atMs / dayMs);
    if (day * dayMs >= scoredFromMs) counts.set(day, (counts.get(day) ?? 0) + 1);
  }
  const [busiest = Math.floor(scoredFromMs / dayMs)] = [...counts].reduce<readonly number[]>(
    (most, one) => (one[1] > (most[1] ?? 0) ? one : most),
    [],
  );
  const fromMs = busiest * dayMs;
  return {
    fromMs,
    toMs: fromMs + dayMs,
    note: `those of ${new Date(fromMs).toISOString().slice(0, 10)}, the day with most`,
  };
}

function tenth(value: number): string {
  return String(Math.round(value * 10) / 10);
}
