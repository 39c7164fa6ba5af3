import type { Because } from '../../../../model/reason.ts';
import type { Capacity } from '../../../observation.ts';
import type { Learned } from '../learned.ts';
import { type Sized, unitsFor } from '../units-for.ts';
import { isStrained, type Serving } from './serving.ts';
import { isUnusual } from './taught.ts';

/** So many periods have to tell what a unit can serve before another is taken away. */
const enoughMeasured = 5;
/** Below this share of what the config says a unit can serve, units are taken to be of several sizes. */
const alike = 0.96;

/** What full, or unlike, units make of a proposal: never less than is asked for while they are full. */
export function limit(serving: Serving, { asked }: Pick<Capacity, 'asked'>, wanted: number): number {
  if (isStrained(serving)) return Math.max(wanted, serving.grown, asked);
  if (wanted >= asked || serving.unitShare >= alike) return wanted;
  if (serving.measured.length < enoughMeasured) return asked;
  // The largest may leave: it takes away more than an average unit is worth.
  const leaving = Math.floor((asked - wanted) * serving.unitShare);
  return asked - leaving;
}

/** A forecast is not believed beyond this factor of what was last measured, and beyond that one after a surprise. */
const believed = 2.5;
const surprised = 1.05;

/**
 * The units that serve a demand where a unit serves what it was seen to serve. What was last measured is served at least,
 * and for a while after units were overrun hardly more: a forecast that has just been surprised knows little.
 */
export function unitsUnderStrain(seen: Sized, serving: Serving, { recent }: Learned, perSecond: number): number {
  const units = unitsFor(seen, perSecond);
  if (seen.asking.by === 'rate') return units;
  const last = Math.exp(recent[recent.length - 1] ?? 0);
  const most = unitsFor(seen, last * (isUnusual(serving) ? surprised : believed));
  return Math.max(unitsFor(seen, last), Math.min(units, most));
}

/** Why `limit` made something else of what was wanted. */
export function limitedBecause(
  serving: Serving,
  { asked }: Pick<Capacity, 'asked'>,
  wanted: number,
  desired: number,
): Because {
  const { unitShare, grown } = serving;
  if (!isStrained(serving)) {
    const says =
      '{wanted} units would do, but a unit serves only {unitShare} of what it should, and the largest may be the ones to leave';
    return { says, wanted, unitShare };
  }
  if (desired > asked) {
    const says =
      'units are full, so more may be wanted than is served: {grown} are asked for, {wanted} would serve what is told';
    return { says, grown, wanted };
  }
  return { says: 'units were full a moment ago, so nothing is taken away; {wanted} would serve what is told', wanted };
}
