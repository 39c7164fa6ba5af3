import type { ShiftConfig } from './config/balance.ts';
import { type Minute, minuteOf, newMinutes } from './learn.ts';
import type { Observation, ShiftKept, ShiftTally } from './observation.ts';
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
/** Time between looks beyond this does not count: nothing was watched in it. */
const longestStepMs = 300_000;

/** How far a shift is now: on by the time since the last look, held, or rolled back for good; null where none is configured. */
export function shiftNow(observation: Observation): ShiftKept | null {
  const { shift } = observation.config;
  if (shift === null) return null;
  const before = keptOf(shift, observation);
  const tallied = tally(shift, observation, before);
  if (before.is === 'rolled-back' || before.is === 'done') return { ...tallied, atMs: observation.atMs };
  if (isWorse(tallied, observation)) return { ...tallied, is: 'rolled-back', percent: 0, atMs: observation.atMs };
  return progress(shift, observation, tallied);
}

function keptOf({ name, plan }: ShiftConfig, { memory, atMs }: Observation): ShiftKept {
  const kept = memory.kept?.shift ?? null;
  if (kept?.name === name) return kept;
  const none = { requests: 0, errors: 0 };
  const percent = percentAt(plan, 0);
  const blank = { progressMs: 0, stepRequests: 0, slowMinutes: 0, old: none, new: none };
  return { name, is: 'shifting', percent, atMs, ...blank };
}

function tally({ from, to }: ShiftConfig, { groups, memory }: Observation, kept: ShiftKept): ShiftKept {
  let tallied = kept;
  for (const minuteMs of newMinutes(groups, memory.kept?.learnedAtMs ?? null)) {
    const minute = minuteOf(groups, minuteMs);
    const [old, fresh] = [minute[from] ?? null, minute[to] ?? null];
    tallied = {
      ...tallied,
      old: add(tallied.old, old),
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
  if (!isReady || isBurning || (percent > kept.percent && !isProven)) return { ...kept, is: 'held', atMs };
  const stepRequests = percent > kept.percent ? 0 : kept.stepRequests;
  return { ...kept, is: percent >= 100 ? 'done' : 'shifting', percent, progressMs, stepRequests, atMs };
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
