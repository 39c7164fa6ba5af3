import { firstAsking, firstPoolAsking } from '../../../core/scaling/config/choice.ts';
import type { ReplayCheck, Tuning, TuningRow } from '../../../core/scaling/tuning.ts';
import { type DailyRecord, daysOf } from '../portfolio/daily-record.ts';
import { lookAhead } from '../portfolio/look-ahead.ts';
import { lowerHull } from '../portfolio/lower-hull.ts';
import type { Merit } from '../portfolio/merits.ts';
import { tellOutlook } from '../portfolio/tell-outlook.ts';
import { knobsText } from '../score/knobs-text.ts';
import type { World } from '../world/world.ts';
import { type Asking, contest, type Entrant } from './contest.ts';
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

/** Runs every candidate over the recorded days and chooses by the priced rule. Pure. */
export function tune(night: Night): Tuning {
  const { world, before, scalable, atMs, sloBudgetPercent } = night;
  const incumbent = incumbentOf(night);
  const { all, rated, inCharge, wanted, played } = contest(world, incumbent, sloBudgetPercent);
  const hindrance = wanted === inCharge ? null : hindranceOf(night);
  const chosen = hindrance === null ? wanted : inCharge;
  const switched = chosen !== inCharge;
  const { stepSeconds } = world.workload;
  const days = daysOf(world.workload);
  const records = all.map(({ record }) => record);
  const ahead = lookAhead({ all, records, rated }, played, { days, budgetPercent: sloBudgetPercent, stepSeconds });
  const asking = all[chosen]?.asking ?? incumbent;
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
    table: tableOf(all, rated, { chosen, inCharge }),
  };
}

/** Who is in charge until tonight, as looks take it: a choice of before there was a pool says nothing of it. */
function incumbentOf({ before, world }: Night): Asking {
  const { asking, holdSeconds, others, pool = firstPoolAsking }: Asking = before?.choice ?? firstAsking;
  return { asking, holdSeconds, ...(others && { others }), ...(world.pool !== null && { pool }) };
}

/** Why nobody may take over tonight; null where somebody may. */
function hindranceOf({ acts, check }: Night): string | null {
  if (!acts) return null;
  if (check === null)
    return 'the incumbent has not been in charge for half a day that is on record, so its replay cannot be checked';
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

function sentence(all: readonly Entrant[], { inCharge, wanted, hindrance }: Outcome): string {
  const name = (index: number): string => {
    const one = all[index];
    if (one === undefined) return 'what was in charge';
    return `${one.asking.others === undefined ? '' : 'the '}${one.family} (${knobsText(one.knobs)})`;
  };
  if (hindrance !== null) return `${name(inCharge)} stays, though ${name(wanted)} would do better; ${hindrance}`;
  if (wanted === inCharge) return `${name(inCharge)} stays: nobody is clearly better`;
  if (name(wanted) === name(inCharge)) return `${name(inCharge)} stays, with other ways or weights behind the first`;
  return `${name(wanted)} takes over from ${name(inCharge)}, by the priced rule`;
}

/** The hull, the incumbent and the chosen, cheapest first. */
function tableOf(
  all: readonly Entrant[],
  rated: readonly Merit[],
  { chosen, inCharge }: { readonly chosen: number; readonly inCharge: number },
): TuningRow[] {
  const shown = new Set([...lowerHull(rated).map(({ candidate }) => candidate), chosen, inCharge]);
  const rows = [...shown].flatMap((index) => {
    const one = all[index];
    if (one === undefined) return [];
    const is: TuningRow['is'] = index === chosen ? 'chosen' : index === inCharge ? 'incumbent' : 'other';
    return [{ family: one.family, knobs: one.knobs, ...figuresOf(one.record), is }];
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
