import { parseArgs } from 'node:util';
import { backtestPool } from '../../sim/parallel/pool.ts';
import { benchTraces, givenTraces } from './allocating/bench-traces.ts';
import { tellChange, tellSteppedChange } from './sizing/play-change.ts';
import { type SizeCell, sizeCells } from './sizing/size-cells.ts';
import { sizeSummary } from './sizing/size-summary.ts';
import { toServe, type WarmCell, warmCells } from './sizing/warm-cells.ts';
import { boundSummary, type WarmBound, warmBound } from './sizing/warm-hindsight.ts';
import { tellWarm, warmSummary } from './sizing/warm-summary.ts';

/**
 * How big and how warm beside how many: what a pool of prepared units saves at a lead of 900 s, on the CSV files of
 * `--traces DIR` (the traces that npm packages ship where it is left out), the first 28 days of each or the `--whole`.
 * `--warm-leads 60,180`, `--prices 0.02,0.11,0.3`, `--budget 0.5`; `--only warm` or `--only sizes` plays one of the two and leaves
 * the other empty; `--only bound` says what could be had of the first pool at most, and plays no decisions. Prints one JSON object. What the cells come to is told on standard error.
 */
const { values } = parseArgs({
  options: {
    traces: { type: 'string', multiple: true, default: [] },
    'warm-leads': { type: 'string', default: '60,180' },
    prices: { type: 'string', default: '0.02,0.11,0.3' },
    budget: { type: 'string', default: '0.5' },
    whole: { type: 'boolean', default: false },
    only: { type: 'string' },
  },
});
const leadSeconds = 900;
const [warmLeads, prices] = [values['warm-leads'], values.prices].map((text) => text.split(',').map(Number));
const sloBudgetPercent = Number(values.budget);
if (![...(warmLeads ?? []), ...(prices ?? []), sloBudgetPercent].every((value) => value > 0)) {
  throw new RangeError('--warm-leads, --prices and --budget take numbers above 0');
}

const traces =
  values.traces.length > 0 ? givenTraces(values.traces, values.whole) : await benchTraces([], values.whole);
const pool = backtestPool();
const warm: WarmCell[] = [];
const sizes: SizeCell[] = [];
const bound: WarmBound[] = [];
for (const { trace } of traces) {
  const question = { trace, leadSeconds, sloBudgetPercent, metricClassSeconds: 60, seeds: [1], full: false } as const;
  if (values.only === 'bound') {
    const kind = { warmLeadSeconds: warmLeads?.[0] ?? 60, price: prices?.[0] ?? 0.02 };
    bound.push(await warmBound(question, kind, pool));
    process.stderr.write(`${JSON.stringify(bound.at(-1))}\n`);
    continue;
  }
  if (values.only !== 'sizes') {
    const cells = await warmCells(question, warmLeads ?? [], prices ?? [], pool);
    warm.push(...cells);
    for (const cell of cells) process.stderr.write(`${tellWarm(cell)}\n`);
  }
  if (values.only === 'warm') continue;
  for (const { cell, told } of sizeCells(await toServe(question, pool))) {
    sizes.push(cell);
    process.stderr.write(`${told}\n`);
  }
}
await pool.close();
process.stderr.write(`\n${warmSummary(warm)}\n${sizeSummary(sizes)}\n`);
process.stderr.write(`${await tellChange(20, leadSeconds)}\n${await tellSteppedChange(3, leadSeconds)}\n`);
if (bound.length > 0) process.stderr.write(`${boundSummary(bound)}\n`);
console.log(JSON.stringify({ warm, sizes, ...(bound.length > 0 && { bound }) }));
