import { parseArgs } from 'node:util';
import { backtestPool } from '../../sim/parallel/pool.ts';
import { candidatesInCharge } from '../../sim/scaling/backtest/nightly-rows.ts';
import { runCandidates, Work } from '../../sim/scaling/backtest/work.ts';
import type { RowResult, WorkloadResult } from '../../sim/scaling/score/task.ts';
import { givenTraces } from './allocating/bench-traces.ts';
import { calibration, type Month, monthsOf } from './foreseeing/months.ts';

/**
 * How well what a night says of the next four weeks holds: on all days of the CSV files of `--traces DIR`, each month that
 * follows is set beside what was foreseen the night before. `--leads 60,180,900`, `--seeds 1` for traces without minutes of their
 * own, `--budget 0.5`. Prints one JSON object.
 */
const { values } = parseArgs({
  options: {
    traces: { type: 'string', multiple: true, default: [] },
    leads: { type: 'string', default: '60,180,900' },
    seeds: { type: 'string', default: '1' },
    budget: { type: 'string', default: '0.5' },
  },
});
const leads = values.leads.split(',').map(Number);
const budgetPercent = Number(values.budget);
if (values.traces.length === 0) throw new RangeError('--traces DIR: is missing; give a folder of CSV files');
if (![...leads, Number(values.seeds), budgetPercent].every((value) => value > 0)) {
  throw new RangeError('--leads, --seeds and --budget take numbers above 0');
}

const pool = backtestPool();
const months: Month[] = [];
for (const { trace } of givenTraces(values.traces, true)) {
  const seeds = trace.stepSeconds > 60 ? Number(values.seeds) : 1;
  for (const leadSeconds of leads) {
    for (let seed = 1; seed <= seeds; seed++) {
      const kind = { trace, leadSeconds, metricClassSeconds: 60 } as const;
      const question = { ...kind, sloBudgetPercent: budgetPercent, seeds: [seed], full: false };
      const job = { ...kind, seed, faults: [] };
      const work = new Work({ pool }, question, 1);
      const { days, stepSeconds } = await work.do<WorkloadResult>({ do: 'workload', job });
      const points = await runCandidates(work, job);
      const row = { is: 'headroom', inCharge: candidatesInCharge(question, points, days) } as const;
      const played = await work.do<RowResult[]>({ do: 'rows', job, rows: [row], keepAsked: false });
      for (const { record } of played) {
        months.push(...monthsOf({ trace: trace.name, leadSeconds, seed, days: record, budgetPercent, stepSeconds }));
      }
    }
    process.stderr.write(`${trace.name} ${leadSeconds} s: ${months.length} months so far\n`);
  }
}
await pool.close();
console.log(JSON.stringify({ ...calibration(months, budgetPercent), cells: months }));
