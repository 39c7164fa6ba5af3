import { expect, it } from 'vitest';
import { serviceOf, tierOf } from '../../../core/model/service-and-tier.ts';

it.each([
  ['checkout/web', 'checkout', 'web'],
  ['checkout/web/blue', 'checkout', 'web/blue'],
  ['site', 'site', null],
])('%s is of service %s, its tier is %s', (subject, service, tier) => {
  expect([serviceOf(subject), tierOf(subject)]).toEqual([service, tier]);
});
