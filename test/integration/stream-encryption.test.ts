import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect } from '../../adapters/postgres/connect.ts';
import { reach } from '../../adapters/sharding/shards/postgres/reach.ts';
import { unmuted } from '../../adapters/sharding/shards/postgres/secretly.ts';
import { makeStreamRole } from '../../adapters/sharding/shards/postgres/stream-role.ts';
import { placeOf, TwoShards } from '../../bench/sharding/moves/two-shards.ts';
import type { Move } from '../../core/sharding/moving/move.ts';
import { findPostgres } from '../../local/postgres/find-postgres.ts';
import { type PostgresServer, startPostgres } from '../../local/postgres/start-postgres.ts';

/** Loopback under a name that says nothing of it, so that a stream to it is encrypted as to any other host. */
const host = '0x7f000001';
const binaries = findPostgres(process.env);

/** An authority of our own, and a server's key and certificate from it. */
function certificates() {
  const folder = mkdtempSync(join(tmpdir(), 'headroom-certificates-'));
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'ignore' });
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
  openssl('req', '-x509', ...key, '-keyout', 'ca.key', '-out', 'ca.crt', '-subj', '/CN=an authority');
  const server = (name: string, names: string) => {
    const extension = ['-addext', `subjectAltName=${names}`];
    const ca = ['-CA', 'ca.crt', '-CAkey', 'ca.key'];
    openssl(
      'req',
      '-x509',
      ...key,
      ...ca,
      ...extension,
      '-keyout',
      `${name}.key`,
      '-out',
      `${name}.crt`,
      '-subj',
      '/CN=a server',
    );
  };
  server('right', 'IP:127.0.0.1');
  server('wrong', 'DNS:elsewhere.example');
  const read = (name: string) => readFileSync(join(folder, name), 'utf8');
  const made = {
    root: read('ca.crt'),
    right: [read('right.crt'), read('right.key')],
    wrong: [read('wrong.crt'), read('wrong.key')],
  };
  rmSync(folder, { recursive: true });
  return made;
}

describe.runIf(binaries !== null)('a stream between servers over TLS', { timeout: 120_000 }, () => {
  let a: PostgresServer;
  let b: PostgresServer;
  let shards: TwoShards;
  const others: PostgresServer[] = [];

  beforeAll(async () => {
    const { root, right } = certificates();
    const [crt = '', key = ''] = right;
    const options = {
      settings: { ssl: 'on', ssl_cert_file: '../server.crt', ssl_key_file: '../server.key', logging_collector: 'on' },
      files: { 'server.crt': crt, 'server.key': key, 'root.crt': root },
      // What `~/.postgresql/root.crt` is to a server whose user has a home.
      environment: { HOME: '/nonexistent', PGSSLROOTCERT: '../root.crt' },
    };
    a = await startPostgres(binaries ?? '', options);
    b = await startPostgres(binaries ?? '', options);
    shards = await TwoShards.open([a, b], 'CREATE TABLE orders (id int PRIMARY KEY)');
    await shards.sessions.a.query('INSERT INTO ls00000_e1.orders SELECT generate_series(1, 500)');
  });
  afterAll(async () => {
    await shards?.close();
    for (const server of [a, b, ...others]) await server?.stop();
  });

  /** Drives as if both servers were on hosts that a network is between. */
  const overTls = (password = () => placeOf(a).password) =>
    shards.mover(
      {},
      {
        place: async (_, shard) => ({
          ...placeOf(shards.servers[shard as 'a' | 'b']),
          host,
          ...(shard === 'a' && { password: password() }),
        }),
        connect: async (shard, place) => connect(shard, { ...place, host: '127.0.0.1' }),
      },
    );
  const planned = async (streams: 'verify-full' | 'require', mover = overTls()) => {
    const { id } = await shards.begin();
    const move = await shards.moveNow(id);
    const seen = await mover.observe({ ...shards.config, streams }, move, await shards.slotNow(0));
    return { id, move, seen };
  };
  const giveUp = async (id: string) => {
    await shards.store.askAbort('shop', id);
    await shards.drive(id, () => false);
  };

  it('is checked by the file that the server has, and moves a slot so and takes it back', async () => {
    const { id, seen } = await planned('verify-full');
    expect(seen.blockers).toEqual([]);
    expect(seen.notices).toEqual([
      `Shard "b" reads from "a" with sslmode verify-full, checked by the root certificate of the server's own user.`,
      `Shard "a" reads from "b" with sslmode verify-full, checked by the root certificate of the server's own user.`,
    ]);
    shards.keepWayBack(false);
    const until = (is: Move['is']) => shards.walk(id, (move) => move.is === is, overTls());
    await until('catching-up');
    expect((await shards.moveNow(id)).notices).toEqual(seen.notices);
    const [encrypted] = await shards.sessions.a.query(
      `SELECT ssl, usename FROM pg_stat_replication JOIN pg_stat_ssl USING (pid) WHERE application_name = 'headroom_${id}'`,
    );
    expect(encrypted).toEqual({ ssl: true, usename: `headroom_${id}` });
    const [subscription] = await shards.sessions.b.query('SELECT subconninfo AS told FROM pg_subscription');
    expect(subscription?.told).toContain("sslmode='verify-full'");
    expect(await shards.drive(id, () => false, { mover: overTls() })).toMatchObject({ outcome: 'moved' });
    expect((await shards.slotNow(0)).shard).toBe('b');
    const back = await shards.begin();
    expect(await shards.drive(back.id, () => false, { mover: overTls() })).toMatchObject({ outcome: 'moved' });
  });

  it('is refused where the certificate is of another host, unless anybody is to be believed, and that is told', async () => {
    const { root, wrong } = certificates();
    const [crt = '', key = ''] = wrong;
    const other = await startPostgres(binaries ?? '', {
      settings: { ssl: 'on', ssl_cert_file: '../server.crt', ssl_key_file: '../server.key' },
      files: { 'server.crt': crt, 'server.key': key, 'root.crt': root },
      environment: { HOME: '/nonexistent' },
    });
    others.push(other);
    const publisher = await connect('other', placeOf(other));
    const role = await makeStreamRole(publisher, 'headroom_try');
    const place = { ...placeOf(other), host, username: role.name, password: role.password };
    const ends = { reader: shards.sessions.b, publisher, place };
    expect(await reach(ends, 'headroom_try', 'verify-full')).toEqual({
      refused: expect.stringMatching(/certificate|root/),
    });
    expect(await reach(ends, 'headroom_try', 'require')).toEqual({ by: { mode: 'require' } });
    await publisher.end();
  });

  it('goes on where the secret of the owner rotates in the middle of a move', async () => {
    let password = placeOf(a).password;
    const mover = overTls(() => password);
    const { id } = await shards.begin();
    await shards.walk(id, ({ is }) => is === 'catching-up', mover);
    const { a: root } = shards.sessions;
    await root.query("ALTER ROLE owner PASSWORD 'rotated'");
    await root.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename IN ('owner', $1) AND pid <> pg_backend_pid() AND backend_type <> 'background worker'",
      [`headroom_${id}`],
    );
    const held = await shards.walk(
      id,
      ({ trouble }) => trouble !== null,
      overTls(() => password),
    );
    expect(held.trouble).toContain('bring the username and password in its secret up to date');
    password = 'rotated';
    expect(await shards.drive(id, () => false, { mover: overTls(() => password) })).toMatchObject({ outcome: 'moved' });
    await root.query(`ALTER ROLE owner PASSWORD '${placeOf(a).password}'`);
  });

  it('tells what a server writes down where the mover may not mute it, and nothing once it may', async () => {
    const { b: root } = shards.sessions;
    await root.query("CREATE ROLE plain LOGIN PASSWORD 'plain'");
    await root.query("ALTER SYSTEM SET log_statement = 'all'");
    await root.query('SELECT pg_reload_conf()');
    const session = await connect('b', { ...placeOf(b), username: 'plain', password: 'plain' });
    await expect.poll(() => unmuted(session)).toEqual(['log_statement = all']);
    await root.query('GRANT SET ON PARAMETER log_statement TO plain');
    expect(await unmuted(session)).toEqual([]);
    await session.end();
    await root.query('ALTER SYSTEM RESET log_statement');
    await root.query('REVOKE SET ON PARAMETER log_statement FROM plain');
    await root.query('SELECT pg_reload_conf()');
  });

  it('is told beforehand to an owner that is not a superuser what it lacks, one after the other', async () => {
    const { a: root } = shards.sessions;
    const { schema } =
      (await root.query("SELECT nspname AS schema FROM pg_namespace WHERE nspname ~ '^ls00000_e'"))[0] ?? {};
    if (schema === undefined) return;
    await root.query("CREATE ROLE rds_replication; CREATE ROLE plain LOGIN PASSWORD 'plain'");
    await root.query('GRANT CREATE ON DATABASE postgres TO plain');
    const mover = () => {
      const as = (shard: string, place: ReturnType<typeof placeOf>) =>
        shard === 'a' ? { ...place, username: 'plain', password: 'plain' } : place;
      return shards.mover({}, { connect: async (shard, place) => connect(shard, as(shard, place)) });
    };
    const told = async () => {
      const { id, seen } = await planned('verify-full', mover());
      await giveUp(id);
      return seen.blockers.map((one) => one.told).join('\n');
    };
    expect(await told()).toContain('the role plain may not replicate; GRANT rds_replication TO it');
    await root.query('GRANT rds_replication TO plain WITH ADMIN OPTION');
    expect(await told()).not.toContain('may not replicate');
    expect(await told()).toContain('the mover does not own these');
    const plain = await connect('a', { ...placeOf(a), username: 'plain', password: 'plain' });
    await expect(makeStreamRole(plain, 'headroom_plain')).rejects.toThrow('permission denied to create role');
    await root.query('ALTER ROLE plain CREATEROLE');
    await makeStreamRole(plain, 'headroom_plain');
    expect(
      await root.query(
        "SELECT pg_has_role('headroom_plain', 'rds_replication', 'MEMBER') AS member, rolsuper FROM pg_roles WHERE rolname = 'headroom_plain'",
      ),
    ).toEqual([{ member: true, rolsuper: false }]);
    await plain.end();
  });
});
