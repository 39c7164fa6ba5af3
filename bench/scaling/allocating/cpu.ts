import { candidates, firstInCharge } from '../../../sim/scaling/portfolio/candidates.ts';
import { choose } from '../../../sim/scaling/portfolio/choose.ts';
import { dailyRecord, daysOf } from '../../../sim/scaling/portfolio/daily-record.ts';
import { merits } from '../../../sim/scaling/portfolio/merits.ts';
import { standardRule } from '../../../sim/scaling/portfolio/rule.ts';
import { Shadow } from '../../../sim/scaling/portfolio/shadow.ts';
import { Decided } from '../../../sim/scaling/world/decided.ts';
import { profileOf } from '../../../sim/scaling/world/own-fleet.ts';
import { World } from '../../../sim/scaling/world/world.ts';
import { prepare } from '../../../sim/workloads/prepare.ts';
import type { Trace } from '../../../sim/workloads/trace.ts';

const yearMinutes = 525_600;

/** Seconds of CPU of a year of minutes through `decide`, of a night of one scalable, and of its choice alone. */
export interface Cpu {
  readonly yearSeconds: number;
  readonly nightCpuSeconds: number;
  readonly choiceCpuSeconds: number;
}

/** Measures them on one trace, at a lead of 180 s. The first in charge decides the year. Run it alone: two threads share caches. */
export function measureCpu(trace: Trace, metricClassSeconds: 20 | 60, budgetPercent: number): Cpu {
  const profile = profileOf({ metricClassSeconds });
  const world = new World(prepare(trace, profile, 1), 180, profile);
  const { workload } = world;
  const all = candidates(world.leadSeconds, profile);
  const first = all[firstInCharge(all)];
  if (first === undefined) throw new RangeError('there are no candidates');
  const year = cpuSeconds(() => world.run(new Decided(workload.startMs, () => first.config)));
  const playing = cpuSeconds(() => {
    const shadow = new Shadow(world, all);
    return all.map((one) => dailyRecord(workload, world.run(shadow.scaler(one))));
  });
  const rule = { ...standardRule, budgetPercent };
  const choosing = cpuSeconds(() => choose(merits(playing.result, 0, daysOf(workload), rule), null, rule));
  const minutes = (workload.steps * workload.stepSeconds) / 60;
  return {
    yearSeconds: (year.seconds * yearMinutes) / minutes,
    nightCpuSeconds: playing.seconds + choosing.seconds,
    choiceCpuSeconds: choosing.seconds,
  };
}

function cpuSeconds<Result>(work: () => Result): { readonly result: Result; readonly seconds: number } {
  const before = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(before);
  return { result, seconds: (user + system) / 1e6 };
}
