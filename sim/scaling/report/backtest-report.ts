import { counted } from '../../../core/model/counted.ts';
import type { Workload } from '../../workloads/workload.ts';
import { tellOutlook } from '../portfolio/tell-outlook.ts';
import type { Backtest, Row } from '../score/answer.ts';
import { monthlyUsd } from '../score/monthly-usd.ts';
import { poolSentence } from '../score/pool-sentence.ts';
import { bestPeer, verdict } from '../score/verdict.ts';
import { costCurves } from './cost-curves.ts';
import { plots } from './plots.ts';
import { policyTable, whoRunsAway } from './policy-rows.ts';
import type { Report, ReportChange, ReportFigure } from './report.ts';
import { stepsPerPoint } from './thin-out.ts';
import type { WitnessedRun } from './witnessed-run.ts';

const dayMs = 86_400_000;

/** A backtest as a report: what Headroom did, minute by minute, and how it stands against everybody else. */
export function backtestReport(answer: Backtest, witnessed: WitnessedRun, notes: readonly string[]): Report {
  const { table } = answer;
  const { workload, changes } = witnessed;
  const per = stepsPerPoint(workload.steps);
  const pool = poolSentence(answer);
  const runaway = whoRunsAway(answer);
  const ahead = tellOutlook(table);
  const pointMs = per * workload.stepSeconds * 1000;
  return {
    title: `What every autoscaler would have done on ${table.trace}`,
    lead: [
      table.advice.says,
      verdict(answer).sentence,
      ...(ahead === null ? [] : [`From here: ${ahead}.`]),
      ...(pool === null ? [] : [`Beside a pool: ${pool}`]),
      ...(runaway === null ? [] : [runaway]),
      `New units serve ${table.leadSeconds} s after they are asked for; every policy sees metrics of ${table.metricClassSeconds} s, 60 s late. ${fleetText(answer)} in the ${tenth(table.scoredMinutes / 1440)} days that are scored, which begin after the warm-up.`,
      ...(notes.length === 0 ? [] : [`About the data: ${notes.join('; ')}.`]),
      ...(per === 1
        ? []
        : [
            `A point of the plots stands for ${counted((per * workload.stepSeconds) / 60, 'minute')}, and shows the worst of them.`,
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

function fleetText({ table: { fleet, clairvoyantMeanUnits } }: Backtest): string {
  if (fleet?.unit == null) return 'Demand is scaled so that it needs 20 units on average';
  return `A unit serves ${fleet.unit.unitPerSecond} requests per second; ${tenth(clairvoyantMeanUnits)} are needed on average`;
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
      meaning: 'what it would have cost to know the future',
    },
    {
      label: 'Dollars a month',
      value: `$${Math.round(monthlyUsd(table, headroom.costRatio ?? 0))}`,
      meaning:
        table.fleet?.usdPerUnitHour == null
          ? 'for such a fleet, at the list price of a vCPU of Fargate with 2 GB'
          : `at $${table.fleet.usdPerUnitHour} a unit and hour`,
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
