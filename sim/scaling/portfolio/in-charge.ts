import type { DecidingConfig } from '../../../core/scaling/deciding-config.ts';
import type { World } from '../world/world.ts';
import { type Candidate, candidates, firstInCharge } from './candidates.ts';
import { dailyRecord, daysOf, onDay } from './daily-record.ts';
import { chooseNightly } from './nightly.ts';
import { standardRule } from './rule.ts';
import { Shadow } from './shadow.ts';

/** The config in force at a time of a world, where each night the candidate takes over that did best on the days before. */
export function nightlyConfigs(world: World, budgetPercent: number): (atMs: number) => DecidingConfig {
  const { workload } = world;
  const all: readonly Candidate[] = candidates(world.leadSeconds, world.profile);
  const shadow = new Shadow(world, all);
  const records = all.map((candidate) => dailyRecord(workload, world.run(shadow.scaler(candidate))));
  const rule = { ...standardRule, budgetPercent };
  const inCharge = chooseNightly(records, daysOf(workload), firstInCharge(all), rule);
  return (atMs) => {
    const one = all[onDay(inCharge, workload, atMs)];
    if (one === undefined) throw new RangeError('the candidate in charge is not among the candidates');
    return one.config;
  };
}
