import { firstAsking } from '../../../core/scaling/config/choice.ts';
import type { DecidingConfig } from '../../../core/scaling/deciding-config.ts';
import { candidates, firstInCharge, kindOfCandidate } from '../../../sim/scaling/portfolio/candidates.ts';
import { chooseSeveral } from '../../../sim/scaling/portfolio/choose-several.ts';
import { dailyRecord, daysOf } from '../../../sim/scaling/portfolio/daily-record.ts';
import { joined } from '../../../sim/scaling/portfolio/in-charge.ts';
import { merits } from '../../../sim/scaling/portfolio/merits.ts';
import { severalRule } from '../../../sim/scaling/portfolio/rule.ts';
import { Shadow } from '../../../sim/scaling/portfolio/shadow.ts';
import { contest } from '../../../sim/scaling/tuning/contest.ts';
import { Decided } from '../../../sim/scaling/world/decided.ts';
import { profileOf } from '../../../sim/scaling/world/own-fleet.ts';
import { World } from '../../../sim/scaling/world/world.ts';
import { prepare } from '../../../sim/workloads/prepare.ts';
import type { Trace } from '../../../sim/workloads/trace.ts';

const yearMinutes = 525_600;

/** Seconds of CPU of a year of minutes through `decide`, of a night of one scalable, and of its parts. */
export interface Cpu {
  /** By the first in charge, one way. */
  readonly yearSeconds: number;
  /** By those that a night would choose, and how many ways they are. */
  readonly yearSecondsOfSeveral: number;
  readonly ways: number;
  readonly nightCpuSeconds: number;
  /** Of it, running every candidate, and choosing. */
  readonly candidatesCpuSeconds: number;
  readonly choiceCpuSeconds: number;
}

/**
 * Measures them on one trace, at a lead of 180 s. Run it alone: two threads share caches. A year is told by days that were played
 * once before: what compiling takes at the start is not thirteen times as much in a year.
 */
export function measureCpu(trace: Trace, metricClassSeconds: 20 | 60, budgetPercent: number): Cpu {
  const profile = profileOf({ metricClassSeconds });
  const world = new World(prepare(trace, profile, 1), 180, profile);
  const { workload } = world;
  const all = candidates(world.leadSeconds, profile);
  const first = all[firstInCharge(all)];
  if (first === undefined) throw new RangeError('there are no candidates');
  const play = (config: DecidingConfig) => world.run(new Decided(workload.startMs, () => config));
  play(first.config);
  const year = cpuSeconds(() => play(first.config));
  const playing = cpuSeconds(() => {
    const shadow = new Shadow(world, all);
    return all.map((one) => dailyRecord(workload, world.run(shadow.scaler(one))));
  });
  const rule = { ...severalRule, budgetPercent };
  const kinds = all.map(kindOfCandidate);
  const choosing = cpuSeconds(() => chooseSeveral(merits(playing.result, 0, daysOf(workload), rule), kinds, rule));
  const { config } = joined(all, choosing.result);
  play(config);
  const yearOfSeveral = cpuSeconds(() => play(config));
  const night = cpuSeconds(() => contest(world, firstAsking, budgetPercent));
  const minutes = (workload.steps * workload.stepSeconds) / 60;
  return {
    yearSeconds: (year.seconds * yearMinutes) / minutes,
    yearSecondsOfSeveral: (yearOfSeveral.seconds * yearMinutes) / minutes,
    ways: choosing.result.length,
    nightCpuSeconds: night.seconds,
    candidatesCpuSeconds: playing.seconds,
    choiceCpuSeconds: choosing.seconds,
  };
}

function cpuSeconds<Result>(work: () => Result): { readonly result: Result; readonly seconds: number } {
  const before = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(before);
  return { result, seconds: (user + system) / 1e6 };
}
