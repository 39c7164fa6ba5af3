import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dynamoDbLedger } from '../../adapters/ledger/dynamodb.ts';
import { connect } from '../../adapters/postgres/connect.ts';
import type { Session } from '../../adapters/postgres/session.ts';
import { dynamoDbKeyspaces } from '../../adapters/sharding/map/dynamodb.ts';
import { keyspaceConfigs } from '../../adapters/sharding/map/keyspace-configs.ts';
import { dynamoDbPlanning } from '../../adapters/sharding/map/planning.ts';
import { shardMeasure } from '../../adapters/sharding/shards/catalogue.ts';
import type { Table } from '../../adapters/table/table.ts';
import { parseKeyspace } from '../../core/sharding/config/parse-keyspace.ts';
import { slotName } from '../../core/sharding/map/slot.ts';
import { planningReport } from '../../core/sharding/planning/report.ts';
import { invoke } from '../../functions/front-door.ts';
import { looks } from '../../functions/looks.ts';
import { planningLooking } from '../../functions/shard-balancer/looking.ts';
import { hears } from '../../functions/shard-balancer/roster.ts';
import { aMap } from '../core/sharding/map/a-map.ts';
import { clientOptions } from './deploy-function.ts';
import { ledgerTable } from './ledger-table.ts';
import { localAwsOrNone } from './local-aws-or-none.ts';
import { postgresServersOrNone } from './postgres-servers.ts';

const aws = await localAwsOrNone();
const servers = await postgresServersOrNone();
const sessions: Session[] = [];
afterAll(async () => {
  for (const session of sessions) await session.end();
  for (const server of servers ?? []) await server.stop();
  await aws?.stop();
});

const hour = 3_600_000;

describe.runIf(aws !== null && servers !== null)(
  'the balancer, with its table on the local AWS and two real shards',
  () => {
    let nowMs = 1_000_000 * hour;
    let given: Parameters<typeof planningLooking>[1];
    let keyspaces: Table;
    beforeAll(async () => {
      if (aws === null || servers === null) return;
      const options = clientOptions(aws);
      const ledger = await ledgerTable(aws.endpoint, 'balancer-ledger');
      keyspaces = await ledgerTable(aws.endpoint, 'balancer-keyspaces');
      const secrets = new SecretsManagerClient(options);
      const shards: Record<string, object> = {};
      for (const [index, name] of ['a', 'b'].entries()) {
        const server = servers[index as 0 | 1];
        const { host, port, database, username, password } = server;
        const secret = { Name: `shard-${name}`, SecretString: JSON.stringify({ username, password }) };
        const { ARN } = await secrets.send(new CreateSecretCommand(secret));
        shards[name] = { kind: 'postgres', host, port, database, ownerSecretArn: ARN };
        sessions.push(await connect(name, server));
      }
      const config = parseKeyspace('shop', { bits: 3, mode: 'on', shards });
      await keyspaceConfigs(keyspaces).put(config, 'test');
      const store = dynamoDbKeyspaces(keyspaces);
      await store.create(aMap());
      for (const { slot, shard, epoch } of await store.slots('shop')) {
        const name = slotName(slot, epoch);
        await sessions[shard === 'a' ? 0 : 1]?.query(
          `CREATE SCHEMA ${name}; CREATE TABLE ${name}.rows (id serial PRIMARY KEY)`,
        );
      }
      const parts = { dynamoDb: keyspaces.client, cloudWatch: new CloudWatchClient(options), secrets };
      const measure = shardMeasure({ ...parts, nowMs: () => nowMs, leftMs: () => 10_000 });
      const spine = {
        ledger: dynamoDbLedger(ledger),
        clock: { nowMs: () => nowMs },
        newId: () => `${nowMs}`,
        leaseMs: 60_000,
      };
      const planning = dynamoDbPlanning(keyspaces);
      given = { keyspaces: store, planning, random: Math.random, measure, spine, drive: async () => {} };
    });

    async function look(minutes: number) {
      nowMs += minutes * 60_000;
      const invocation = async () => planningLooking('shop', given);
      const door = looks({ hears: hears('shop'), sinks: [], report: planningReport, invocation });
      const tick = { source: 'headroom.tick' };
      const answer = await invoke(tick, { awsRequestId: 'r' } as never, new AbortController().signal, door);
      if ('batchItemFailures' in answer) throw new Error('no queue was there to answer');
      return answer;
    }

    it('sees which slot works, and moves another out of its way', async () => {
      await look(0);
      await sessions[0]?.query('INSERT INTO ls00000_e1.rows SELECT FROM generate_series(1, 3000)');
      await sessions[0]?.query('INSERT INTO ls00001_e1.rows SELECT FROM generate_series(1, 2000)');
      await sessions[1]?.query('INSERT INTO ls00004_e1.rows SELECT FROM generate_series(1, 300)');
      for (const session of sessions) await session.query('SELECT pg_stat_force_next_flush()');
      const { unmeasured, entry } = await look(5);
      expect(unmeasured).toEqual([]);
      expect(entry?.outcome?.is).toBe('unchanged');
      expect((await look(35)).entry?.outcome?.is).toBe('applied');
      const [move] = await dynamoDbKeyspaces(keyspaces).activeMoves('shop');
      expect(move).toMatchObject({ from: 'a', to: 'b', is: 'planned' });
      expect([0, 1]).toContain(move?.slot);
    });
  },
);
