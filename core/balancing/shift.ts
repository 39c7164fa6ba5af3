import type { ShiftConfig } from './config/balance.ts';
import { type Minute, minuteOf, newMinutes } from './learn.ts';
import type { Observation, ShiftKept, ShiftTally, ShiftUnits } from './observation.ts';
import { learnUnits, mostPercent, unitsFor, unitsIn } from './shift-units.ts';
import { usableUnits } from './situation.ts';

/** How much of the requests before is kept each minute in what is compared: about twenty minutes of them. */
const decay = 0.95;
/** From so many requests on, errors of the new group are evidence. */
const fewRequests = 20;
/** The error rates differ where so many standard errors lie between them: by chance, once in a hundred times. */
const sureErrors = 2.33;
/** So many times slower than the old group is too slow, and so many minutes of it end the shift. */
const tooSlow = 2;
const slowMinutesAllowed = 3;
/** The slowest of a hundred requests vary more, and need a hundred. */
const tooSlowAtWorst = 3;
const requestsForP99 = 100;
/** A share that needs so little more than there is waits for no unit. */
const trifle = 1.02;
/** Time between looks beyond this does not count: nothing was watched in it. */
const longestStepMs = 300_000;

/**
 * How far a shift is now: on by the time since the last look, held, or rolled back for good; null where none is configured.
 * No share comes before the units that it needs, and what happens to fewer units than it needs says nothing of the version.
 */
export function shiftNow(observation: Observation): ShiftKept | null {
  const { shift } = observation.config;
  if (shift === null) return null;
  const before = keptOf(shift, observation);
  const { units, overloaded } = unitsNow(shift, observation, before);
  const tallied = { ...tally(shift, observation, before, overloaded), ...units };
  const { atMs } = observation;
  if (before.is === 'rolled-back') return { ...tallied, atMs };
  if (before.is === 'done' && !isBaking(shift, before, atMs)) return { ...tallied, atMs };
  if (isWorse(tallied, observation)) return { ...tallied, is: 'rolled-back', percent: 0, atMs };
  return before.is === 'done' ? { ...tallied, atMs } : progress(shift, observation, tallied);
}

/** Entries of releases before know of no bake, nor of units. */
const knowsUnits = (shift: ShiftConfig) => (shift.bakeSeconds ?? null) !== null;

/** Whether a shift that is done may still be rolled back. */
export function isBaking(shift: ShiftConfig, { is, doneAtMs }: ShiftKept, atMs: number): boolean {
  return is === 'done' && doneAtMs !== undefined && atMs - doneAtMs < shift.bakeSeconds * 1000;
}

function unitsNow(shift: ShiftConfig, observation: Observation, kept: ShiftKept) {
  if (!knowsUnits(shift)) return { units: {}, overloaded: new Set<number>() };
  const { units, overloaded } = learnUnits(shift, observation, kept.units);
  return { units: { units }, overloaded };
}

function keptOf({ name, plan }: ShiftConfig, { memory, atMs }: Observation): ShiftKept {
  const kept = memory.kept?.shift ?? null;
  if (kept?.name === name) return kept;
  const none = { requests: 0, errors: 0 };
  const percent = percentAt(plan, 0);
  const blank = { progressMs: 0, stepRequests: 0, slowMinutes: 0, old: none, new: none };
  return { name, is: 'shifting', percent, atMs, ...blank };
}

/** While a shift bakes the old group gets nothing, so what it did before stays what is compared with. */
function tally(
  { from, to }: ShiftConfig,
  { groups, memory }: Observation,
  kept: ShiftKept,
  overloaded: ReadonlySet<number>,
): ShiftKept {
  let tallied = kept;
  for (const minuteMs of newMinutes(groups, memory.kept?.learnedAtMs ?? null)) {
    const minute = minuteOf(groups, minuteMs);
    if (overloaded.has(minuteMs)) continue;
    const [old, fresh] = [minute[from] ?? null, minute[to] ?? null];
    const isDone = kept.doneAtMs !== undefined && old === null;
    tallied = {
      ...tallied,
      old: isDone ? tallied.old : add(tallied.old, old),
      new: add(tallied.new, fresh),
      stepRequests: tallied.stepRequests + (fresh?.requests ?? 0),
      slowMinutes: isSlow(old, fresh) ? tallied.slowMinutes + 1 : fresh === null ? tallied.slowMinutes : 0,
    };
  }
  return tallied;
}

function add(tally: ShiftTally, minute: Minute | null): ShiftTally {
  return {
    requests: decay * tally.requests + (minute?.requests ?? 0),
    errors: decay * tally.errors + (minute?.errors ?? 0),
  };
}

function isSlow(old: Minute | null, fresh: Minute | null): boolean {
  if (old === null || fresh === null || fresh.requests < fewRequests / 4) return false;
  const isMuchMore = (a: number | null, b: number | null, times: number) => a !== null && b !== null && a > times * b;
  if (isMuchMore(fresh.p50Seconds, old.p50Seconds, tooSlow)) return true;
  return fresh.requests >= requestsForP99 && isMuchMore(fresh.p99Seconds, old.p99Seconds, tooSlowAtWorst);
}

/** Whether the new group burns the error budget, and faster than the old one, beyond chance; or is slow for long. */
function isWorse({ old, new: fresh, slowMinutes }: ShiftKept, { config }: Observation): boolean {
  if (slowMinutes >= slowMinutesAllowed) return true;
  if (fresh.requests < fewRequests) return false;
  const budget = config.errorBudgetPercent / 100;
  const [rate, was] = [fresh.errors / fresh.requests, old.requests === 0 ? 0 : old.errors / old.requests];
  if (rate <= budget) return false;
  const pooled = (fresh.errors + old.errors) / (fresh.requests + old.requests);
  const spread = pooled * (1 - pooled) * (1 / fresh.requests + 1 / Math.max(old.requests, 1));
  return rate - was > sureErrors * Math.sqrt(spread);
}

function progress(shift: ShiftConfig, observation: Observation, kept: ShiftKept): ShiftKept {
  const { atMs, groups, config } = observation;
  const elapsedMs = Math.min(Math.max(atMs - kept.atMs, 0), longestStepMs);
  const fresh = groups[shift.to];
  const isReady = fresh !== undefined && usableUnits(fresh) > 0;
  const isBurning = kept.new.errors > kept.new.requests * (config.errorBudgetPercent / 100) || kept.slowMinutes > 0;
  const progressMs = kept.progressMs + (isReady && !isBurning ? elapsedMs : 0);
  const percent = percentAt(shift.plan, progressMs);
  const isProven = kept.percent === 0 || kept.stepRequests >= shift.minRequests;
  const isHeld = !isReady || isBurning || (percent > kept.percent && !isProven);
  const wanted = isHeld ? { ...kept, is: 'held' as const, atMs } : moved(kept, { percent, progressMs, atMs });
  return kept.units === undefined ? wanted : withinUnits(shift, observation, kept, { ...wanted, units: kept.units });
}

function moved(
  kept: ShiftKept,
  { percent, progressMs, atMs }: Pick<ShiftKept, 'percent' | 'progressMs' | 'atMs'>,
): ShiftKept {
  const stepRequests = percent > kept.percent ? 0 : kept.stepRequests;
  const isDone = percent >= 100;
  return {
    ...kept,
    ...(isDone && { doneAtMs: atMs }),
    is: isDone ? 'done' : 'shifting',
    percent,
    progressMs,
    stepRequests,
    atMs,
  };
}

/**
 * The share that the new group's units can be given: the next one waits for its units, and where units are lost, or more is
 * asked for than they carry, a part goes back to the old group as far as that can take it.
 */
function withinUnits(
  shift: ShiftConfig,
  observation: Observation,
  before: ShiftKept,
  wanted: ShiftKept & { readonly units: ShiftUnits },
): ShiftKept {
  const { atMs } = observation;
  const { units } = wanted;
  const most = mostPercent(shift, observation, units);
  if (most === null || wanted.percent <= most * trifle) {
    return { ...wanted, units: { ...units, shortSinceMs: null, wanted: null } };
  }
  const needed = unitsFor(wanted.percent, shift, observation, units);
  const short = { ...units, shortSinceMs: units.shortSinceMs ?? atMs, wanted: needed };
  const { doneAtMs: _, ...held } = before;
  const percent = shareWithin(shift, observation, before.percent, most, units);
  const isMore = percent > before.percent;
  return { ...held, is: 'held', percent, ...(isMore && { stepRequests: 0 }), atMs, units: short };
}

/** A plan of steps waits at the step before; an even one goes as far as the units carry. */
function shareWithin(
  { plan, from }: ShiftConfig,
  observation: Observation,
  percent: number,
  most: number,
  { carriedOld, demand }: ShiftUnits,
): number {
  if (most >= percent) return plan.kind === 'linear' ? Math.min(most, 100) : percent;
  const rest = carriedOld === null ? 0 : (100 * unitsIn(observation, from) * carriedOld) / demand;
  return Math.max(most, Math.min(percent, 100 - rest), 0);
}

/** The share that comes within so many milliseconds, percent, if nothing holds it. */
export function percentWithin({ plan }: ShiftConfig, { progressMs }: ShiftKept, milliseconds: number): number {
  return percentAt(plan, progressMs + milliseconds);
}

function percentAt(plan: ShiftConfig['plan'], progressMs: number): number {
  if (plan.kind === 'linear') {
    const done = progressMs / (plan.overSeconds * 1000);
    return Math.min(100, plan.startPercent + (100 - plan.startPercent) * done);
  }
  let endMs = 0;
  for (const { percent, holdSeconds } of plan.steps) {
    endMs += holdSeconds * 1000;
    if (progressMs < endMs) return percent;
  }
  return plan.steps[plan.steps.length - 1]?.percent ?? 100;
}
