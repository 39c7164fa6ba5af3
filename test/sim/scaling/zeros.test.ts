import { expect, test } from 'vitest';
import { dailyRecord } from '../../../sim/scaling/portfolio/daily-record.ts';
import { nightlyConfigs } from '../../../sim/scaling/portfolio/nightly-configs.ts';
import { Decided } from '../../../sim/scaling/world/decided.ts';
import { profiles } from '../../../sim/scaling/world/profile.ts';
import { World } from '../../../sim/scaling/world/world.ts';
import { prepare } from '../../../sim/workloads/prepare.ts';
import { random } from '../../../sim/workloads/random.ts';

const days = 4;
const profile = profiles[60];

/** Days that are open for some hours, as the seed has it, with noise and a hump; closed, so many requests a minute come. */
function openedFor(seed: number, closed: number) {
  const { uniform, normal } = random(seed);
  const [from, hours, hump] = [Math.floor(6 * uniform()), 4 + Math.floor(8 * uniform()), uniform()];
  const values = Float64Array.from({ length: days * 1440 }, (_, minute) => {
    const at = ((minute % 1440) / 60 - 4 - from) / hours;
    const open = 100 * (1 - hump + hump * Math.sin(Math.PI * at)) * Math.exp(0.05 * normal());
    return at > 0 && at < 1 ? Math.max(closed, open) : closed;
  });
  return { name: `open ${seed}, ${closed}`, startMs: Date.UTC(2026, 0, 5), stepSeconds: 60, values };
}

/** Units billed after the first day by the product itself, chosen each night. */
function billed(seed: number, closed: number): number {
  const unit = { isToScale: true, min: 1 };
  const trace = openedFor(seed, closed);
  const scaled = { ...trace, values: trace.values.map((value) => 20 * value) };
  const world = new World(prepare(scaled, profile, 1, unit), 180, profile);
  const { workload } = world;
  const run = world.run(new Decided(workload.startMs, nightlyConfigs(world, 0.5)));
  return dailyRecord(workload, run)
    .units.slice(1)
    .reduce((sum, units) => sum + units, 0);
}

test.each([1, 2])(
  'zeros are nothing special: a hundredth of the peak in their place changes the cost by under a tenth (made-up hours %i)',
  (seed) => {
    const ratio = billed(seed, 1) / billed(seed, 0);
    expect(Math.abs(Math.log(ratio))).toBeLessThan(Math.log(1.1));
  },
);
