import { Duration } from 'aws-cdk-lib';
import { type IMetric, MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { leastBad } from '../../core/alerting/burn-rates.ts';
import type { Counted, WatchedObjective } from '../../core/diagnosing/config/watched-objective.ts';
import { isSparse, nameOfPart, type SourceConfig } from '../../core/readings/source-kinds.ts';
import { metricOf } from '../sources/catalogue.ts';

/** A window of an objective; over the long one of a pair, few bad requests are no burn. */
interface Window {
  readonly minutes: number;
  readonly isLong: boolean;
}

/**
 * How many times too fast a budget burns over one window, the period of the alarm: one metric for each set of what is bad that
 * may be all that is told, since metric math has no point where one of its metrics has none and nothing is filled in. Where none
 * of what is bad is told, nothing is bad; where no requests are told, nothing is known. Neither is a point, and neither burns.
 */
export function burnMetrics(objective: WatchedObjective, window: Window): readonly IMetric[] {
  return toldTogether(objective.bad.parts).map((parts) =>
    burnMetric({ ...objective, bad: { ...objective.bad, parts } }, window),
  );
}

function toldTogether(parts: readonly SourceConfig[]): readonly (readonly SourceConfig[])[] {
  if (parts.length === 1) return [parts];
  const sets: SourceConfig[][] = [[]];
  for (const part of parts.filter(isSparse)) sets.push(...sets.map((set) => [...set, part]));
  return sets
    .map((set) => parts.filter((part) => !isSparse(part) || set.includes(part)))
    .filter((set) => set.length > 0);
}

function burnMetric({ budget, requests, bad }: WatchedObjective, { minutes, isLong }: Window): IMetric {
  const period = Duration.minutes(minutes);
  const usingMetrics: Record<string, IMetric> = {};
  const number = ({ parts, each, areRates }: Counted, prefix: string): string => {
    const names = parts.map((part, at) => {
      usingMetrics[`${prefix}${at}`] = over(part, period);
      return `${prefix}${at}`;
    });
    const times = Number((areRates ? each * period.toSeconds() : each).toPrecision(12));
    const sum = names.length === 1 ? String(names[0]) : `(${names.join(' + ')})`;
    return times === 1 ? sum : `${sum} * ${times}`;
  };
  const [b, t] = [number(bad, 'b'), number(requests, 't')];
  const burn = `(${b}) / (${t}) / ${budget}`;
  const expression = isLong ? `IF(${b} >= ${leastBad}, ${burn}, 0)` : burn;
  return new MathExpression({ expression, usingMetrics, period, label: 'times as fast as 30 days allow' });
}

/** The metric of a part over another period than its own: what adds up adds up over it, and a mean is a mean over it. */
function over(part: SourceConfig, period: Duration): IMetric {
  const metric = metricOf(part);
  if (!(metric instanceof Metric)) throw new Error(`no alarm can watch ${nameOfPart(part)}; it was to be refused`);
  return metric.with({ period });
}
