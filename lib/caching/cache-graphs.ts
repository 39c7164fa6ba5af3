import { GraphWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { oneMinute as period } from '../deployment/periods.ts';
import type { Cache } from './cache.ts';
import { cacheMetric } from './cache-metric.ts';

const metricsOf = (deployment: string, cache: string) => (name: string, statistic: string, label: string) =>
  cacheMetric({ deployment, cache }, name, { statistic, label, period });

/** What a cache answers, and what caches of other sizes would; how many loads the database was saved. */
export function answeredGraph(deployment: string, { cacheName }: Cache): GraphWidget {
  const metric = metricsOf(deployment, cacheName);
  return new GraphWidget({
    title: `${cacheName}: share answered without a load, and with room for a part of the keys`,
    leftYAxis: { label: 'share', showUnits: false, min: 0, max: 1 },
    left: [
      metric('CacheHitRatio', 'Average', 'answered'),
      metric('CacheHitRatioAtTenth', 'Average', 'room for a tenth'),
      metric('CacheHitRatioAtHalf', 'Average', 'for half'),
      metric('CacheHitRatioAtAll', 'Average', 'for all'),
    ],
    rightYAxis: { label: 'loads a minute, or node groups', showUnits: false, min: 0 },
    right: [
      metric('CacheSavedLoads', 'Sum', 'loads saved'),
      metric('CacheNodeGroupsThatPay', 'Average', 'node groups that pay'),
    ],
    width: 12,
  });
}

/** How old its answers get, how long changes wait, and how full and busy its nodes are. */
export function freshnessGraph(deployment: string, { cacheName, place }: Cache): GraphWidget {
  const metric = metricsOf(deployment, cacheName);
  return new GraphWidget({
    title: `${cacheName}: how old answers get, and how long changes wait`,
    leftYAxis: { label: 'seconds', showUnits: false, min: 0 },
    left: [
      metric('CacheOldestAnswerSeconds', 'Maximum', 'oldest answer'),
      metric('CacheChangeAgeSeconds', 'Maximum', 'longest wait of a change'),
    ],
    rightYAxis: { label: 'a minute, or percent', showUnits: false, min: 0 },
    right: [
      metric('CacheKeysInvalidated', 'Sum', 'keys taken out'),
      metric('CacheRecordsRefused', 'Sum', 'changes not understood'),
      ...place.load,
    ],
    width: 12,
  });
}
