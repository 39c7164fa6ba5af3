import { dynamoDbLedger } from '../../adapters/ledger/dynamodb.ts';
import { dynamoDbKeyspaces } from '../../adapters/sharding/map/dynamodb.ts';
import { dynamoDbPlanning } from '../../adapters/sharding/map/planning.ts';
import { parseKeyspace } from '../../core/sharding/config/parse-keyspace.ts';
import { firstMap } from '../../core/sharding/map/first-map.ts';
import { movingReport } from '../../core/sharding/moving/report.ts';
import { planningReport } from '../../core/sharding/planning/report.ts';
import { planningLooking } from '../../functions/shard-balancer/looking.ts';
import { movingLooking } from '../../functions/shard-mover/looking.ts';
import { unconfigured } from '../../functions/shard-mover/movers.ts';
import { playTicks } from './play-ticks.ts';
import { type Played, together } from './played.ts';
import { leaseMs, Stage } from './stage.ts';

const shard = (tableName: string) => ({ kind: 'dynamodb-table' as const, tableName });

/** What a keyspace of two shards takes of AWS in a day in which no slot moves: its mover's ticks, and its balancer's looks. */
export async function playKeyspace(keyspace: string): Promise<Played> {
  const stage = new Stage();
  const { ports, clock, newId } = stage;
  const config = parseKeyspace(keyspace, { shards: { a: shard('a'), b: shard('b') } });
  const { keyspace: _, ...settings } = config;
  stage.configure('sharding', keyspace, settings);
  const store = dynamoDbKeyspaces(ports);
  await store.create(firstMap(config));
  const spine = { ledger: dynamoDbLedger(ports), clock, newId, leaseMs };
  const moving = await playTicks({
    stage,
    daysBefore: 0,
    everyMinutes: 1,
    invocation: async () => movingLooking({ keyspace, store, spine, mover: unconfigured(keyspace) }),
    report: movingReport,
  });
  const planning = await playTicks({
    stage,
    daysBefore: 1,
    everyMinutes: 5,
    invocation: async () =>
      planningLooking(keyspace, {
        keyspaces: store,
        planning: dynamoDbPlanning(ports),
        spine,
        random: ports.random,
        measure: async (_shard, _config, held) => ({
          atMs: clock.nowMs(),
          slots: held.map(({ slot }) => ({ slot, bytes: 1e6 + slot, work: clock.nowMs() / 1000 + slot })),
        }),
        drive: async () => {},
      }),
    report: planningReport,
  });
  return together(moving, planning);
}
