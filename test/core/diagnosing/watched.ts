import { parseService } from '../../../core/diagnosing/config/parse-service.ts';
import type { ServiceInput } from '../../../core/diagnosing/config/watched-service.ts';
import type { Observation } from '../../../core/diagnosing/observation.ts';
import { blankMemory } from '../../../core/model/memory.ts';
import { insideOf, resource, service, tier } from './made-readings.ts';

/** A service of two tiers, as people write it. */
export const aServiceInput: ServiceInput = {
  tiers: {
    web: {
      behind: ['db'],
      of: [
        {
          kind: 'alb',
          loadBalancer: 'app/shop/50dc6c495c0c9188',
          targetGroup: 'targetgroup/web/73e2d6bc24d8a067',
        },
        { kind: 'auto-scaling-group', group: 'web', cores: 2 },
      ],
    },
    db: { of: [{ kind: 'rds-instance', instance: 'shop', maxConnections: 100 }] },
  },
};

export const aService = (over: Partial<ServiceInput> = {}) => parseService('checkout', { ...aServiceInput, ...over });

/** A look at a service of which the processor of `db` gives out first, at 100 requests per second. */
export function aLook(over: Partial<Observation> = {}): Observation {
  const web = tier('web', insideOf([0.004]), [resource('cpu', 0.004)]);
  const db = { ...tier('db', insideOf([0.01]), [resource('cpu', 0.01)]), kind: 'database' as const };
  const readings = service([web, db]);
  const atMs = readings.fromMs + 180 * 60_000;
  return { subject: 'checkout', atMs, memory: blankMemory, mode: 'on', readings, unread: [], growth: null, ...over };
}
