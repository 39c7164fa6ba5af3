import { firstAsking, firstPoolAsking } from '../../../core/scaling/config/choice.ts';
import type { ReplayCheck, Tuning, TuningRow } from '../../../core/scaling/tuning.ts';
import { type DailyRecord, daysOf } from '../portfolio/daily-record.ts';
import { lookAhead } from '../portfolio/look-ahead.ts';
import { lowerHull } from '../portfolio/lower-hull.ts';
import { tellOutlook } from '../portfolio/tell-outlook.ts';
import { knobsText } from '../score/knobs-text.ts';
import type { World } from '../world/world.ts';
import { type Asking, asksAlike, type Contest, contest, type Entrant } from './contest.ts';
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
  const found = contest(world, incumbentOf(night), sloBudgetPercent);
  const { all, rated, inCharge, wanted } = found;
  const hindrance = wanted === inCharge ? null : hindranceOf(night);
  const chosen = hindrance === null ? wanted : inCharge;
  const switched = chosen !== inCharge;
  const { stepSeconds } = world.workload;
  const days = daysOf(world.workload);
  const records = all.map(({ record }) => record);
  const ahead = lookAhead({ all, records, rated }, found.played, {
    days,
    budgetPercent: sloBudgetPercent,
    stepSeconds,
  });
  return {
    schema: 1,
    scalable,
    atMs,
    switched,
    choice: { schema: 1, ...chosen.asking, sinceMs: switched ? atMs : (before?.choice.sinceMs ?? atMs) },
    because: [sentence({ inCharge, wanted, hindrance }), tellOutlook({ ...ahead, sloBudgetPercent })]
      .filter((part) => part !== null)
      .join('; '),
    check: night.check,
    days,
    sloBudgetPercent,
    ...ahead,
    table: tableOf(found, chosen),
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

interface Outcome extends Pick<Contest, 'inCharge' | 'wanted'> {
  readonly hindrance: string | null;
}

function sentence({ inCharge, wanted, hindrance }: Outcome): string {
  const [now, next] = [inCharge, wanted].map(nameOf);
  if (hindrance !== null) return `${now} stays, though ${next} would do better; ${hindrance}`;
  if (wanted === inCharge) return `${now} stays: the days on record say nothing else`;
  if (next === now) return `${now} stays, with other ways or weights behind the first`;
  return `${next} takes over from ${now}, by the priced rule`;
}

function nameOf({ asking, family, knobs }: Entrant): string {
  return `${asking.others === undefined ? '' : 'the '}${family} (${knobsText(knobs)})`;
}

/** Those that no other beats, the incumbent and the chosen, cheapest first. */
function tableOf({ all, rated, inCharge }: Contest, chosen: Entrant): TuningRow[] {
  const told = [...new Set([chosen, inCharge])];
  const standOut = lowerHull(rated).flatMap(({ candidate }) => all[candidate] ?? []);
  const others = standOut.filter((one) => !told.some((other) => asksAlike(one, other)));
  const rows = [...told, ...others].map((one): TuningRow => {
    const is = one === chosen ? 'chosen' : one === inCharge ? 'incumbent' : 'other';
    return { family: one.family, knobs: one.knobs, ...figuresOf(one.record), is };
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
