import { parseDatabase } from '../../../core/indexing/config/parse-database.ts';
import type { Observation } from '../../../core/indexing/observation.ts';
import { indexingScopes } from '../../../core/indexing/scopes.ts';
import { blankMemory } from '../../../core/model/memory.ts';
import { noonMs } from '../../fixtures.ts';
import type { CapabilityRig } from '../capability-rig.ts';

const secretArn = 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:orders-AbCdEf';
const config = { servers: [{ host: 'orders.example.com', database: 'orders', secretArn }] };
const server = 'orders.example.com:5432/orders';

export const rig: CapabilityRig<'indexing'> = {
  observed(): Observation {
    return {
      subject: 'shop/orders',
      atMs: noonMs,
      memory: { ...blankMemory },
      config: parseDatabase('shop/orders', config),
      seen: {
        counts: { '7': [20, 900, 100] },
        sinceMs: null,
        statements: 1,
        ran: [{ id: '7', text: 'SELECT * FROM orders WHERE customer = $1', calls: 20, totalMs: 900 }],
        candidates: 3,
        paying: [
          {
            ...{
              name: 'headroom_orders_1',
              sql: 'ON "public"."orders" ("customer")',
              table: 'public.orders',
              bytes: 4e6,
            },
            ...{ gainPercent: 91.5, serves: ['7'] },
          },
        ],
        reductionPercent: 91.5,
        idle: [
          {
            ...{ server, name: 'public.twice', is: 'duplicate', instead: 'orders_pkey', bytes: 1e6 },
            sql: 'CREATE INDEX twice ON public.orders USING btree (id)',
          },
        ],
        left: [{ why: 'it is nested deeper than is read', statements: 2 }],
        unasked: null,
        cutShort: false,
      },
      work: null,
    };
  },
  scopes: () => indexingScopes,
  example: { name: 'shop/orders', config },
};
