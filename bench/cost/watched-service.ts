import type { ServiceInput } from '../../core/diagnosing/config/watched-service.ts';

/** A service of three tiers, as many have: a load balancer before a group, a database, a cache. */
export function serviceOf(index: number): ServiceInput {
  const hex = String(index).padStart(16, '0');
  return {
    tiers: {
      web: {
        behind: ['db', 'cache'],
        of: [
          { kind: 'alb', loadBalancer: `app/shop-${index}/${hex}`, targetGroup: `targetgroup/web-${index}/${hex}` },
          { kind: 'auto-scaling-group', group: `web-${index}`, cores: 2 },
        ],
      },
      db: { of: [{ kind: 'rds-instance', instance: `shop-${index}`, maxConnections: 400, performanceInsights: true }] },
      cache: { of: [{ kind: 'elasticache-node', node: `shop-${index}-0001-001` }] },
    },
  };
}
