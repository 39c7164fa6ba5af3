import type { DecidingConfig } from '../../../core/scaling/deciding-config.ts';
import type { World } from '../world/world.ts';
import { candidates, firstInCharge, kindOfCandidate } from './candidates.ts';
import { dailyRecord, daysOf } from './daily-record.ts';
import { nightly } from './in-charge.ts';
import { chooseSeveralNightly } from './nightly.ts';
import { severalRule } from './rule.ts';
import { Shadow } from './shadow.ts';

/** The config in force at a time of a world, chosen each night by what did best on the days before. */
export function nightlyConfigs(world: World, budgetPercent: number): (atMs: number) => DecidingConfig {
  const { workload } = world;
  const all = candidates(world.leadSeconds, world.profile);
  const shadow = new Shadow(world, all);
  const records = all.map((candidate) => dailyRecord(workload, world.run(shadow.scaler(candidate))));
  const kinds = all.map(kindOfCandidate);
  const rule = { ...severalRule, budgetPercent };
  const inCharge = chooseSeveralNightly({ records, kinds }, daysOf(workload), firstInCharge(all), rule);
  const candidateAt = nightly(all, inCharge, workload);
  return (atMs) => candidateAt(atMs).config;
}
