import { objectiveAlarms, windowAlarms } from '../../core/diagnosing/config/objective-alarms.ts';
import type { ServiceInput } from '../../core/diagnosing/config/watched-service.ts';
import { priceBook } from '../../core/prices/price-book.ts';
import type { Headroom } from '../../lib/index.ts';
import { deployedWith } from './deployed.ts';
import type { Part } from './parts.ts';
import { pricedResources, type Resource } from './priced-resources.ts';
import { serviceOf } from './watched-service.ts';

const promises: Readonly<Record<string, NonNullable<ServiceInput['objective']>>> = {
  'availability behind an ALB': { availability: 99.9 },
  latency: { latency: { p99Ms: 300 } },
};

/** Each alert by the name of its alarm, and what it is called; the last is watched by a metric of Headroom's own. */
const alerts: Readonly<Record<string, (promise: string) => string>> = {
  page: (promise) => `page on ${promise}`,
  ticket: (promise) => `ticket on ${promise}`,
  silent: () => 'alert on silence',
  saturation: () => 'ticket on what runs out',
};

/** What each alert on what a service promises costs a month, with the windows that it is made of. */
export function alertRows(bundles: string, flags: object): readonly (readonly [string, ReadonlyMap<Part, number>])[] {
  const rows = Object.entries(promises).flatMap(([promise, objective]) => {
    const watching = (headroom: Headroom) => headroom.watch('checkout', { ...serviceOf(0), objective });
    const resources = deployedWith(watching, bundles, flags);
    return Object.entries(alerts).map(([which, what]) => {
      const sums = new Map(pricedResources(resources.filter((one) => isOf(one, which))));
      if (which === 'saturation') sums.set('metrics of its own', priceBook.metricUsdPerMonth.value);
      return [what(promise), sums] as const;
    });
  });
  return [...new Map(rows)];
}

function isOf({ Properties }: Resource, which: string): boolean {
  const name = String(Properties?.AlarmName ?? '');
  return (
    name.startsWith(`${objectiveAlarms('headroom')}checkout:${which}:`) ||
    name.startsWith(`${windowAlarms('headroom')}checkout:${which}-`)
  );
}
