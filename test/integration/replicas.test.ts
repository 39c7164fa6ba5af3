import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  CommitUnknown,
  ConnectionLost,
  CredentialsRefused,
  LeavesTransaction,
  NoWriter,
  openReplicas,
  type ReplicaClient,
  type ReplicasOptions,
  RolledBack,
  type ServerTransaction,
} from '../../clients/replicas.ts';
import { freePort } from '../../local/free-port.ts';
import { runHeadroom } from '../cli/run-headroom.ts';
import { as, caughtUp, clientOf, delay, nameOf, replicatedOrNone, until } from './replicated-servers.ts';

const servers = await replicatedOrNone();
type Servers = NonNullable<typeof servers>;
const { primary, standbys } = servers ?? ({ standbys: [] } as unknown as Servers);
const clients: ReplicaClient[] = [];

function aClient(options: Partial<ReplicasOptions> = {}): ReplicaClient {
  const client = clientOf(servers as Servers, options);
  clients.push(client);
  return client;
}

const put = (key: string, n: number) => async (db: ServerTransaction) => {
  await db.query('INSERT INTO notes VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET n = excluded.n', [key, n]);
};
const get = (key: string) => async (db: ServerTransaction) =>
  (await db.query<{ n: number }>('SELECT n FROM notes WHERE key = $1', [key])).rows[0]?.n ?? null;

const both = (work: (standby: Servers['primary']) => Promise<unknown>) => Promise.all(standbys.map(work));

beforeAll(async () => {
  if (servers === null) return;
  await as(
    primary,
    "CREATE TABLE notes (key text PRIMARY KEY, n int); CREATE ROLE reader LOGIN PASSWORD 'of-the-reader'",
  );
  await as(primary, 'GRANT SELECT, INSERT, UPDATE ON notes TO reader');
  await caughtUp(servers);
});

afterAll(async () => {
  await Promise.all(clients.map((client) => client.close()));
  await servers?.stop();
});

describe.runIf(servers !== null)('a read with a token', () => {
  it('is answered by a replica that has the write', async () => {
    const replicas = aClient();
    const { token } = await replicas.write(put('far', 1));
    await caughtUp(servers as Servers);
    const answered = await replicas.read(token, get('far'));
    expect(answered).toMatchObject({ value: 1, isReplica: true });
    expect(standbys.map(nameOf)).toContain(answered.server);
  });

  it('never misses its own write, whatever the lag, and goes to replicas as soon as they have it', async () => {
    const replicas = aClient();
    const from = { replica: 0, writer: 0 };
    for (const [index, lagMs] of [0, 300, 40, 0].entries()) {
      await both((standby) => delay(standby, lagMs));
      for (let n = 0; n < 40; n++) {
        const key = `own-${index}-${n % 7}`;
        const { token } = await replicas.write(put(key, n));
        const { value, isReplica } = await replicas.read(token, get(key));
        expect(value).toBe(n);
        from[isReplica ? 'replica' : 'writer'] += 1;
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    }
    expect(from.replica).toBeGreaterThan(0);
    expect(from.writer).toBeGreaterThan(40);
  });

  it('goes to the replica that is far enough where the other is behind', async () => {
    const replicas = aClient();
    const [behind, far] = standbys;
    await delay(behind, 5000);
    const { token } = await replicas.write(put('one-of-two', 1));
    await new Promise((resolve) => setTimeout(resolve, 200));
    const answers = [];
    for (let n = 0; n < 10; n++) {
      answers.push(await replicas.read(token, get('one-of-two')));
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    await delay(behind, 0);
    expect(answers.map(({ value }) => value)).toEqual(Array(10).fill(1));
    expect(new Set(answers.slice(2).map(({ server }) => server))).toEqual(new Set([nameOf(far)]));
    expect(answers.some(({ refused }) => refused.get(nameOf(behind))?.is === 'behind')).toBe(true);
  });

  it('is carried by text to another process, which sees the write', async () => {
    const { token } = await aClient().write(put('carried', 3));
    expect((await aClient().read(JSON.parse(JSON.stringify(token)), get('carried'))).value).toBe(3);
  });

  it('takes part in one transaction on one server, and cannot write there', async () => {
    const replicas = aClient();
    await caughtUp(servers as Servers);
    const seen = await replicas.read(null, async (db) => {
      const first = await db.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
      const second = await db.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
      return [first.rows[0]?.pid, second.rows[0]?.pid];
    });
    expect(seen.value[0]).toBe(seen.value[1]);
    await expect(replicas.read('writer', put('no', 1))).rejects.toThrow('read-only transaction');
  });

  it.each(['', 'lsn:1', 'lsn:0:0/1', "lsn:1:0/1'; DROP TABLE notes", 'lsn:1:0/FFFFFFFFFFF'])(
    'refuses "%s", which is none, before anything is asked',
    async (token) => {
      await expect(aClient().read(token, get('x'))).rejects.toThrow('token: ');
    },
  );

  it('of another timeline is answered by the writer, and of one that nobody is on by nobody', async () => {
    const replicas = aClient({ writerPatienceSeconds: 0.3 });
    await replicas.write(put('timeline', 1));
    await caughtUp(servers as Servers);
    await expect(replicas.read('lsn:9:0/1', get('timeline'))).rejects.toThrow(NoWriter);
    expect(await replicas.read(null, get('timeline'))).toMatchObject({ value: 1 });
  });
});

describe.runIf(servers !== null)('a replica that is not the one', () => {
  const onWriter = { server: servers === null ? '' : nameOf(primary), isReplica: false };

  it('is left out where its replay is paused, also by reads that want nothing', async () => {
    const replicas = aClient();
    await both((standby) => as(standby, 'SELECT pg_wal_replay_pause()'));
    const { token } = await replicas.write(put('paused', 1));
    const answers = [await replicas.read(token, get('paused')), await replicas.read(null, get('paused'))];
    await both((standby) => as(standby, 'SELECT pg_wal_replay_resume()'));
    for (const answered of answers) {
      expect(answered).toMatchObject({ ...onWriter, value: 1 });
      expect([...answered.refused.values()]).toEqual([{ is: 'paused' }, { is: 'paused' }]);
    }
    await until(async () => (await replicas.read(token, get('paused'))).isReplica);
  });

  it('is left out where the role may not ask how far it is', async () => {
    await as(primary, 'REVOKE EXECUTE ON FUNCTION pg_last_wal_replay_lsn() FROM PUBLIC');
    await caughtUp(servers as Servers);
    const replicas = aClient({ credentials: async () => ({ user: 'reader', password: 'of-the-reader' }) });
    const { token } = await replicas.write(put('revoked', 1));
    const answered = await replicas.read(token, get('revoked'));
    expect(answered).toMatchObject({ ...onWriter, value: 1 });
    expect([...answered.refused.values()]).toEqual([{ is: 'cannot tell' }, { is: 'cannot tell' }]);
    await as(primary, 'GRANT EXECUTE ON FUNCTION pg_last_wal_replay_lsn() TO PUBLIC');
  });

  it('leaves a token that only the writer answers, where the writer cannot tell where it is', async () => {
    await as(primary, 'REVOKE EXECUTE ON FUNCTION pg_current_wal_insert_lsn() FROM PUBLIC');
    const replicas = aClient({ credentials: async () => ({ user: 'reader', password: 'of-the-reader' }) });
    const { token } = await replicas.write(put('untold', 2));
    await as(primary, 'GRANT EXECUTE ON FUNCTION pg_current_wal_insert_lsn() TO PUBLIC');
    expect(token).toBe('writer');
    expect(await replicas.read(token, get('untold'))).toMatchObject({ ...onWriter, value: 2 });
  });

  it('is used by a role that has no rights but those to its tables', async () => {
    await caughtUp(servers as Servers);
    const replicas = aClient({ credentials: async () => ({ user: 'reader', password: 'of-the-reader' }) });
    const { token } = await replicas.write(put('plain', 2));
    await until(async () => (await replicas.read(token, get('plain'))).isReplica);
  });

  it('is left out where its schema is of another version', async () => {
    await as(primary, 'CREATE TABLE migrations (version int); INSERT INTO migrations VALUES (1)');
    await caughtUp(servers as Servers);
    const replicas = aClient({ schemaVersion: { select: 'SELECT max(version) FROM migrations' } });
    await until(async () => (await replicas.read(null, get('plain'))).isReplica);
    await both((standby) => delay(standby, 3000));
    await replicas.write(async (db) => {
      await db.query('ALTER TABLE notes ADD COLUMN IF NOT EXISTS extra int; INSERT INTO migrations VALUES (2)');
    });
    await replicas.write(get('plain'));
    const answered = await replicas.read(null, (db) => db.query('SELECT extra FROM notes LIMIT 1'));
    await both((standby) => delay(standby, 0));
    expect(answered.isReplica).toBe(false);
    expect([...answered.refused.values()]).toEqual([
      { is: 'other schema', version: '1' },
      { is: 'other schema', version: '1' },
    ]);
  });

  it('that lacks a table is passed over for the writer, and only what the writer lacks too is the caller’s', async () => {
    const replicas = aClient();
    await until(async () => (await replicas.read(null, get('plain'))).isReplica);
    await both((standby) => delay(standby, 3000));
    await as(primary, 'CREATE TABLE IF NOT EXISTS fresh (n int)');
    const answered = await replicas.read(null, (db) => db.query('SELECT n FROM fresh'));
    await both((standby) => delay(standby, 0));
    expect(answered.isReplica).toBe(false);
    await expect(replicas.read(null, (db) => db.query('SELECT n FROM nowhere'))).rejects.toThrow(
      'relation "nowhere" does not exist',
    );
  });

  it('is left alone where it takes far longer than the others to begin', async () => {
    const [slow] = standbys;
    const replicas = aClient({ lookSeconds: 0.02 });
    const away = slowed(slow.port);
    const port = await away.listening;
    const list = [primary, standbys[1], { host: '127.0.0.1', port }].map(({ host, port }) => ({ host, port }));
    const mixed = aClient({ servers: { list }, lookSeconds: 0.02, answerSeconds: 5 });
    for (let n = 0; n < 8; n++) await mixed.read(null, get('plain'));
    await new Promise((resolve) => setTimeout(resolve, 600));
    const answers = [];
    for (let n = 0; n < 10; n++) answers.push(await mixed.read(null, get('plain')));
    away.stop();
    expect(new Set(answers.map(({ server }) => server))).toEqual(new Set([nameOf(standbys[1])]));
    expect(answers.at(-1)?.refused.get(`127.0.0.1:${port}`)?.is).toBe('slow');
    await replicas.read(null, get('plain'));
  });

  it('is left alone where nothing answers there, and where a name answers and says nothing', async () => {
    const closed = await freePort();
    const list = [primary, ...standbys, { host: '127.0.0.1', port: closed }].map(({ host, port }) => ({ host, port }));
    const replicas = aClient({ servers: { list } });
    await caughtUp(servers as Servers);
    for (let n = 0; n < 10; n++) expect((await replicas.read(null, get('plain'))).isReplica).toBe(true);
    const { refused } = await replicas.read(null, get('plain'));
    expect(refused.get(`127.0.0.1:${closed}`)).toMatchObject({ is: 'down' });
  });
});

describe.runIf(servers !== null)('a transaction', () => {
  it.each([
    'COMMIT',
    'select 1; rollback',
    "SET statement_timeout = '1s'",
    'LISTEN jobs',
    'PREPARE mine AS SELECT 1',
    'SELECT pg_advisory_lock(1)',
    'CREATE TEMP TABLE mine (n int)',
    'DECLARE c CURSOR WITH HOLD FOR SELECT 1',
  ])('cannot leave "%s" behind for whoever has the connection next', async (text) => {
    const replicas = aClient();
    await expect(replicas.write((db) => db.query(text))).rejects.toThrow(LeavesTransaction);
    await expect(replicas.read(null, (db) => db.query(text))).rejects.toThrow(LeavesTransaction);
  });

  it('may set what ends with it', async () => {
    await aClient().write(async (db) => {
      await db.query("SET LOCAL statement_timeout = '1s'");
      await db.query('SAVEPOINT here');
      await db.query('CREATE TEMP TABLE mine (n int) ON COMMIT DROP');
      await db.query('SELECT pg_advisory_xact_lock(1)');
      await db.query('ROLLBACK TO here');
    });
  });

  it('leaves nothing where its callback fails, and lets that error through', async () => {
    const replicas = aClient();
    const failing = replicas.write(async (db) => {
      await put('failing', 1)(db);
      throw new TypeError('of my own');
    });
    await expect(failing).rejects.toThrow(new TypeError('of my own'));
    await expect(replicas.read(null, () => Promise.reject(new TypeError('mine')))).rejects.toThrow(
      new TypeError('mine'),
    );
    expect((await replicas.read('writer', get('failing'))).value).toBeNull();
  });

  it('says so where an error was caught and the server had to roll back', async () => {
    const caught = aClient().write(async (db) => {
      await put('caught', 1)(db);
      await db.query('SELECT 1 / 0').catch(() => {});
    });
    await expect(caught).rejects.toThrow(RolledBack);
  });

  it('says that its connection was lost, with the connection’s own error', async () => {
    const replicas = aClient();
    const ending = replicas.write(async (db) => {
      await put('ended', 1)(db);
      await db.query('SELECT pg_terminate_backend(pg_backend_pid())');
    });
    await expect(ending).rejects.toThrow(ConnectionLost);
    await expect(ending).rejects.toMatchObject({ cause: { code: '57P01' } });
    expect((await replicas.write(get('ended'))).value).toBeNull();
  });

  it('is not run again where the reply to COMMIT is lost, and says that nobody knows', async () => {
    await as(
      primary,
      `CREATE TABLE deadly (n int);
       CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
         AS 'BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END';
       CREATE CONSTRAINT TRIGGER die AFTER INSERT ON deadly DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION die()`,
    );
    let runs = 0;
    const lost = aClient().write(async (db) => {
      runs += 1;
      await db.query('INSERT INTO deadly VALUES (1)');
    });
    await expect(lost).rejects.toThrow(CommitUnknown);
    expect(runs).toBe(1);
  });

  it('is read again elsewhere where its replica is lost in the middle', async () => {
    const replicas = aClient();
    await caughtUp(servers as Servers);
    const ran: string[] = [];
    const answered = await replicas.read(null, async (db) => {
      ran.push(db.server);
      if (ran.length === 1) await db.query('SELECT pg_terminate_backend(pg_backend_pid())');
      return get('plain')(db);
    });
    expect(answered.value).toBe(2);
    expect(ran[1]).toBe(answered.server);
    expect([...answered.refused]).toEqual([[ran[0], { is: 'down', why: expect.stringContaining('was lost') }]]);
  });

  it('says what to do where user or password are refused', async () => {
    const refused = aClient({
      credentials: async () => ({ user: 'owner', password: 'wrong' }),
      writerPatienceSeconds: 0.2,
    });
    await expect(refused.write(put('x', 1))).rejects.toThrow(CredentialsRefused);
    await expect(refused.write(put('x', 1))).rejects.toThrow('bring the username and password up to date');
  });

  it('reads its credentials again where they have changed', async () => {
    let reads = 0;
    const passwords = ['old', 'of-the-reader'];
    const credentials = async () => ({ user: 'reader', password: passwords[reads++] ?? 'of-the-reader' });
    await aClient({ servers: { list: [primary] }, credentials }).write(put('rotated', 1));
    expect(reads).toBeGreaterThanOrEqual(2);
  });
});

/** Stands between a client and a server, and lets each message of the server through late. */
function slowed(port: number) {
  const code = `const net = require('node:net');
    net.createServer((from) => {
      const to = net.connect(${port}, '127.0.0.1');
      from.pipe(to);
      to.on('data', (data) => setTimeout(() => from.writable && from.write(data), 120));
      for (const one of [from, to]) one.on('error', () => { from.destroy(); to.destroy(); });
      from.on('close', () => to.destroy());
    }).listen(0, '127.0.0.1', function () { console.log(this.address().port); });`;
  const child = spawn(process.execPath, ['-e', code], { stdio: ['ignore', 'pipe', 'inherit'] });
  const listening = new Promise<number>((resolve) => child.stdout.once('data', (text) => resolve(Number(text))));
  return { listening, stop: () => child.kill('SIGKILL') };
}

const pgbouncer = ['/usr/sbin/pgbouncer', '/usr/bin/pgbouncer'].find((file) => existsSync(file)) ?? null;

describe.runIf(servers !== null && pgbouncer !== null)('behind PgBouncer, by transaction', () => {
  it('tokens hold: the question is of the transaction’s own server, whichever that is', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'headroom-pgbouncer-'));
    const [write, read] = [await freePort(), await freePort()];
    chmodSync(folder, 0o755);
    const pools = [
      await bouncer(folder, write, `127.0.0.1 port=${primary.port}`),
      await bouncer(folder, read, `127.0.0.1 port=${standbys[0].port}`),
    ];
    const at = (port: number) => ({ host: '127.0.0.1', port });
    const endpoints = { writerEndpoint: at(write), readerEndpoint: at(read) };
    const replicas = aClient({ servers: endpoints });
    const from = { replica: 0, writer: 0 };
    for (let n = 0; n < 60; n++) {
      const { token } = await replicas.write(put(`bounced-${n % 5}`, n));
      if (n % 2 === 0) await new Promise((resolve) => setTimeout(resolve, 20));
      const { value, isReplica } = await replicas.read(token, get(`bounced-${n % 5}`));
      expect(value).toBe(n);
      from[isReplica ? 'replica' : 'writer'] += 1;
    }
    expect(from.replica).toBeGreaterThan(10);
    await replicas.close();
    for (const pool of pools) pool.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });
});

async function bouncer(folder: string, port: number, where: string) {
  const file = join(folder, `${port}.ini`);
  writeFileSync(
    file,
    `[databases]\npostgres = host=${where} dbname=postgres user=owner password=${primary.password}\n[pgbouncer]\nlisten_addr = 127.0.0.1
listen_port = ${port}\nunix_socket_dir =\nauth_type = any\npool_mode = transaction\ndefault_pool_size = 3\n`,
  );
  const asNobody = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
  const child = spawn(pgbouncer ?? '', [file], { stdio: 'ignore', ...asNobody });
  await until(() =>
    as({ ...primary, port }, 'SELECT 1').then(
      () => true,
      () => false,
    ),
  );
  return child;
}

describe.runIf(servers !== null)('a cluster’s endpoints', () => {
  it('are a writer and a name for all readers, of which each answer is the transaction’s own', async () => {
    const at = ({ host, port }: { host: string; port: number }) => ({ host, port });
    const servers = { writerEndpoint: at(primary), readerEndpoint: at(standbys[0]) };
    const replicas = openReplicas({
      servers,
      database: 'postgres',
      credentials: async () => ({ user: 'owner', password: primary.password }),
    });
    clients.push(replicas);
    const { token } = await replicas.write(put('endpoints', 1));
    await until(async () => (await replicas.read(token, get('endpoints'))).isReplica);
  });
});

describe.runIf(servers !== null)('Aurora’s own functions, as its documentation has them', () => {
  it('make tokens and answer them, as PostgreSQL’s do', async () => {
    // Aurora runs nowhere but on AWS. Its functions are made here with the columns and names that are documented.
    await as(
      primary,
      `CREATE FUNCTION aurora_db_instance_identifier() RETURNS text LANGUAGE sql
         AS $$ SELECT CASE WHEN pg_is_in_recovery() THEN 'orders-2' ELSE 'orders-1' END $$;
       CREATE FUNCTION aurora_replica_status(OUT server_id text, OUT session_id text, OUT durable_lsn bigint, OUT current_read_lsn bigint)
         RETURNS SETOF record LANGUAGE plpgsql AS $$ BEGIN
           IF pg_is_in_recovery() THEN
             RETURN QUERY SELECT 'orders-1', 'MASTER_SESSION_ID', null::bigint, null::bigint;
             RETURN QUERY SELECT 'orders-2', gen_random_uuid()::text, 0::bigint, (pg_last_wal_replay_lsn() - '0/0')::bigint;
           ELSE RETURN QUERY SELECT 'orders-1', 'MASTER_SESSION_ID', (pg_current_wal_flush_lsn() - '0/0')::bigint, null::bigint;
           END IF;
         END $$`,
    );
    await caughtUp(servers as Servers);
    const replicas = aClient({ engine: 'aurora' });
    const from = { replica: 0, writer: 0 };
    for (let n = 0; n < 30; n++) {
      const { token } = await replicas.write(put('aurora', n));
      if (n % 2 === 0) await caughtUp(servers as Servers);
      const { value, isReplica } = await replicas.read(token, get('aurora'));
      expect(value).toBe(n);
      from[isReplica ? 'replica' : 'writer'] += 1;
    }
    expect(from.replica).toBeGreaterThanOrEqual(10);
  });

  it('are told to be missing where the engine is not Aurora', async () => {
    await as(primary, 'DROP FUNCTION aurora_replica_status');
    await caughtUp(servers as Servers);
    const answered = await aClient({ engine: 'aurora' }).write(put('aurora', 1));
    expect(answered.token).toBe('writer');
  });
});

describe.runIf(servers !== null)('headroom replicas status', () => {
  const list = () => [primary, ...standbys].map(nameOf).join(',');
  const status = (...more: string[]) =>
    runHeadroom(['replicas', 'status', '--user', 'owner', '--servers', ...more], { PGPASSWORD: primary.password });

  it('tells who writes and how far behind each replica is, as a table and as JSON', async () => {
    await caughtUp(servers as Servers);
    const { stdout, exitCode } = await status(list());
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(new RegExp(`${nameOf(primary)} +writer +1 .*yes`));
    expect(stdout.match(/ replica +1 .* ms .* yes/g)).toHaveLength(2);
    const standings = JSON.parse((await status(list(), '--json')).stdout);
    expect(standings.map(({ role }: { role: string }) => role)).toEqual(['writer', 'replica', 'replica']);
  });

  it('fails where nobody takes writes, and says of each what it said', async () => {
    const closed = await freePort();
    const { stdout, stderr, exitCode } = await status(`127.0.0.1:${closed},${nameOf(standbys[0])}`);
    expect(exitCode).toBe(1);
    expect(stdout).toContain('ECONNREFUSED');
    expect(stderr).toContain('no server takes writes; promote a replica');
  });
});

// The last of this file: it leaves one server dead and another promoted.
describe.runIf(servers !== null)('a primary that is killed', () => {
  it('costs nothing but the connection’s own error, and the promoted one is written to within a second', async () => {
    const replicas = aClient();
    const [promoted, other] = standbys;
    const acked = new Map<string, { n: number; token: string }>();
    const errors: unknown[] = [];
    let [isOver, missed] = [false, 0];
    await as(primary, `ALTER SYSTEM SET synchronous_standby_names = 'standby_1'`);
    await as(primary, 'SELECT pg_reload_conf()');
    let backMs = Number.POSITIVE_INFINITY;
    let promotedMs = Number.POSITIVE_INFINITY;
    const writer = async (id: number) => {
      for (let n = 0; !isOver; n++) {
        const key = `killed-${id}-${n % 5}`;
        try {
          const { token } = await replicas.write(put(key, n));
          if (performance.now() > promotedMs) backMs = Math.min(backMs, performance.now());
          acked.set(key, { n, token });
          if ((await replicas.read(token, get(key))).value !== n) missed += 1;
        } catch (error) {
          errors.push(error);
          acked.delete(key);
        }
      }
    };
    const writing = Promise.all(Array.from({ length: 8 }, (_, id) => writer(id)));
    await new Promise((resolve) => setTimeout(resolve, 500));
    await primary.kill();
    await new Promise((resolve) => setTimeout(resolve, 300));
    await as(promoted, 'SELECT pg_promote(true, 30)');
    promotedMs = performance.now();
    await new Promise((resolve) => setTimeout(resolve, 1500));
    isOver = true;
    await writing;
    expect(backMs - promotedMs).toBeLessThan(1000);
    expect(missed).toBe(0);
    for (const error of errors) {
      const isOfConnection = [ConnectionLost, CommitUnknown, NoWriter].some((kind) => error instanceof kind);
      expect(isOfConnection, String(error)).toBe(true);
    }
    for (const [key, { n, token }] of acked) expect((await replicas.read(token, get(key))).value).toBe(n);
    // The other standby still asks the dead one for its log, so it is of a timeline that has ended.
    const before = await replicas.read(null, get('plain'));
    expect(before).toMatchObject({ server: nameOf(promoted), isReplica: false });
    expect(before.refused.get(nameOf(other))).toMatchObject({ is: 'other timeline', timeline: 1 });
    await as(
      other,
      `ALTER SYSTEM SET primary_conninfo = 'host=127.0.0.1 port=${promoted.port} user=owner password=${primary.password}'`,
    );
    await as(other, `ALTER SYSTEM SET primary_slot_name = ''`);
    await as(other, 'SELECT pg_reload_conf()');
    await until(async () => (await replicas.read(null, get('plain'))).isReplica);
    const { token } = await replicas.write(put('after', 1));
    await until(async () => (await replicas.read(token, get('after'))).isReplica);
    // Whoever was replaced and comes back does not know it; nobody who has met its successor goes there.
    await primary.revive();
    await new Promise((resolve) => setTimeout(resolve, 600));
    for (let n = 0; n < 20; n++) expect((await replicas.write(put('after', n))).server).toBe(nameOf(promoted));
    expect((await aClient().read(token, get('after'))).value).toBe(19);
  });
});
