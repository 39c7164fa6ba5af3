import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { backtestPool } from '../../sim/parallel/pool.ts';
import { allocationMarkdown } from './allocating/allocation-markdown.ts';
import { benchTraces } from './allocating/bench-traces.ts';
import { type Cell, measureCell } from './allocating/cell.ts';
import { measureCpu } from './allocating/cpu.ts';
import { isCalm, summarise } from './allocating/summary.ts';

/**
 * How Headroom stands against the tuned peers, on every trace and lead: `--traces DIR` adds CSV files to the traces that
 * npm packages ship, `--leads 60,180,900`, `--seeds 5`, `--budget 0.5`, `--coarse` for a first look, `--whole` for all days of each trace and not 28.
 * Prints one JSON object, with the CPU of a year and of a night, and writes a Markdown table beside it under .local/bench.
 */
const { values } = parseArgs({
  options: {
    traces: { type: 'string', multiple: true, default: [] },
    leads: { type: 'string', default: '60,180,900' },
    seeds: { type: 'string', default: '5' },
    budget: { type: 'string', default: '0.5' },
    metrics: { type: 'string', default: '60' },
    coarse: { type: 'boolean', default: false },
    whole: { type: 'boolean', default: false },
  },
});
const leads = values.leads.split(',').map(Number);
const seeds = Array.from({ length: Number(values.seeds) }, (_, index) => index + 1);
const metricClassSeconds = values.metrics === '20' ? 20 : 60;
const sloBudgetPercent = Number(values.budget);
if (![...leads, seeds.length, sloBudgetPercent].every((value) => value > 0)) {
  throw new RangeError('--leads, --seeds and --budget take numbers above 0');
}

const pool = backtestPool();
const cells: Cell[] = [];
const startMs = performance.now();
const demands = await benchTraces(values.traces, values.whole);
const [shipped] = demands;
const cpu = shipped === undefined ? null : measureCpu(shipped.trace, metricClassSeconds, sloBudgetPercent);
for (const { trace } of demands) {
  for (const leadSeconds of leads) {
    const question = { trace, leadSeconds, sloBudgetPercent, metricClassSeconds, seeds, full: !values.coarse } as const;
    const cell = await measureCell(question, pool);
    cells.push(cell);
    const { costOverBest1, violationPercent, equalViolationRatio, tookSeconds } = cell;
    process.stderr.write(
      `${trace.name} ${leadSeconds} s: C/best1 ${costOverBest1?.toFixed(3) ?? '-'}, F ${equalViolationRatio?.toFixed(3) ?? '-'}, V ${violationPercent.toFixed(3)} %, ${tookSeconds} s\n`,
    );
  }
}
await pool.close();

const result = {
  sloBudgetPercent,
  metricClassSeconds,
  seeds: seeds.length,
  grid: values.coarse ? 'coarse' : 'full',
  ...cpu,
  seconds: Math.round((performance.now() - startMs) / 1000),
  summary: summarise(cells, sloBudgetPercent),
  nativeMinutes: summarise(
    cells.filter(({ madeMinutes }) => !madeMinutes),
    sloBudgetPercent,
  ),
  calm: summarise(cells.filter(isCalm), sloBudgetPercent),
  lively: summarise(
    cells.filter((cell) => !isCalm(cell)),
    sloBudgetPercent,
  ),
  cells,
};
const folder = join(import.meta.dirname, '../..', '.local', 'bench');
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, 'allocation.json'), JSON.stringify(result));
writeFileSync(join(folder, 'allocation.md'), allocationMarkdown(result));
process.stderr.write(`\n${allocationMarkdown(result)}\n`);
console.log(JSON.stringify(result));
