import type { Because } from '../model/reason.ts';
import type { TierReadings } from './service-readings.ts';
import type { TierInside } from './tier-inside.ts';

/** Noise makes what is behind a tier look a little more than what is inside; so many times as much is another unit. */
const mostBehind = 1.5;

/** Where readings of one service cannot all be right: those of one tier, and those of a tier and of one whose time is inside. */
export function contradictions(
  tiers: readonly TierReadings[],
  inside: ReadonlyMap<string, TierInside>,
): readonly Because[] {
  const alone = [...inside].flatMap(([tier, { little }]) =>
    little === null || little.holds
      ? []
      : [
          {
            says: 'concurrency of {tier} is {ratio} times throughput times latency: the three do not count the same requests',
            tier,
            ratio: little.ratio,
          },
        ],
  );
  const nested = tiers.flatMap(({ name: tier, behind }) =>
    behind.flatMap((inner) => {
      const ratio = timesAsMany(inside.get(inner), inside.get(tier));
      if (!(ratio > mostBehind)) return [];
      return [
        {
          says: '{inner} holds {ratio} times the requests that {tier} holds, although its time is said to be inside: their latencies are not in one unit, or {inner} serves others too',
          ...{ inner, tier, ratio },
        },
      ];
    }),
  );
  return [...alone, ...nested];
}

/** The middle of how many times as many requests are in one tier as in another; not a number where nothing tells. */
function timesAsMany(one: TierInside | undefined, other: TierInside | undefined): number {
  const ratios = Array.from(one?.whole ?? [], (count, block) => count / (other?.whole[block] ?? Number.NaN))
    .filter(Number.isFinite)
    .sort((a, b) => a - b);
  return ratios[Math.floor(ratios.length / 2)] ?? Number.NaN;
}
