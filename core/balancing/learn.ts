import type { Reading, Sample } from '../readings/reading.ts';
import type { DecidingBalance, GroupSeen, Kept, Observation, Standing } from './observation.ts';

/** What is never lost by slowness or errors, so that a group's return can be measured. */
export const leastFactor = 0.02;
/** How many times slower than the others a group may be, each against itself, before it counts as slower: noise is less. */
const slowerFrom = 1.25;
/** Fewer requests in a minute say nothing by themselves. */
const fewRequests = 20;
/** How much of the minutes before is kept in what is summed up: about five of them. */
const decay = 0.8;
/** One minute takes away at most three quarters of what a group carries, and gives back at most this much of the whole. */
const mostLoss = 4;
const mostGain = 0.15;
/** How fast the usual latency follows what is measured, a minute. */
const habit = 0.05;
/** Errors of so many times the budget leave a group nothing but its probes. */
const hopeless = 10;

const newcomer: Standing = {
  factor: 1,
  usualSeconds: null,
  slower: 1,
  errorShare: 0,
  requests: 0,
  errors: 0,
};

/** What is learned of every group, minute by minute, each minute once. */
export function learn({ groups, memory, config }: Observation): Pick<Kept, 'standings' | 'learnedAtMs'> {
  const kept = memory.kept;
  let learnedAtMs = kept?.learnedAtMs ?? null;
  let standings = Object.fromEntries(
    Object.keys(groups).map((name) => [name, kept?.standings[name] ?? newcomer] as const),
  );
  for (const minuteMs of newMinutes(groups, learnedAtMs)) {
    standings = learnMinute(standings, minuteOf(groups, minuteMs), config);
    learnedAtMs = minuteMs;
  }
  return { standings, learnedAtMs };
}

type Standings = Readonly<Record<string, Standing>>;

/** What one group did in one minute; null where it had no request or its numbers are not there. */
export interface Minute {
  readonly requests: number;
  readonly errors: number;
  readonly p50Seconds: number | null;
  readonly p99Seconds: number | null;
}

/**
 * The minutes that have not been learned from, oldest first, up to the first of which something may still come: what is late
 * of one group must not make another look bad, nor be left out later.
 */
export function newMinutes(groups: Readonly<Record<string, GroupSeen>>, afterMs: number | null): readonly number[] {
  const all = Object.values(groups);
  const isNew = (atMs: number) => atMs > (afterMs ?? -1);
  const lateMs = Math.min(...all.flatMap(lateMinutes).filter(isNew));
  const told = all.flatMap(({ performance }) => performance.requests.samples.filter(({ is }) => is === 'value'));
  const times = told.map(({ atMs }) => atMs).filter((atMs) => isNew(atMs) && atMs < lateMs);
  return [...new Set(times)].sort((a, b) => a - b);
}

/** Minutes of which numbers of a group may still come. Nothing is waited for of a group that gets no requests. */
function lateMinutes({ weight, healthy, performance }: GroupSeen): readonly number[] {
  if (!weight || healthy === 0) return [];
  const { requests, errors, p50Seconds } = performance;
  const isLate = ({ is }: Sample) => is === 'late';
  const latencies = p50Seconds.samples.filter((sample) => isLate(sample) && valueAt(requests, sample.atMs) !== 0);
  return [...requests.samples.filter(isLate), ...errors.samples.filter(isLate), ...latencies].map(({ atMs }) => atMs);
}

/** What each group did in a minute. Where its errors are not told nothing is known of it. */
export function minuteOf(groups: Readonly<Record<string, GroupSeen>>, atMs: number): Record<string, Minute | null> {
  return Object.fromEntries(
    Object.entries(groups).map(([name, { performance }]) => {
      const requests = valueAt(performance.requests, atMs);
      const errors = valueAt(performance.errors, atMs);
      if (requests === null || requests <= 0 || errors === null) return [name, null];
      const p50Seconds = valueAt(performance.p50Seconds, atMs);
      const p99Seconds = valueAt(performance.p99Seconds, atMs);
      return [name, { requests, errors: Math.min(errors, requests), p50Seconds, p99Seconds }];
    }),
  );
}

function valueAt({ samples }: Reading, atMs: number): number | null {
  const sample = samples.find((one) => one.atMs === atMs);
  return sample?.is === 'value' ? sample.value : null;
}

function learnMinute(
  standings: Standings,
  minute: Readonly<Record<string, Minute | null>>,
  { errorBudgetPercent }: DecidingBalance,
): Record<string, Standing> {
  const summed = Object.entries(standings).map(([name, standing]) => sumUp(name, standing, minute[name] ?? null));
  const common = least(summed.map(({ slowness }) => slowness)) ?? 1;
  const budget = errorBudgetPercent / 100;
  return Object.fromEntries(
    summed.map((one) => {
      const others = summed.filter(({ name, measured }) => name !== one.name && measured);
      const spared = Math.max(least(others.map(({ errorShare }) => errorShare)) ?? 0, budget);
      return [one.name, settle(one, common, Math.max(0, one.errorShare - spared) / budget)];
    }),
  );
}

interface Summed {
  readonly name: string;
  readonly before: Standing;
  readonly measured: boolean;
  readonly requests: number;
  readonly errors: number;
  readonly errorShare: number;
  readonly p50Seconds: number | null;
  /** Latency over the usual one; null where either is not known. */
  readonly slowness: number | null;
}

function sumUp(name: string, before: Standing, minute: Minute | null): Summed {
  const requests = decay * before.requests + (minute?.requests ?? 0);
  const errors = decay * before.errors + (minute?.errors ?? 0);
  const lately = errors / Math.max(requests, fewRequests);
  const now = minute !== null && minute.requests >= fewRequests ? minute.errors / minute.requests : 0;
  const p50Seconds = minute === null || minute.requests < fewRequests / 4 ? null : minute.p50Seconds;
  const usual = before.usualSeconds;
  const slowness = p50Seconds === null || usual === null || usual <= 0 ? null : p50Seconds / usual;
  const errorShare = Math.max(lately, now);
  return { name, before, measured: minute !== null, requests, errors, errorShare, p50Seconds, slowness };
}

/** Errors that all groups have, and slowness that all have, are no reason to move anything. */
function settle({ before, measured, p50Seconds, slowness, ...sums }: Summed, common: number, excess: number): Standing {
  const { requests, errors, errorShare } = sums;
  const relative = slowness === null ? before.slower : slowness / common;
  const slower = relative < slowerFrom ? 1 : relative;
  const wanted = Math.max(leastFactor, (1 / slower) * Math.max(0, 1 - excess / hopeless));
  const factor = measured ? approach(before.factor, wanted) : before.factor;
  const usualSeconds = learnUsual(before.usualSeconds, p50Seconds, slower, common);
  return { factor, usualSeconds, slower, errorShare, requests, errors };
}

function approach(from: number, to: number): number {
  return to < from ? Math.max(to, from / mostLoss) : Math.min(to, from + mostGain);
}

/** A group that is slower than the others keeps its usual latency, but for what has become slower for all. */
function learnUsual(usual: number | null, p50Seconds: number | null, slower: number, common: number): number | null {
  if (p50Seconds === null || p50Seconds <= 0) return usual;
  if (usual === null) return p50Seconds;
  return slower === 1 ? usual + habit * (p50Seconds - usual) : usual * (1 + habit * (common - 1));
}

function least(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : Math.min(...known);
}
