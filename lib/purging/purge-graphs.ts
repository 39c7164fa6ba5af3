import { GraphWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { priceBook } from '../../core/prices/price-book.ts';
import { ownMetric } from '../deployment/own-metric.ts';
import { fiveMinutes } from '../deployment/periods.ts';

const { value: freePathsPerMonth } = priceBook.cloudFrontFreePathsPerMonth;

const metric = (deployment: string, name: string, statistic: string, label: string) =>
  ownMetric(deployment, name, { statistic, label, period: fiveMinutes });

/** What waits and what is in progress, how old it is, and what has been spent of the month's free items. */
export function purgeGraphs(deployment: string): readonly GraphWidget[] {
  return [
    new GraphWidget({
      title: 'Purges',
      leftYAxis: { label: 'items', showUnits: false, min: 0 },
      rightYAxis: { label: 'seconds', showUnits: false, min: 0 },
      left: [
        metric(deployment, 'PurgesPending', 'Maximum', 'items waiting'),
        metric(deployment, 'PurgesInProgress', 'Maximum', 'purges in progress'),
        metric(deployment, 'PurgeItemsRefused', 'Sum', 'items refused'),
      ],
      right: [metric(deployment, 'PurgeAgeSeconds', 'Maximum', 'age, seconds')],
      width: 12,
    }),
    new GraphWidget({
      title: 'Purged items this month',
      left: [metric(deployment, 'PurgeItemsThisMonth', 'Maximum', 'items of all purges')],
      leftAnnotations: [{ value: freePathsPerMonth, label: 'free on CloudFront, all purges of the account together' }],
      right: [metric(deployment, 'PurgeDollarsThisMonth', 'Maximum', 'dollars')],
      leftYAxis: { label: 'items', showUnits: false, min: 0 },
      rightYAxis: { label: 'dollars', showUnits: false, min: 0 },
      width: 12,
    }),
  ];
}
