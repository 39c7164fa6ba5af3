import { expect, test } from 'vitest';
import { needsElsewhere, refuseUnknownTiers } from '../../../../cli/scaling/plan/beyond-plan.ts';
import { tierGraph } from '../../../../core/scaling/config/tier-graph.ts';

const need = { connectionsPerUnit: 20, connectionsMost: null, visits: null };

test('a plan says which needs of its tiers it knows nothing of', () => {
  const graph = tierGraph([
    { scalable: 'checkout/web', needs: { 'checkout/app': need, 'orders/db': need } },
    { scalable: 'checkout/app', needs: {} },
  ]);
  expect(needsElsewhere(graph, { deployment: 'ops' })).toEqual([
    'checkout/web needs orders/db of another service, and what that takes is not told here; see headroom plan orders --deployment ops',
  ]);
});

test('a price of a tier that is not there is refused with what may be meant', () => {
  expect(() => refuseUnknownTiers(['checkout/web'], ['checkout/web', 'checkout/db'])).not.toThrow();
  expect(() => refuseUnknownTiers(['checkout/wbe'], ['checkout/web', 'checkout/db'])).toThrow(
    /--unit-price: no tier here is called "checkout\/wbe"; .*checkout\/web/,
  );
});
