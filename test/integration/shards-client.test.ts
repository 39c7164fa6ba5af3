import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CredentialsRefused, ShardDown } from '../../adapters/postgres/shard-error.ts';
import type { ShardClient } from '../../adapters/sharding/client/shard-client.ts';
import {
  CommitUnknown,
  FencedTooLong,
  InvalidKey,
  LeavesItsSlot,
  NotAllowed,
  RolledBack,
} from '../../adapters/sharding/client/shard-errors.ts';
import type { SlotTransaction } from '../../adapters/sharding/client/slot-connection.ts';
import { postgresServersOrNone } from './postgres-servers.ts';
import { ShardedShop } from './sharded-shop.ts';

const servers = await postgresServersOrNone();
let shop: ShardedShop;
const clients: ShardClient[] = [];
beforeAll(async () => {
  if (servers !== null) shop = await ShardedShop.open(servers as never);
});
afterAll(async () => {
  await Promise.all(clients.map((client) => client.close()));
  await shop?.close();
});

async function aClient(...given: Parameters<ShardedShop['client']>): Promise<ShardClient> {
  const client = await shop.client(...given);
  clients.push(client);
  return client;
}

const countUp = (key: string) => async (db: SlotTransaction) => {
  const text = 'INSERT INTO counts VALUES ($1, 1) ON CONFLICT (key) DO UPDATE SET count = counts.count + 1';
  await db.query({ name: 'count-up', text, values: [key] });
};

/** A key of a slot, and of no other test. */
function keyIn(client: ShardClient, slot: number, test: string): string {
  for (let index = 0; ; index++) if (client.route(`${test}-${index}`).slot === slot) return `${test}-${index}`;
}

const countOf = async (key: string) => (await shop.counts()).get(key) ?? 0;

describe.runIf(servers !== null)('a transaction by key', () => {
  it('runs in the key’s slot, and is there when it has ended', async () => {
    const client = await aClient();
    const schema = await client.tx('tenant-1', async (db) => {
      await countUp('tenant-1')(db);
      return (await db.query<{ in: string }>('SELECT current_schema AS in')).rows[0]?.in;
    });
    expect(schema).toBe(client.route('tenant-1').name);
    expect(await countOf('tenant-1')).toBe(1);
  });

  it('leaves nothing where its callback fails, and lets that error through', async () => {
    const client = await aClient();
    const tx = client.tx('tenant-2', async (db) => {
      await countUp('tenant-2')(db);
      throw new TypeError('of my own');
    });
    await expect(tx).rejects.toThrow(new TypeError('of my own'));
    expect(await countOf('tenant-2')).toBe(0);
  });

  it('follows its slot to another shard, whatever its process believes, and takes each slot’s prepared statements with it', async () => {
    const client = await aClient();
    const key = keyIn(client, 1, 'follow');
    for (let moved = 0; moved < 4; moved++) {
      await client.tx(key, countUp(key));
      await shop.move(1);
    }
    await client.tx(key, countUp(key));
    expect(client.route(key).epoch).toBe(5);
    expect(await countOf(key)).toBe(5);
  });

  it('waits while its slot is between two shards', async () => {
    const client = await aClient();
    const key = keyIn(client, 2, 'wait');
    await client.tx(key, countUp(key));
    const moving = shop.move(2, 150);
    await new Promise((resolve) => setTimeout(resolve, 50));
    await client.tx(key, countUp(key));
    await moving;
    expect(await countOf(key)).toBe(2);
    expect(client.route(key)).toMatchObject({ shard: 'b', epoch: 2 });
  });

  it('is told after two seconds where its slot does not open again', async () => {
    const client = await aClient();
    const route = client.route(keyIn(client, 0, 'closed'));
    await shop.fence(route.shard, route.name);
    await expect(client.tx(keyIn(client, 0, 'closed'), countUp('closed'))).rejects.toThrow(FencedTooLong);
    await shop
      .owner(route.shard)
      .query(
        `ALTER SCHEMA ${route.name}_gone RENAME TO ${route.name}; GRANT USAGE ON SCHEMA ${route.name} TO application`,
      );
    await client.tx(keyIn(client, 0, 'closed'), countUp('closed'));
  });

  it('is told at once of a table that the application itself has not', async () => {
    const client = await aClient();
    let runs = 0;
    const tx = client.tx('tenant-3', async (db) => {
      runs++;
      await db.query('SELECT * FROM no_such_table');
    });
    await expect(tx).rejects.toThrow('relation "no_such_table" does not exist');
    expect(runs).toBe(1);
  });

  it('never finds a table of schema public', async () => {
    const client = await aClient();
    const { shard } = client.route('tenant-4');
    await shop.owner(shard).query('CREATE TABLE public.shared (n int); GRANT USAGE ON SCHEMA public TO application');
    await expect(client.tx('tenant-4', (db) => db.query('INSERT INTO shared VALUES (1)'))).rejects.toThrow(
      'relation "shared" does not exist',
    );
  });

  it.each([
    'COMMIT',
    'select 1; commit',
    'SET search_path = public',
    "SELECT set_config('search_path', 'public', true)",
    'DISCARD ALL',
    'rollback',
    '/* traced */ COMMIT -- now',
    'END TRANSACTION;',
    "PREPARE TRANSACTION 'mine'",
  ])('cannot leave its slot by "%s"', async (text) => {
    const client = await aClient();
    await expect(client.tx('tenant-5', (db) => db.query(text))).rejects.toThrow(LeavesItsSlot);
  });

  it('may have a block, and go back to a savepoint', async () => {
    const client = await aClient();
    await client.tx('tenant-5', async (db) => {
      await db.query('SAVEPOINT here');
      await db.query('DO $$ BEGIN PERFORM 1; END $$');
      await db.query('ROLLBACK TO SAVEPOINT here');
      await countUp('tenant-5')(db);
    });
    expect(await countOf('tenant-5')).toBe(1);
  });

  it('says that its shard was lost where the connection breaks in the middle, and that nothing was done', async () => {
    const client = await aClient();
    const key = keyIn(client, 7, 'broken');
    const tx = client.tx(key, async (db) => {
      await countUp(key)(db);
      await db.query('SELECT pg_terminate_backend(pg_backend_pid())');
    });
    await expect(tx).rejects.toThrow(ShardDown);
    await expect(tx).rejects.toThrow('nothing of it is done');
    expect(await countOf(key)).toBe(0);
  });

  it('asks nothing any more once its callback has ended', async () => {
    const client = await aClient();
    let kept: SlotTransaction | null = null;
    await client.tx('tenant-5', async (db) => {
      kept = db;
    });
    await expect((kept as unknown as SlotTransaction).query('SELECT 1')).rejects.toThrow(LeavesItsSlot);
  });

  it('says so where an error was caught and the server had to roll back', async () => {
    const client = await aClient();
    const tx = client.tx('tenant-6', async (db) => {
      await countUp('tenant-6')(db);
      await db.query('SELECT 1 / 0').catch(() => {});
    });
    await expect(tx).rejects.toThrow(RolledBack);
    expect(await countOf('tenant-6')).toBe(0);
  });

  it('follows its slot also where the callback catches what the shard says', async () => {
    const client = await aClient();
    const key = keyIn(client, 3, 'caught');
    await client.tx(key, countUp(key));
    await shop.move(3);
    await client.tx(key, async (db) => {
      await db.query('SAVEPOINT before');
      await countUp(key)(db).catch(() => db.query('ROLLBACK TO before'));
    });
    expect(await countOf(key)).toBe(2);
  });

  it('cannot write where it said that it only reads', async () => {
    const client = await aClient();
    await expect(client.tx('tenant-7', countUp('tenant-7'), { readOnly: true })).rejects.toThrow(
      'read-only transaction',
    );
  });

  it('is not run again where the reply to COMMIT is lost, and says that nobody knows', async () => {
    const client = await aClient();
    const key = keyIn(client, 4, 'lost');
    const { shard, name } = client.route(key);
    await shop.owner(shard).query(`
      CREATE FUNCTION ${name}.die() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
        AS 'BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END';
      CREATE CONSTRAINT TRIGGER die AFTER INSERT ON ${name}.counts DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW EXECUTE FUNCTION ${name}.die()`);
    let runs = 0;
    const tx = client.tx(key, async (db) => {
      runs++;
      await countUp(key)(db);
    });
    await expect(tx).rejects.toThrow(CommitUnknown);
    expect(runs).toBe(1);
    await shop.owner(shard).query(`DROP TRIGGER die ON ${name}.counts`);
  });

  it('begins anew on a fresh connection where an idle one has been ended', async () => {
    const client = await aClient(undefined, { max: 1, application_name: 'to-be-ended' });
    const key = keyIn(client, 5, 'ended');
    await client.tx(key, countUp(key));
    const ended = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'to-be-ended'";
    await shop.owner(client.route(key).shard).query(ended);
    await client.tx(key, countUp(key));
    expect(await countOf(key)).toBe(2);
  });

  it('names the fix where the role may not use the slot', async () => {
    const client = await aClient();
    const key = keyIn(client, 6, 'not-allowed');
    const { shard, name } = client.route(key);
    await shop.owner(shard).query(`REVOKE USAGE ON SCHEMA ${name} FROM application`);
    await expect(client.tx(key, countUp(key))).rejects.toThrow(NotAllowed);
    await shop.owner(shard).query(`GRANT USAGE ON SCHEMA ${name} TO application`);
  });

  it('reads its credentials again where they have expired', async () => {
    let password = 'expired';
    let reads = 0;
    const client = await aClient(async () => {
      reads++;
      const read = { user: 'application', password };
      password = 'first';
      return read;
    });
    await client.tx('tenant-8', countUp('tenant-8'));
    expect(reads).toBe(2);
  });

  it('says what to do where its credentials are refused also as they are now', async () => {
    const client = await aClient(async () => ({ user: 'application', password: 'wrong' }));
    const tx = client.tx('tenant-8', countUp('tenant-8'));
    await expect(tx).rejects.toThrow(CredentialsRefused);
    await expect(tx).rejects.toThrow('put the right ones into its secret');
  });

  it('refuses what is not a key', async () => {
    const client = await aClient();
    await expect(client.tx('x'.repeat(1_048_577), countUp(''))).rejects.toThrow(InvalidKey);
    expect(() => client.route('ü'.repeat(600_000))).toThrow('more than 1 MB');
    expect(() => client.route('')).toThrow('the key is empty');
    expect(() => client.route(7 as never)).toThrow('a key is a text, not number');
    expect(client.route('x'.repeat(1_048_576)).name).toMatch(/^ls0000\d_e\d+$/);
  });
});

describe.runIf(servers !== null)('writers who know nothing of moves', () => {
  it('lose none of their writes and make none twice while slots move under them', async () => {
    const writers = await Promise.all(Array.from({ length: 8 }, () => aClient(undefined, { max: 4 })));
    const acked = new Map<string, number>();
    let moving = true;
    const write = async (client: ShardClient, writer: number) => {
      for (let count = 0; moving; count++) {
        const key = `writer-${writer}-${count % 20}`;
        await client.tx(key, countUp(key));
        acked.set(key, (acked.get(key) ?? 0) + 1);
      }
    };
    const writing = Promise.all(writers.map(write));
    // Until each writer has written each of its keys, however slow the machine is.
    for (let moved = 0; moved < 40 || acked.size < 160; moved++) await shop.move((moved * 5) % 8);
    moving = false;
    await writing;
    const counts = await shop.counts();
    expect(acked.size).toBe(160);
    expect(Object.fromEntries([...acked].map(([key]) => [key, counts.get(key)]))).toEqual(Object.fromEntries(acked));
  });
});

describe.runIf(servers !== null)('a look through all slots', () => {
  it('answers by shard, from every slot', async () => {
    const client = await aClient();
    const all = await client.all(async (db) => db.route.slot);
    expect(all.map(({ shard }) => shard)).toEqual(['a', 'b']);
    expect(all.flatMap(({ values }) => values.map(({ slot }) => slot)).sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(all.every(({ values }) => values.every(({ slot, value }) => slot === value))).toBe(true);
  });

  it('has as many under way at once as it may, and no more', async () => {
    const client = await aClient();
    let [now, most] = [0, 0];
    let open = () => {};
    const three = new Promise<void>((resolve) => {
      open = resolve;
    });
    const work = async () => {
      most = Math.max(most, ++now);
      if (now === 3) open();
      await three;
      await new Promise((resolve) => setTimeout(resolve, 5));
      now--;
    };
    await client.all(work, { concurrency: 3 });
    expect(most).toBe(3);
  });

  it('answers from the shards that are there, and says of the other that it is down', async () => {
    const client = await aClient();
    await shop.servers.b?.kill();
    const [a, b] = await client.all(async (db) => db.route.slot);
    expect(a?.errors).toEqual([]);
    expect(b?.values).toEqual([]);
    expect(b?.errors.every(({ error }) => error instanceof ShardDown)).toBe(true);
    expect(b?.errors.length).toBeGreaterThan(0);
    const key = Array.from({ length: 99 }, (_, index) => `k${index}`).find((one) => client.route(one).shard === 'b');
    await expect(client.tx(key ?? '', countUp('k'))).rejects.toThrow('shard "b" gives no connection');
    await shop.servers.b?.revive();
    await client.tx(key ?? '', countUp('k'));
  });
});
