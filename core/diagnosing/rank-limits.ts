import type { Limit } from './diagnosis.ts';
import { type DrawnLimit, drawAt } from './drawn-limit.ts';

/** All limits, the most likely to give out first at the head, and behind it those that come next. */
export function rankLimits(drawn: readonly DrawnLimit[]): readonly Limit[] {
  const wins = drawn.map(() => 0);
  const draws = drawn.reduce((most, one) => Math.max(most, one.draws.length), 0);
  for (let at = 0; at < draws; at++) {
    const first = lowestAt(drawn, at);
    if (first !== null) wins[first] = (wins[first] ?? 0) + 1;
  }
  const limits = drawn.map(({ limit }, index) => ({ ...limit, firstPercent: (100 * (wins[index] ?? 0)) / draws }));
  const bySaturation = limits
    .filter(({ resource, firstPercent }) => resource !== null || firstPercent >= leastUnreadPercent)
    .toSorted((one, other) => one.saturation.value - other.saturation.value);
  const head = bySaturation.reduce<Limit | null>(
    (best, one) => (best === null || one.firstPercent > best.firstPercent ? one : best),
    null,
  );
  return head === null ? [] : [head, ...bySaturation.filter((one) => one !== head)];
}

/** Something unread that is hardly ever first is a mere possibility, and is not told. */
const leastUnreadPercent = 5;

function lowestAt(drawn: readonly DrawnLimit[], at: number): number | null {
  let [best, lowest]: [number | null, number] = [null, Number.POSITIVE_INFINITY];
  drawn.forEach((one, index) => {
    const value = drawAt(one, at);
    if (value < lowest) [best, lowest] = [index, value];
  });
  return best;
}
