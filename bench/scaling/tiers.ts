import { parseArgs } from 'node:util';
import { coordinated, independent, independentTuned } from '../../sim/scaling/tiers/strategies.ts';
import { threeTiers } from '../../sim/scaling/tiers/tier-spec.ts';
import { type TierRun, TierWorld } from '../../sim/scaling/tiers/tier-world.ts';
import { profiles } from '../../sim/scaling/world/profile.ts';
import { prepare } from '../../sim/workloads/prepare.ts';
import { benchTraces, givenTraces } from './allocating/bench-traces.ts';

/**
 * A service of three tiers whose leads are 60, 180 and 900 s, under real traces: decided together, each on its own, and each
 * on its own with knobs that are tuned in hindsight, which may cost a twentieth more. `--traces DIR` takes the CSV files of a folder, else one
 * that an npm package ships; `--days 14`, `--most 10`. Prints one JSON object; what is lost is told beside it.
 */
const { values } = parseArgs({
  options: {
    traces: { type: 'string', multiple: true, default: [] },
    days: { type: 'string', default: '14' },
    most: { type: 'string', default: '10' },
  },
});
const [days, most] = [Number(values.days), Number(values.most)];
if (!(days > 0 && most > 0)) throw new RangeError('--days and --most take numbers above 0');

/** So much more may those cost that are tuned: knobs are steps, and nobody is to lose by standing a step below. */
const mayCostMore = 1.05;

interface Cell extends Omit<TierRun, 'risesAtLimit'> {
  readonly trace: string;
  readonly strategy: 'coordinated' | 'independent' | 'independent-tuned';
}

const found = values.traces.length === 0 ? await benchTraces([], false) : givenTraces(values.traces, false);
const every = Math.max(1, found.length / most);
const chosen = found.filter((_, index) => Math.floor(index / every) > Math.floor((index - 1) / every));
const cells: Cell[] = [];
let risesAtLimit = 0;
for (const { trace } of chosen) {
  const steps = Math.round((days * 86_400) / trace.stepSeconds);
  const short = { ...trace, values: trace.values.slice(0, steps) };
  const world = new TierWorld(prepare(short, profiles[60], 1), threeTiers, profiles[60]);
  const together = coordinated(world);
  risesAtLimit += together.risesAtLimit;
  const runs = { coordinated: together, independent: independent(world) };
  const tuned = independentTuned(world, together.costRatio * mayCostMore);
  for (const [strategy, run] of Object.entries({ ...runs, 'independent-tuned': tuned })) {
    const { violationPercent, costRatio, flipsPerDay, connectionsRefused } = run;
    const cell = { trace: trace.name, strategy: strategy as Cell['strategy'] };
    cells.push({ ...cell, violationPercent, costRatio, flipsPerDay, connectionsRefused });
    process.stderr.write(`${told(cells.at(-1) as Cell)}\n`);
  }
}
tellLosses();
console.log(JSON.stringify({ cells }));

function told({ trace, strategy, violationPercent, costRatio, flipsPerDay, connectionsRefused }: Cell): string {
  const figures = `V ${violationPercent.toFixed(3)} %, C ${costRatio.toFixed(3)}, flips ${flipsPerDay.toFixed(1)} a day`;
  return `${trace.padEnd(24)} ${strategy.padEnd(18)} ${figures}, refused ${Math.round(connectionsRefused)}`;
}

/** Where deciding together does not halve the violations of the tuned ones at no more cost, or swings more. */
function tellLosses(): void {
  const of = (name: string, strategy: Cell['strategy']) =>
    cells.find((cell) => cell.trace === name && cell.strategy === strategy) as Cell;
  const names = [...new Set(cells.map(({ trace }) => trace))];
  const lost = names.flatMap((name) => {
    const [ours, peer] = [of(name, 'coordinated'), of(name, 'independent-tuned')];
    const faults = [
      ...(ours.violationPercent <= peer.violationPercent / 2 ? [] : ['more than half of the violations']),
      ...(ours.costRatio <= peer.costRatio * 1.0001
        ? []
        : [`${(ours.costRatio / peer.costRatio).toFixed(3)} of the cost`]),
      ...(ours.flipsPerDay <= peer.flipsPerDay ? [] : ['more flips']),
    ];
    return faults.length === 0 ? [] : [`  ${name}: ${faults.join(', ')}`];
  });
  const says = lost.length === 0 ? 'nowhere' : `\n${lost.join('\n')}`;
  process.stderr.write(`\nagainst knobs that are tuned in hindsight, deciding together loses: ${says}\n`);
  process.stderr.write(`units added beyond what the tier behind takes, decided together: ${risesAtLimit}\n`);
}
