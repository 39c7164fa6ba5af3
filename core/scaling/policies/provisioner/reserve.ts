import { rounded } from './learned.ts';

/**
 * What a forecast asks for on top of itself after units have fallen short: as much as was short, for as long as that is
 * worth it. Plain data, a few numbers. Why: docs/decisions/0018.
 */
export interface Reserve {
  /** The newest period taken in. */
  readonly at: number;
  /** How much more is asked for, as a natural logarithm; 0 where nothing is. */
  readonly share: number;
  /** What may still be spent on it: periods in which as much again as is needed is asked for. */
  readonly left: number;
  /** Both when units last fell short. */
  readonly fullShare: number;
  readonly fullLeft: number;
  /** The newest period in which units fell short, and the share when that stretch began. */
  readonly shortAt: number;
  readonly shareBefore: number;
}

/** A period that is over: what came, and what served it. */
export interface ServedDemand {
  readonly at: number;
  readonly perSecond: number;
  /** Units that ran. */
  readonly units: number;
  /** Demand as it is over a day or so, per second. */
  readonly usualPerSecond: number;
}

/** What tells how many wait: P(W > tau), and the units that keep it low. */
interface Staffing {
  tail(units: number, perSecond: number): number;
  need(perSecond: number): number;
}

export const noReserve: Reserve = {
  at: -1,
  share: 0,
  left: 0,
  fullShare: 0,
  fullLeft: 0,
  shortAt: -1,
  shareBefore: 0,
};

/** Units fall short where more than this share waits too long. */
const shortFrom = 0.05;
/**
 * What a period in which all requests of a usual one waited is worth, in periods of as much again. A percentage point of
 * violation is worth one clairvoyant to the priced rule, which is a hundred; the like comes again about once in ten times
 * while the reserve lasts.
 */
const worth = 10;
/** Busy periods count more, up to this. */
const mostWeight = 5;
/** Where units are held short for days, by bounds or by people, the reserve is worth no more than a day of minutes. */
const mostLeft = 1440;
/** As logarithm, 2.7 times: what is further off is not a forecast's miss. */
const mostShare = 1;
const leastShare = 0.01;
/** A stretch is over when units have been enough for the lead and so many periods. */
const sparePeriods = 2;

/**
 * Takes in one period, newer than all before. Within one stretch of shortness the share grows to what was short on top of
 * what was in reserve when it began, so that waiting for units that are coming never compounds; then it wanes with what
 * is spent. The same object where nothing changes.
 */
export function followReserve(
  before: Reserve,
  { at, perSecond, units, usualPerSecond }: ServedDemand,
  staffing: Staffing,
  leadPeriods: number,
): Reserve {
  const reserve = before.share > 0 ? spend(before, at) : before;
  const waits = staffing.tail(Math.max(1, units), perSecond);
  if (waits <= shortFrom) return reserve;
  const isSame = reserve.shortAt >= 0 && at - reserve.shortAt <= leadPeriods + sparePeriods;
  const shareBefore = isSame ? reserve.shareBefore : reserve.share;
  const short = Math.log(staffing.need(perSecond) / Math.max(1, units));
  const share = Math.max(reserve.share, brief(Math.min(mostShare, shareBefore + short)));
  const weight = Math.min(mostWeight, perSecond / Math.max(usualPerSecond, 1e-9));
  const left = brief(Math.min(mostLeft, reserve.left + worth * waits * weight));
  return { at, share, left, fullShare: share, fullLeft: left, shortAt: at, shareBefore };
}

/** A need with the reserve on top. */
export function withReserve({ share }: Pick<Reserve, 'share'>, units: number): number {
  return share > 0 ? Math.ceil(units * Math.exp(share)) : units;
}

function brief(value: number): number {
  return rounded(value, 1e4);
}

function spend(reserve: Reserve, at: number): Reserve {
  const left = brief(reserve.left - (at - reserve.at) * (Math.exp(reserve.share) - 1));
  const share = left > 0 ? brief((reserve.fullShare * left) / reserve.fullLeft) : 0;
  if (share < leastShare) return noReserve;
  return { ...reserve, at, left, share };
}
