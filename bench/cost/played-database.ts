import { dynamoDbDatabases } from '../../adapters/indexing/databases.ts';
import { dynamoDbLedger } from '../../adapters/ledger/dynamodb.ts';
import { dynamoDbFindings } from '../../adapters/ledger/findings.ts';
import type { Counts } from '../../core/indexing/counts.ts';
import type { Seen } from '../../core/indexing/observation.ts';
import { indexingReport } from '../../core/indexing/report.ts';
import { indexingLooking } from '../../functions/index-advisor/looking.ts';
import { playTicks } from './play-ticks.ts';
import type { Played } from './played.ts';
import { Stage } from './stage.ts';

/** As many statements as a service of some size runs in an hour. */
const statements = 300;
const leaseMs = 300_000;

/** What databases take of AWS in a day: the real looks and ledger, at servers that count and advise the same each hour. */
export function playDatabases(names: readonly string[]): Promise<Played> {
  const stage = new Stage();
  const server = { host: 'orders.example.com', database: 'orders', secretArn: 'arn' };
  for (const name of names) stage.configure('indexing', name, { schema: 1, servers: [server] });
  const { ports, clock, newId } = stage;
  const invocation = async () =>
    indexingLooking({
      databases: dynamoDbDatabases(ports),
      spine: { ledger: dynamoDbLedger(ports), clock, newId, leaseMs },
      findings: dynamoDbFindings(ports),
      advisor: async () => ({ look: async () => seenAt(clock.nowMs()), work: nothing, act: nothing }),
      hasTime: () => true,
    });
  return playTicks({ stage, daysBefore: 0, everyMinutes: 5, invocation, report: indexingReport });
}

const nothing = async (): Promise<never> => Promise.reject(new Error('it only recommends'));

function seenAt(nowMs: number): Seen {
  const id = (index: number) => `-${4_000_000_000_000_000_000n + BigInt(index) * 97_003n}`;
  const counts: Counts = Object.fromEntries(
    Array.from({ length: statements }, (_, index) => [id(index), [nowMs % 100_003, nowMs % 1_000_003, index]] as const),
  );
  const text = 'SELECT id, total FROM orders WHERE customer_id = $1 AND status = $2 ORDER BY created DESC LIMIT $3';
  const ran = Array.from({ length: 50 }, (_, index) => ({ id: id(index), text, calls: 100 + index, totalMs: 9000 }));
  const paying = ['customer_id', 'status'].map((column) => ({
    ...{
      name: `headroom_orders_${column}`,
      sql: `ON "public"."orders" ("${column}")`,
      table: 'public.orders',
      bytes: 20e6,
    },
    ...{ gainPercent: 20, serves: [id(1)] },
  }));
  const advice = { statements, ran, candidates: 200, paying, reductionPercent: 40, cutShort: false };
  return { counts, sinceMs: nowMs, ...advice, idle: [], left: [], unasked: null };
}
