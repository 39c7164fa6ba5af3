import type { Judged } from '../../sim/diagnosing/judge-network.ts';
import { median } from '../median.ts';

/** A bottleneck that was never so busy is not asked for: it may well be another at a higher load. */
const leastPeak = 0.6;

/** What the bench tells of many networks. Percentages of right answers are of the answered ones, above 60 % utilisation. */
export function summaryOf(all: readonly Judged[]) {
  const asked = all.filter(({ peak }) => peak >= leastPeak);
  const answered = asked.filter(({ isAnswered }) => isAnswered);
  const naive = (name: keyof Judged['naive']) => percent(answered, (one) => one.naive[name]);
  const saturations = answered.flatMap(({ saturationError }) => saturationError ?? []);
  return {
    networks: all.length,
    answeredPercent: percent(all, ({ isAnswered }) => isAnswered),
    hiddenPercent: percent(all, ({ isHidden }) => isHidden),
    bottleneckRightPercent: {
      headroom: percent(answered, ({ isRight }) => isRight),
      highestUtilisation: naive('highestUtilisation'),
      highestCpu: naive('highestCpu'),
      highestLatency: naive('highestLatency'),
      longestQueue: naive('longestQueue'),
    },
    demandErrorMedianPercent: tenth(100 * median(answered.flatMap(({ demandErrors }) => demandErrors))),
    saturationErrorMedianPercent: tenth(100 * median(saturations)),
  };
}

function percent<One>(of: readonly One[], isCounted: (one: One) => boolean): number {
  return tenth((100 * of.filter(isCounted).length) / of.length);
}

function tenth(value: number): number {
  return Math.round(10 * value) / 10;
}
