import { budgetOf } from '../../core/scaling/config/budget.ts';
import type { ScalableConfig } from '../../core/scaling/config/scalable.ts';
import { clairvoyantWithLead } from '../../sim/scaling/baselines/bounds.ts';
import { familyNamed, fullGrid } from '../../sim/scaling/score/grid.ts';
import { costAndViolation } from '../../sim/scaling/score/measures.ts';
import { recordedWorld, type SizedTuned } from '../../sim/scaling/tuning/recorded-world.ts';
import type { World } from '../../sim/scaling/world/world.ts';
import { CommandError } from '../command-error.ts';
import type { Sizing } from './sizing.ts';

/** What the played day came to inside the budget, all reckoned by the queue that the backtest reckons with. */
export interface Score {
  readonly sloBudgetPercent: number;
  /** Of the day's requests: those that waited too long. */
  readonly violationPercent: number;
  /** Billed units over those of one who knows the day, with the same lead. */
  readonly costRatio: number;
  /** Billed units over those of the cheapest target tracking within the budget, tuned in hindsight; null where none is. */
  readonly costOverTargetTracking: number | null;
  /** Units that no request waits too long for, by minute. */
  readonly needed: readonly number[];
}

/** What is known of the scalable that is played. */
export interface Played {
  readonly config: ScalableConfig;
  readonly sizing: Sizing;
  readonly leadSeconds: number;
}

/** Scores what was asked for, by minute of the day. */
export function scoreDay(
  perMinute: readonly (number | null)[],
  asked: readonly number[],
  startMs: number,
  played: Played,
): Score {
  const world = worldOf(perMinute, startMs, played);
  const { workload, leadSeconds, profile } = world;
  const sloBudgetPercent = budgetOf(played.config);
  const units = (scaler: Parameters<World['run']>[0]) => costAndViolation(workload, world.run(scaler));
  const [violationPercent, cost] = units({ ask: ({ step }) => asked[step] ?? 1 });
  const [, least] = units(clairvoyantWithLead(workload, leadSeconds, profile.stepSeconds));
  const rivals = fullGrid(world, familyNamed('aws-target-tracking')).filter(
    (point) => point.violationPercent <= sloBudgetPercent,
  );
  const cheapest = Math.min(...rivals.map(({ costRatio }) => costRatio));
  return {
    sloBudgetPercent,
    violationPercent: rounded(violationPercent),
    costRatio: rounded(cost / least),
    costOverTargetTracking: rivals.length === 0 ? null : rounded(cost / cheapest),
    needed: [...workload.need],
  };
}

/** Recorded demand, requests in each minute from a time on, and units that serve as the played ones do. */
export function worldOf(perMinute: readonly (number | null)[], startMs: number, played: Played): World {
  const values = Float64Array.from(perMinute, (value) => (value === null ? Number.NaN : value / 60));
  const trace = { name: 'the played day', startMs, stepSeconds: 60, values };
  return recordedWorld(trace, sizedPolicy(played), { configured: played.leadSeconds, measured: [] });
}

/** The tuned policy with what an instance really serves. */
export function sizedPolicy({ config, sizing }: Played): SizedTuned {
  const policy = config.policies.find((one) => one.kind === 'tuned');
  if (policy === undefined) throw new CommandError(`${config.scalable} has no policy of the kind tuned`);
  return { ...policy, unitPerSecond: sizing.requestsPerUnit / 60 };
}

function rounded(value: number): number {
  return Number(value.toFixed(3));
}
