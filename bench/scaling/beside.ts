import { parseArgs } from 'node:util';
import { BesideNative, nativeScaler, usualNative } from '../../sim/scaling/beside/beside-native.ts';
import { nightlyConfigs } from '../../sim/scaling/portfolio/nightly-configs.ts';
import { type Measures, measure } from '../../sim/scaling/score/measures.ts';
import { Decided } from '../../sim/scaling/world/decided.ts';
import { profiles } from '../../sim/scaling/world/profile.ts';
import type { Scaler } from '../../sim/scaling/world/seen.ts';
import { World } from '../../sim/scaling/world/world.ts';
import { prepare } from '../../sim/workloads/prepare.ts';
import { benchTraces, givenTraces } from './allocating/bench-traces.ts';

/**
 * AWS's own target tracking by itself, over a minimum that Headroom moves, and Headroom alone: what moving the minimum brings, and
 * what it costs. `--traces DIR` takes the CSV files of a folder, else those that npm packages ship; `--days 28`, `--most 6`,
 * `--leads 180`, `--targets 0.5,0.6,0.7,0.8`, `--budget 0.5`. Prints one JSON object; where it loses is told beside it.
 */
const { values } = parseArgs({
  options: {
    traces: { type: 'string', multiple: true, default: [] },
    days: { type: 'string', default: '28' },
    most: { type: 'string', default: '6' },
    leads: { type: 'string', default: '180' },
    targets: { type: 'string', default: '0.5,0.6,0.7,0.8' },
    budget: { type: 'string', default: '0.5' },
  },
});
const [leads = [], targets = []] = [values.leads, values.targets].map((text) => text.split(',').map(Number));
const [days, most, budgetPercent] = [Number(values.days), Number(values.most), Number(values.budget)];
if (![...leads, ...targets, days, most, budgetPercent].every((value) => value > 0)) {
  throw new RangeError('--days, --most, --leads, --targets and --budget take numbers above 0');
}

interface Cell extends Pick<Measures, 'violationPercent' | 'costRatio' | 'actionsPerDay'> {
  readonly trace: string;
  readonly leadSeconds: number;
  readonly strategy: 'native' | 'beside-native' | 'headroom';
  /** What target tracking keeps; null where there is none. */
  readonly target: number | null;
}

const profile = profiles[60];
const found = values.traces.length === 0 ? await benchTraces([], false) : givenTraces(values.traces, false);
const every = Math.max(1, found.length / most);
const chosen = found.filter((_, index) => Math.floor(index / every) > Math.floor((index - 1) / every));
const cells: Cell[] = [];
for (const { trace } of chosen) {
  const steps = Math.round((days * 86_400) / trace.stepSeconds);
  const workload = prepare({ ...trace, values: trace.values.slice(0, steps) }, profile, 1);
  const { startMs, stepSeconds } = workload;
  for (const leadSeconds of leads) {
    const world = new World(workload, leadSeconds, profile);
    const configOf = nightlyConfigs(world, budgetPercent);
    const play = (strategy: Cell['strategy'], target: number | null, scaler: Scaler) => {
      const { violationPercent, costRatio, actionsPerDay } = measure(workload, world.run(scaler));
      cells.push({ trace: trace.name, leadSeconds, strategy, target, violationPercent, costRatio, actionsPerDay });
      process.stderr.write(`${told(cells.at(-1) as Cell)}\n`);
    };
    play('headroom', null, new Decided(startMs, configOf));
    for (const target of targets) {
      const native = { ...usualNative, target };
      play('native', target, nativeScaler(native, stepSeconds));
      play('beside-native', target, new BesideNative(native, stepSeconds, startMs, configOf));
    }
  }
}
tellLosses();
console.log(JSON.stringify({ cells }));

function told({ trace, leadSeconds, strategy, target, violationPercent, costRatio, actionsPerDay }: Cell): string {
  const who = `${strategy}${target === null ? '' : ` ${target}`}`;
  const figures = `V ${violationPercent.toFixed(3)} %, C ${costRatio.toFixed(3)}, ${actionsPerDay.toFixed(0)} changes a day`;
  return `${trace.padEnd(24)} ${String(leadSeconds).padStart(4)} s  ${who.padEnd(18)} ${figures}`;
}

/** Where the minimum leaves more violations than target tracking had, or does no better than Headroom alone at a higher cost. */
function tellLosses(): void {
  const of = (like: Cell, strategy: Cell['strategy'], target: number | null) =>
    cells.find(
      (cell) =>
        cell.trace === like.trace &&
        cell.leadSeconds === like.leadSeconds &&
        cell.strategy === strategy &&
        cell.target === target,
    ) as Cell;
  const lost = cells
    .filter(({ strategy }) => strategy === 'beside-native')
    .flatMap((cell) => {
      const [alone, ours] = [of(cell, 'native', cell.target), of(cell, 'headroom', null)];
      const faults = [
        ...(cell.violationPercent <= alone.violationPercent ? [] : ['more violations than by itself']),
        ...(cell.violationPercent < ours.violationPercent || cell.costRatio <= ours.costRatio
          ? []
          : [`Headroom alone does as well at ${(ours.costRatio / cell.costRatio).toFixed(2)} of the cost`]),
      ];
      const name = `${cell.trace}, ${cell.leadSeconds} s, ${cell.target}`;
      return faults.length === 0 ? [] : [`  ${name}: ${faults.join(', ')}`];
    });
  process.stderr.write(
    `\nbeside target tracking it loses: ${lost.length === 0 ? 'nowhere' : `\n${lost.join('\n')}`}\n`,
  );
}
