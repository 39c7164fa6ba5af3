import { featuresOf, highest, hourOf, type Window } from './features.ts';
import { envelopePeriods, expectiles, type Learned, type Pending, rounded } from './learned.ts';
import { addMiss, type Missed, volatility } from './misses.ts';
import { predict, regress } from './regression.ts';
import { highestUsualPeak, learnSeason, usualAt, usualPeakIn } from './season.ts';

const levelPeriods = [2, 6, 30, 1440] as const;
const noisePeriods = 60;
const mostRecent = 60;
/** Forecasts that wait for what comes of them: with longer leads fewer are told of, or memory would grow with the lead. */
const mostPending = 5;
/** What is more than this is not demand; its square must stay a number. */
const mostPerSecond = 1e12;
/** What the highest demand that is known loses a day, as logarithm: records of long ago say less and less. */
const wanesADay = 0.01;
const minuteGain = 0.08;
/** An unusual time teaches no more than that demand was half as much again as was forecast. */
const mostSurprise = 0.4;
/** What an unusual time may move the season by: up by a tenth as logarithm, and never down. */
const mostUnusual = 0.1;
/** The maximum of a window may be this far from the level, as logarithm. */
const furthestForecast = 1.5;
/** The objective counts requests, so busy times teach more, up to this. */
const mostWeight = 5;

/** One value of demand: its period and the rate of it. */
export interface Demand {
  readonly at: number;
  readonly perSecond: number;
  /** True where units were full of late: then it is hardly taken for usual. Left out elsewhere. */
  readonly unusual?: boolean;
}

/** A forecast of the logarithm of the highest demand in a window, by learner. */
export interface Forecast {
  readonly maxima: readonly number[];
  readonly volatilities: readonly number[];
  /**
   * The highest demand that the time usually brings in the window, per second, by how many days apart the same time is; null
   * where that is not known.
   */
  readonly usualPeaks: Readonly<Record<1 | 7, number | null>>;
}

/** Takes in one value, newer than all before, never below `leastPerSecond`. Writes into what is learned. */
export function absorb(learned: Learned, demand: Demand, leastPerSecond: number, window: Omit<Window, 'now'>): void {
  const perSecond = Math.min(demand.perSecond, mostPerSecond);
  const value = rounded(Math.log(Math.max(perSecond, leastPerSecond)), 1e4);
  learnHighest(learned, value, (demand.at - learned.at) * window.periodMinutes);
  fillGap(learned, demand.at);
  push(learned.recent, value);
  learned.at = demand.at;
  learned.last = perSecond;
  learnLevels(learned, value);
  const minute = Math.floor(demand.at * window.periodMinutes);
  const usual = demand.unusual === true ? usualAt(learned, minute) : null;
  if (usual === null) learnMinute(learned, minute, value);
  learnSeason(learned, minute, usual === null ? value : nearUsual(value, usual));
  learnEnvelopes(learned, perSecond);
  learned.samples = Math.min(65_535, learned.samples + 1);
  settle(learned, window, demand.unusual === true);
}

/** Forecasts the window after `now`, and remembers what was forecast until it can be told how good it was. */
export function foresee(learned: Learned, window: Window, isNew: boolean): Forecast {
  const features = featuresOf(learned, window);
  const [, level] = learned.levels;
  const hour = hourOf(window);
  const maxima: number[] = [];
  const volatilities: number[] = [];
  for (const learner of learned.learners) {
    const rise = Math.max(-furthestForecast, Math.min(furthestForecast, predict(learner, features)));
    maxima.push(level + rise);
    volatilities.push(volatility(learner, hour));
  }
  const every = Math.ceil((window.periods + 2) / mostPending);
  if (isNew && learned.samples > 3 && window.now % every === 0) {
    const told = { features: short(features, 1e3), forecasts: short(maxima), volatilities: short(volatilities) };
    learned.pending.push({ at: window.now, level: rounded(level, 1e4), ...told });
    if (learned.pending.length > mostPending) learned.pending.shift();
  }
  return { maxima, volatilities, usualPeaks: usualPeaksPerSecond(learned, window) };
}

function usualPeaksPerSecond(learned: Learned, { now, periods, periodMinutes }: Window): Forecast['usualPeaks'] {
  const inWindow = (days: 1 | 7): number | null => {
    const peak = usualPeakIn(learned, now * periodMinutes, (now + periods) * periodMinutes, days);
    return peak === null ? null : Math.exp(peak);
  };
  return { 1: inWindow(1), 7: inWindow(7) };
}

function short(values: readonly number[], scale = 1e4): number[] {
  return values.map((one) => rounded(one, scale));
}

/** Teaches the learners what came of the forecast whose window ends with the newest value. */
function settle(learned: Learned, window: Omit<Window, 'now'>, unusual: boolean): void {
  const { pending, at } = learned;
  while (pending.length > 0 && (pending[0] as Pending).at + window.periods <= at) {
    const told = pending.shift() as Pending;
    if (told.at + window.periods === at)
      teach(learned, told, window, unusual ? mostSurprise : Number.POSITIVE_INFINITY);
  }
}

function teach(learned: Learned, told: Pending, window: Omit<Window, 'now'>, mostAbove: number): void {
  const highestThen = highest(learned.recent, window.periods);
  const [, , half, daily] = learned.levels;
  const missed: Missed = {
    hour: hourOf({ ...window, now: told.at }),
    weight: Math.min(mostWeight, Math.exp(highestThen - Math.max(daily, half - 1))),
    minutes: window.periodMinutes * Math.ceil((window.periods + 2) / mostPending),
  };
  learned.learners.forEach((learner, index) => {
    const forecast = told.forecasts[index] as number;
    const came = Math.min(highestThen, forecast + mostAbove);
    regress(learner, told.features, came - told.level, expectiles[index] ?? 0.5);
    const expected = told.volatilities[index] as number;
    addMiss(learner, came - forecast, expected, missed);
  });
}

function fillGap(learned: Learned, at: number): void {
  const last = learned.recent[learned.recent.length - 1];
  if (last === undefined || learned.at < 0) return;
  const lost = Math.min(mostRecent, at - learned.at - 1);
  for (let period = 0; period < lost; period++) push(learned.recent, last);
}

function push(recent: number[], value: number): void {
  recent.push(value);
  if (recent.length > mostRecent) recent.shift();
}

function learnLevels(learned: Learned, value: number): void {
  const { levels } = learned;
  if (learned.samples === 0) levels.fill(value);
  const miss = Math.min(1, Math.abs(value - levels[0]));
  learned.noise = rounded(learned.noise + (miss * miss - learned.noise) / noisePeriods, 1e8);
  for (let at = 0; at < levels.length; at++) {
    const before = levels[at] as number;
    levels[at] = rounded(before + (value - before) / (levelPeriods[at] as number), 1e6);
  }
}

function nearUsual(value: number, usual: number): number {
  return Math.max(usual, Math.min(value, usual + mostUnusual));
}

/** Where memory has no highest yet, that of the usual day stands for it. */
function learnHighest(learned: Learned, value: number, minutes: number): void {
  const before = learned.highest ?? highestUsualPeak(learned);
  learned.highest = before === null ? value : rounded(Math.max(value, before - (wanesADay * minutes) / 1440), 1e7);
}

function learnMinute(learned: Learned, minute: number, value: number): void {
  const at = minute % 60;
  const gain = Math.max(minuteGain, 1 / (learned.samples / 60 + 1));
  const before = learned.minutes[at] as number;
  learned.minutes[at] = rounded(before + gain * (value - learned.levels[2] - before), 1e3);
}

/** Mean and variance with exponential weights, by Welford's recurrence as West (1979) gives it for weights. */
function learnEnvelopes(learned: Learned, perSecond: number): void {
  learned.envelopes.forEach((envelope, index) => {
    const gain = 1 / (envelopePeriods[index] as number);
    const miss = envelope.mean < 0 ? 0 : perSecond - envelope.mean;
    envelope.mean = rounded(envelope.mean < 0 ? perSecond : envelope.mean + gain * miss, 1e6);
    envelope.variance = rounded((1 - gain) * (envelope.variance + gain * miss * miss), 1e6);
  });
}
