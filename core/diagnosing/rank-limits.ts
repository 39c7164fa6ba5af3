import type { Limit } from './diagnosis.ts';
import { type DrawnLimit, drawAt } from './drawn-limit.ts';
import { limitName } from './limit-name.ts';

/** Of loads that are no further apart than this, either is rightly named as the one at which a service gives out. */
const asGood = 1.05;
/** The first limit has to be first, or as good as first, in seven of ten draws: with more, fewer are answered and no more of them rightly. */
export const leastConfidence = 70;
/** Something unread that is hardly ever first is a mere possibility, and is not told. */
const leastUnreadPercent = 5;

/**
 * All limits, the most likely to give out first (or as good as first) at the head, and behind it those that come next. What was
 * named before stays at the head as long as it is known to be as good: of two that give out together, none is news.
 */
export function rankLimits(drawn: readonly DrawnLimit[], namedBefore: string | null): readonly Limit[] {
  const draws = drawn.reduce((most, one) => Math.max(most, one.draws.length), 0);
  const counts = drawn.map(() => ({ first: 0, near: 0 }));
  for (let at = 0; at < draws; at++) countDraw(drawn, at, counts);
  const percent = (count = 0) => (100 * count) / draws;
  const limits = drawn.map(({ limit }, index) => ({
    ...limit,
    firstPercent: percent(counts[index]?.first),
    nearFirstPercent: percent(counts[index]?.near),
  }));
  const bySaturation = limits
    .filter(({ resource, firstPercent }) => resource !== null || firstPercent >= leastUnreadPercent)
    .toSorted((one, other) => one.saturation.value - other.saturation.value);
  const [likeliest] = bySaturation.toSorted(
    (one, other) => other.nearFirstPercent - one.nearFirstPercent || other.firstPercent - one.firstPercent,
  );
  const isKept = (one: Limit) => limitName(one) === namedBefore && one.nearFirstPercent >= leastConfidence;
  const head = bySaturation.find(isKept) ?? likeliest;
  return head === undefined ? [] : [head, ...bySaturation.filter((one) => one !== head)];
}

function countDraw(drawn: readonly DrawnLimit[], at: number, counts: readonly { first: number; near: number }[]): void {
  const values = drawn.map((one) => drawAt(one, at));
  const lowest = values.reduce((low, value) => Math.min(low, value), Number.POSITIVE_INFINITY);
  if (lowest === Number.POSITIVE_INFINITY) return;
  const first = values.indexOf(lowest);
  counts.forEach((count, index) => {
    if (index === first) count.first++;
    if ((values[index] ?? Number.POSITIVE_INFINITY) <= asGood * lowest) count.near++;
  });
}
