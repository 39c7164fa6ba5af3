import type { Backtest } from '../score/answer.ts';
import { bestPeer } from '../score/verdict.ts';
import type { ReportPlot } from './report.ts';
import { thinOut } from './thin-out.ts';
import type { WitnessedRun } from './witnessed-run.ts';

type Line = ReportPlot['lines'][number];

/** What is plotted of a run over time, one point for `per` steps. */
export function plots(answer: Backtest, run: WitnessedRun, per: number): ReportPlot[] {
  const lead = Math.ceil(answer.table.leadSeconds / run.workload.stepSeconds);
  return [demandPlot(run, lead, per), capacityPlot(answer, run, per), violationsPlot(run, per)];
}

function demandPlot({ workload, provisionedFor }: WitnessedRun, lead: number, per: number): ReportPlot {
  const { demand, measured } = workload;
  const known = demand.map((perSecond, step) => (measured[step] === 1 ? perSecond : Number.NaN));
  const highest = (values: Float64Array) => thinOut(values, per, Math.max);
  return {
    title: 'Demand, and what was provisioned for',
    unit: 'requests per second',
    lines: [
      {
        label: 'what is provisioned for, when it serves',
        colour: 'orange',
        shape: 'line',
        values: highest(later(provisionedFor, lead)),
      },
      {
        label: 'last measured when that was decided',
        colour: 'grey',
        shape: 'line',
        dashed: true,
        values: highest(later(known, lead + 2)),
      },
      { label: 'demand', colour: 'blue', shape: 'line', values: highest(demand) },
    ],
    bands: [{ upper: 0, lower: 1, colour: 'orange' }],
  };
}

function capacityPlot(answer: Backtest, { workload, run }: WitnessedRun, per: number): ReportPlot {
  return {
    title: 'Capacity',
    unit: 'units',
    lines: [
      { label: 'needed', colour: 'grey', shape: 'area', values: thinOut(workload.need, per, Math.max) },
      { label: 'Headroom serving', colour: 'green', shape: 'steps', values: thinOut(run.served, per, Math.min) },
      {
        label: 'Headroom asked',
        colour: 'orange',
        shape: 'steps',
        dashed: true,
        values: thinOut(run.asked, per, Math.min),
        marksChanges: true,
      },
      ...besidePoolLine(answer, per),
      ...bestPeerLine(answer, per),
    ],
  };
}

function besidePoolLine({ table, asked }: Backtest, per: number): Line[] {
  const { pool } = table;
  const theirs = pool === undefined ? undefined : asked.get(pool.row.family);
  if (theirs === undefined) return [];
  return [
    { label: 'asked to run beside a pool', colour: 'blue', shape: 'steps', values: thinOut(theirs, per, Math.min) },
  ];
}

function bestPeerLine({ table, asked }: Backtest, per: number): Line[] {
  const peer = bestPeer(table.rows);
  const theirs = peer === null ? undefined : asked.get(`${peer.family}:best2`);
  if (peer === null || theirs === undefined) return [];
  const label = `${peer.family} asked, tuned in hindsight`;
  return [{ label, colour: 'purple', shape: 'steps', values: thinOut(theirs, per, Math.min) }];
}

function violationsPlot({ run }: WitnessedRun, per: number): ReportPlot {
  const percent = run.violation.map((share) => 100 * share);
  return {
    title: 'Violations',
    unit: '% of the minute’s requests that waited too long',
    lines: [{ label: 'violating', colour: 'red', shape: 'area', values: thinOut(percent, per, Math.max) }],
  };
}

/** Each value so many steps later. */
function later(values: Float64Array, steps: number): Float64Array {
  const moved = new Float64Array(values.length).fill(Number.NaN);
  moved.set(values.subarray(0, Math.max(0, values.length - steps)), Math.min(steps, values.length));
  return moved;
}
