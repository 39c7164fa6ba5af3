import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CloudFormationClient, ListExportsCommand } from '@aws-sdk/client-cloudformation';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCdk } from '../../cli/demo/run-cdk.ts';
import { openShards } from '../../clients/shards.ts';
import { onlyLocal } from '../../local/only-local.ts';
import { runHeadroom } from '../cli/run-headroom.ts';
import { clientOptions } from './deploy-function.ts';
import { localAwsOrNone } from './local-aws-or-none.ts';
import { postgresServersOrNone } from './postgres-servers.ts';

const local = await localAwsOrNone({ enforceIam: true });
const servers = local === null ? null : await postgresServersOrNone();
const root = join(import.meta.dirname, '..', '..');
const work = join(root, '.local', 'shards-servers-test');

afterAll(async () => {
  await Promise.all((servers ?? []).map((server) => server.stop()));
  await local?.stop();
});

describe.runIf(servers !== null)('a deployed keyspace over PostgreSQL servers', { timeout: 400_000 }, () => {
  const aws = () => {
    if (local === null) throw new Error('the local AWS is not there');
    return local;
  };
  const [a, b] = servers ?? [];
  const serverOf = { a, b };
  let keyspaces = '';

  const headroom = (...args: string[]) =>
    runHeadroom(['shards', ...args, '--deployment', 'servers'], onlyLocal(aws().environment));
  const asOwner = async (shard: 'a' | 'b', sql: string) => {
    const { host, port, database, username: user, password } = serverOf[shard] ?? {};
    const client = new Client({ host, port, database, user, password });
    await client.connect();
    await client.query(sql).finally(() => client.end());
  };

  beforeAll(async () => {
    const { accountId, region, environment } = aws();
    await mkdir(work, { recursive: true });
    const { signal } = new AbortController();
    const run = (args: readonly string[], cwd: string, log: string) =>
      runCdk({ args, cwd, environment: onlyLocal(environment), logFile: join(work, log), signal });
    await run(['bootstrap', `aws://${accountId}/${region}`], work, 'bootstrap.log');
    const app = `${JSON.stringify(process.execPath)} test/integration/sharded-servers-app.ts`;
    const context = Object.entries(serverOf).flatMap(([name, server]) => [
      ...['--context', `${name}-port=${server?.port}`],
      ...['--context', `${name}-password=${server?.password}`],
    ]);
    const out = ['--output', join(work, 'cdk.out')];
    await run(['deploy', '--all', '--require-approval', 'never', '--app', app, ...out, ...context], root, 'deploy.log');
    const { Exports = [] } = await new CloudFormationClient(clientOptions(aws())).send(new ListExportsCommand({}));
    keyspaces = Exports.find(({ Name }) => Name === 'servers-keyspaces')?.Value ?? '';
  });

  it('gets the schemas of its slots by the SQL that the command line prints, and then its map', async () => {
    await writeFile(join(work, 'tables.sql'), 'CREATE TABLE counts (key text PRIMARY KEY, count int NOT NULL);');
    for (const shard of ['a', 'b'] as const) {
      await asOwner(
        shard,
        `CREATE ROLE application LOGIN PASSWORD 'application'; REVOKE ALL ON SCHEMA public FROM PUBLIC`,
      );
      const { stdout, stderr } = await headroom('init', 'shop', '--sql', shard, '--tables', join(work, 'tables.sql'));
      expect(stderr).toBe('');
      await asOwner(shard, stdout);
    }
    expect((await headroom('init', 'shop', '--yes')).stdout).toContain('the map is made');
  });

  it('moves a slot by its own functions under writers, and takes it back', async () => {
    const credentials = async () => ({ user: 'application', password: 'application' });
    const dynamoDb = new DynamoDBClient(clientOptions(aws()));
    const shards = await openShards({
      keyspace: 'shop',
      tableName: keyspaces,
      dynamoDb,
      credentials,
      pool: { ssl: false },
    });
    const { slot, shard: from } = shards.route('tenant-1');
    const to = from === 'a' ? 'b' : 'a';
    const add = `INSERT INTO counts VALUES ('tenant-1', 1) ON CONFLICT (key) DO UPDATE SET count = counts.count + 1`;
    let isOn = true;
    let acknowledged = 0;
    const writing = (async () => {
      while (isOn) {
        await shards.tx('tenant-1', (sql) => sql.query(add));
        acknowledged++;
      }
    })();
    const moved = await headroom('move', 'shop', String(slot), '--to', to, '--yes', '--wait');
    expect(moved).toMatchObject({
      exitCode: 0,
      stdout: expect.stringMatching(/1 of 1 moved; writes waited \d+ ms at most/),
    });
    expect((await headroom('status', 'shop')).stdout).toContain(`to take it back: headroom shards rollback shop`);
    const back = await headroom('rollback', 'shop', String(slot), '--yes', '--wait');
    isOn = false;
    await writing;
    expect(back).toMatchObject({ exitCode: 0, stdout: expect.stringContaining(`slot ${slot} is back on ${from}`) });
    const count = await shards.tx(
      'tenant-1',
      async (sql) => (await sql.query('SELECT count FROM counts')).rows[0]?.count,
    );
    expect(count).toBe(acknowledged);
    await shards.close();
  });

  it('gives a key a slot of its own on another server by its own functions, and puts it back', async () => {
    await headroom('abort', 'shop', '--all', '--yes', '--wait');
    const { stdout } = await headroom('status', 'shop', '--json');
    const [{ slots }] = JSON.parse(stdout);
    const here = await headroom('pin', 'shop', 'tenant-1', '--dry-run');
    expect(here).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('name another shard with --to') });
    const from = /are on "(\w)" already/.exec(here.stderr)?.[1] as 'a' | 'b';
    const to = from === 'a' ? 'b' : 'a';
    expect(slots.length).toBeGreaterThan(0);
    const held = async () => {
      const { host, port, database, username: user, password } = serverOf[to] ?? {};
      const client = new Client({ host, port, database, user, password });
      await client.connect();
      const schema = await client.query("SELECT nspname FROM pg_namespace WHERE nspname ~ '^ls00002_e'");
      const name = schema.rows[0]?.nspname;
      const keys = name === undefined ? [] : (await client.query(`SELECT key FROM ${name}.counts`)).rows;
      await client.end();
      return keys.map(({ key }) => key);
    };

    const pinned = await headroom('pin', 'shop', 'tenant-1', '--to', to, '--yes', '--wait');
    expect(pinned).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('done') });
    expect(await held()).toEqual(['tenant-1']);
    const unpinned = await headroom('unpin', 'shop', 'tenant-1', '--yes', '--wait');
    expect(unpinned).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('done') });
    expect(await held()).toEqual([]);
  });
});
