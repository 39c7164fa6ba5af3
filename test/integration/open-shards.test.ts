import { CreateSecretCommand, PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect } from '../../adapters/postgres/connect.ts';
import { dynamoDbKeyspaces } from '../../adapters/sharding/map/dynamodb.ts';
import { keyspaceConfigs } from '../../adapters/sharding/map/keyspace-configs.ts';
import { dynamoDbPlanning } from '../../adapters/sharding/map/planning.ts';
import type { Table } from '../../adapters/table/table.ts';
import { CredentialsRefused, openShards, UnknownKeyspace } from '../../clients/shards.ts';
import { parseKeyspace } from '../../core/sharding/config/parse-keyspace.ts';
import { slotName } from '../../core/sharding/map/slot.ts';
import { aMap } from '../core/sharding/map/a-map.ts';
import { clientOptions } from './deploy-function.ts';
import { ledgerTable } from './ledger-table.ts';
import { localAwsOrNone } from './local-aws-or-none.ts';
import { postgresServersOrNone } from './postgres-servers.ts';

const aws = await localAwsOrNone();
const servers = await postgresServersOrNone();
afterAll(async () => {
  for (const server of servers ?? []) await server.stop();
  await aws?.stop();
});

describe.runIf(aws !== null && servers !== null)('headroom-aws/shards, opened as an application opens it', () => {
  let table: Table;
  let secrets: SecretsManagerClient;
  const open = (keyspace = 'shop') =>
    openShards({
      keyspace,
      tableName: table.tableName,
      dynamoDb: table.client,
      secrets,
      pool: { ssl: false },
      reportKeys: true,
    });
  const putSecret = (password: string) =>
    secrets.send(
      new PutSecretValueCommand({
        SecretId: 'application',
        SecretString: JSON.stringify({ username: 'owner', password }),
      }),
    );

  beforeAll(async () => {
    if (aws === null || servers === null) return;
    table = await ledgerTable(aws.endpoint, 'open-shards');
    secrets = new SecretsManagerClient(clientOptions(aws));
    const { ARN } = await secrets.send(new CreateSecretCommand({ Name: 'application', SecretString: '{}' }));
    const { host, port, database } = servers[0];
    const shard = { kind: 'postgres', host, port, database, ownerSecretArn: ARN, applicationSecretArn: ARN };
    const map = aMap({ shards: [{ name: 'a', weight: 1 }] });
    await keyspaceConfigs(table).put(parseKeyspace('shop', { bits: 3, shards: { a: shard } }), 'test');
    await dynamoDbKeyspaces(table).create(map);
    const owner = await connect('a', servers[0]);
    for (let slot = 0; slot < 8; slot++) {
      const name = slotName(slot, 1);
      await owner.query(`CREATE SCHEMA ${name}; CREATE TABLE ${name}.orders (id text PRIMARY KEY)`);
    }
    await owner.end();
  });

  it('says what a secret should hold, and works once it does', async () => {
    const shards = await open();
    const order = () => shards.tx('tenant-1', (db) => db.query('INSERT INTO orders VALUES ($1) RETURNING id', ['o-1']));
    await expect(order()).rejects.toThrow(CredentialsRefused);
    await expect(order()).rejects.toThrow('has no username or no password');
    await putSecret('wrong');
    await expect(order()).rejects.toThrow('put the right ones into its secret');
    await putSecret(servers?.[0].password ?? '');
    expect((await order()).rows).toEqual([{ id: 'o-1' }]);
    const counts = await shards.all(async (db) => (await db.query('SELECT id FROM orders')).rows.length);
    expect(counts.flatMap(({ values }) => values.map(({ value }) => value)).reduce((sum, one) => sum + one)).toBe(1);
    await shards.close();
  });

  it('has reported by its end which keys it spent its time on', async () => {
    const shards = await open();
    await shards.tx('tenant-2', (db) => db.query('SELECT pg_sleep(0.02)'));
    const { slot } = shards.route('tenant-2');
    await shards.close();
    const reports = await dynamoDbPlanning(table).keyReports('shop', 0);
    expect(reports.flatMap(({ keys }) => keys)).toContainEqual(['tenant-2', slot, expect.any(Number)]);
  });

  it('is told from one that there is not', async () => {
    await expect(open('other')).rejects.toThrow(UnknownKeyspace);
  });
});
