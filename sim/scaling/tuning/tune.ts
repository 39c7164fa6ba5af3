import { type Choice, firstAsking } from '../../../core/scaling/config/choice.ts';
import type { PolicyConfig } from '../../../core/scaling/config/policy-kinds.ts';
import type { ReplayCheck, Tuning, TuningRow } from '../../../core/scaling/tuning.ts';
import { asksSo, type Candidate, candidates } from '../portfolio/candidates.ts';
import { choose } from '../portfolio/choose.ts';
import { type DailyRecord, dailyRecord, daysOf } from '../portfolio/daily-record.ts';
import { lookAhead } from '../portfolio/look-ahead.ts';
import { lowerHull } from '../portfolio/lower-hull.ts';
import { type Merit, merits } from '../portfolio/merits.ts';
import { type Rule, standardRule } from '../portfolio/rule.ts';
import { Shadow } from '../portfolio/shadow.ts';
import { tellOutlook } from '../portfolio/tell-outlook.ts';
import { knobsText } from '../score/knobs-text.ts';
import type { World } from '../world/world.ts';
import { isFaithful } from './replay-incumbent.ts';

/** What a night knows of a scalable. */
export interface Night {
  readonly scalable: string;
  readonly atMs: number;
  readonly sloBudgetPercent: number;
  /** The recorded days as a world, whole days only. */
  readonly world: World;
  /** What the night before came to; null before the first. */
  readonly before: Pick<Tuning, 'choice'> | null;
  /** Whether what is chosen acts: only then is what ran the incumbent's doing, and a switch a switch. */
  readonly acts: boolean;
  /** How the replay of the incumbent stands beside the record; null where there is no whole day of it. */
  readonly check: ReplayCheck | null;
}

type Asking = Pick<Choice, 'asking' | 'holdSeconds'>;

/** Runs every candidate over the recorded days and chooses by the priced rule. Pure. */
export function tune(night: Night): Tuning {
  const { world, before, scalable, atMs, sloBudgetPercent } = night;
  const all = candidates(world.leadSeconds, world.profile);
  const incumbent: Asking = before?.choice ?? firstAsking;
  const records = recordsOf(world, all);
  const days = daysOf(world.workload);
  const rule: Rule = { ...standardRule, budgetPercent: sloBudgetPercent };
  const rated = merits(records, 0, days, rule);
  const inCharge = all.findIndex((candidate) => asksSo(candidate, incumbent));
  const wanted = choose(rated, inCharge < 0 ? null : inCharge, rule);
  const hindrance = wanted === inCharge ? null : hindranceOf(night);
  const chosen = hindrance === null ? wanted : inCharge;
  const switched = chosen !== inCharge;
  const ahead = lookAhead({ all, records, rated }, chosen, { days, rule, stepSeconds: world.workload.stepSeconds });
  const asking = all[chosen] ? askingOf(all[chosen]) : { asking: incumbent.asking, holdSeconds: incumbent.holdSeconds };
  return {
    schema: 1,
    scalable,
    atMs,
    switched,
    choice: { schema: 1, ...asking, sinceMs: switched ? atMs : (before?.choice.sinceMs ?? atMs) },
    because: [sentence(all, { inCharge, wanted, hindrance }), tellOutlook({ ...ahead, sloBudgetPercent })]
      .filter((part) => part !== null)
      .join('; '),
    check: night.check,
    days,
    sloBudgetPercent,
    ...ahead,
    table: tableOf(all, rated, records, { chosen, inCharge }),
  };
}

/** Why nobody may take over tonight; null where somebody may. */
function hindranceOf({ acts, check }: Night): string | null {
  if (!acts) return null;
  if (check === null)
    return 'the incumbent has not been in charge for a whole day that is on record, so its replay cannot be checked';
  if (isFaithful(check)) return null;
  const { recordedViolationPercent, replayedViolationPercent, recordedCostRatio, replayedCostRatio } = check;
  return (
    `refused: the replay of the incumbent gives ${round(replayedViolationPercent)} % violations at ${round(replayedCostRatio)} times the need ` +
    `where ${round(recordedViolationPercent)} % at ${round(recordedCostRatio)} are on record, so the simulation cannot be trusted with others`
  );
}

interface Outcome {
  readonly inCharge: number;
  readonly wanted: number;
  readonly hindrance: string | null;
}

function sentence(all: readonly Candidate[], { inCharge, wanted, hindrance }: Outcome): string {
  const name = (index: number): string => {
    const candidate = all[index];
    return candidate === undefined ? 'what was in charge' : `${candidate.family} (${knobsText(candidate.knobs)})`;
  };
  if (hindrance !== null) return `${name(inCharge)} stays, though ${name(wanted)} would do better; ${hindrance}`;
  if (wanted !== inCharge) return `${name(wanted)} takes over from ${name(inCharge)}, by the priced rule`;
  return `${name(inCharge)} stays: nobody is clearly better`;
}

function recordsOf(world: World, all: readonly Candidate[]): DailyRecord[] {
  const shadow = new Shadow(world, all);
  return all.map((candidate) => dailyRecord(world.workload, world.run(shadow.scaler(candidate))));
}

function askingOf({ policy }: { readonly policy: PolicyConfig<'provisioner'> }): Asking {
  return { asking: policy.asking, holdSeconds: policy.holdSeconds };
}

/** The hull, the incumbent and the chosen, cheapest first. */
function tableOf(
  all: readonly Candidate[],
  rated: readonly Merit[],
  records: readonly DailyRecord[],
  { chosen, inCharge }: { readonly chosen: number; readonly inCharge: number },
): TuningRow[] {
  const shown = new Set([...lowerHull(rated).map(({ candidate }) => candidate), chosen, inCharge]);
  const rows = [...shown].flatMap((index) => {
    const [candidate, record] = [all[index], records[index]];
    if (candidate === undefined || record === undefined) return [];
    const is: TuningRow['is'] = index === chosen ? 'chosen' : index === inCharge ? 'incumbent' : 'other';
    return [{ family: candidate.family, knobs: candidate.knobs, ...figuresOf(record), is }];
  });
  return rows.sort((a, b) => a.costRatio - b.costRatio);
}

/** What was, without what the rule adds to be careful and steady. */
function figuresOf(record: DailyRecord): Pick<TuningRow, 'violationPercent' | 'costRatio' | 'actionsPerDay'> {
  const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);
  const [requests, needed] = [sum(record.requests), sum(record.needed)];
  return {
    violationPercent: requests > 0 ? round((100 * sum(record.violating)) / requests) : 0,
    costRatio: needed > 0 ? round(sum(record.units) / needed) : 0,
    actionsPerDay: round(sum(record.actions) / record.actions.length),
  };
}

function round(value: number): number {
  return Number(value.toFixed(4));
}
