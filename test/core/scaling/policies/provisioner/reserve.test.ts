import { describe, expect, test } from 'vitest';
import {
  followReserve,
  noReserve,
  type Reserve,
  withReserve,
} from '../../../../../core/scaling/policies/provisioner/reserve.ts';
import { Waiting } from '../../../../../core/scaling/policies/provisioner/staffing/waiting.ts';

const staffing = new Waiting({ serversPerUnit: 8, serviceSeconds: 0.1, waitSeconds: 0.2, needTail: 0.001 });
const lead = 3;
const usualPerSecond = 800;

/** Follows minutes from `from` on, each of so many requests a second on so many units. */
function follow(before: Reserve, from: number, minutes: readonly (readonly [number, number])[]): Reserve {
  return minutes.reduce((reserve, [perSecond, units], minute) => {
    return followReserve(reserve, { at: from + minute, perSecond, units, usualPerSecond }, staffing, lead);
  }, before);
}

const times = (minutes: number, perSecond: number, units: number) =>
  Array.from({ length: minutes }, () => [perSecond, units] as const);
const need = staffing.need(1600);

describe('a reserve', () => {
  test('is none, and the same object, while units are enough', () => {
    expect(follow(noReserve, 0, times(50, 800, 12))).toBe(noReserve);
    expect(withReserve(noReserve, 12)).toBe(12);
  });

  test('is as much as was short, so that the like would be served', () => {
    const reserve = follow(noReserve, 0, times(2, 1600, 12));
    expect(withReserve(reserve, 12)).toBeGreaterThanOrEqual(need);
    expect(withReserve(reserve, 12)).toBeLessThanOrEqual(need + 1);
  });

  test('does not compound while units that were asked for are on their way', () => {
    const once = follow(noReserve, 0, times(1, 1600, 12));
    expect(follow(noReserve, 0, times(lead, 1600, 12)).share).toBeCloseTo(once.share, 1);
  });

  test('wanes as it is spent, and ends', () => {
    const short = follow(noReserve, 0, times(5, 1600, 12));
    const [soon, later] = [10, 40].map((minutes) => follow(short, 5, times(minutes, 800, 30)));
    expect(soon?.share).toBeLessThan(short.share);
    expect(later?.share).toBeLessThan(soon?.share ?? 0);
    expect(follow(short, 5, times(1000, 800, 30)).share).toBe(0);
  });

  test('lasts longer after a longer stretch', () => {
    const [brief, long] = [2, 20].map((minutes) => follow(noReserve, 0, times(minutes, 1600, 12)));
    const left = (reserve: Reserve | undefined) => follow(reserve ?? noReserve, 20, times(100, 800, 30)).share;
    expect(left(long)).toBeGreaterThan(3 * left(brief));
  });

  test('grows again where units fall short of it', () => {
    const first = follow(noReserve, 0, times(5, 1200, 12));
    const second = follow(follow(first, 5, times(6, 800, 30)), 11, times(5, 1600, 16));
    expect(second.share).toBeGreaterThan(first.share);
  });

  test('stays within 2.7 times, and is all but gone some days after units have been short for weeks', () => {
    const short = follow(noReserve, 0, times(20_000, 8000, 12));
    expect(withReserve(short, 10)).toBeLessThanOrEqual(28);
    expect(follow(short, 20_000, times(4000, 800, 30)).share).toBeLessThan(0.05);
  });
});
