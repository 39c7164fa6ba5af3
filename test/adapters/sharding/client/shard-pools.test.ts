import { type AddressInfo, createServer, type Server } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { shardConfigs } from '../../../../adapters/sharding/client/shard-configs.ts';
import { ShardPools } from '../../../../adapters/sharding/client/shard-pools.ts';

/** Lets anybody in, and answers nothing more: AuthenticationOk and ReadyForQuery. */
const welcome = Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 0, 0x5a, 0, 0, 0, 5, 0x49]);

const servers: Server[] = [];
async function aServer(): Promise<number> {
  const server = createServer((socket) => {
    socket.once('data', () => socket.write(welcome));
    socket.on('error', () => {});
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

const at = (port: number) => ({ kind: 'postgres', host: '127.0.0.1', port, database: 'shop' });

/** An application whose keyspace has one shard, at a port that nobody listens to unless it is said otherwise. */
function aKeyspace(first: number) {
  const known = { port: first, reads: 0, isDown: false };
  let nowMs = 0;
  const config = async () => {
    known.reads++;
    if (known.isDown) throw new Error('DynamoDB is not there');
    return { shards: { a: at(known.port) } } as never;
  };
  const configs = shardConfigs({ config }, 'shop', () => nowMs);
  const credentials = async () => ({ user: 'application', password: 'word' });
  const pools = new ShardPools({ config: configs.read, readAgain: configs.readAgain, credentials, pool: {} });
  const pass = (milliseconds: number) => {
    nowMs += milliseconds;
  };
  return { known, pools, pass };
}

describe('a shard that gives no connection', () => {
  test('is found where it is by now, if it was restored elsewhere', async () => {
    const { known, pools, pass } = aKeyspace(1);
    await expect(pools.connect('a')).rejects.toThrow(/gives no connection/);
    known.port = await aServer();
    pass(10_000);
    (await pools.connect('a')).release(true);
    await pools.close();
  });

  test('is looked for every some seconds at most, and is down where nobody tells', async () => {
    const { known, pools, pass } = aKeyspace(1);
    for (let times = 0; times < 20; times++) await expect(pools.connect('a')).rejects.toThrow(/gives no connection/);
    expect(known.reads).toBe(1);
    known.isDown = true;
    pass(10_000);
    await expect(pools.connect('a')).rejects.toThrow(/gives no connection/);
    expect(known.reads).toBe(2);
    await pools.close();
  });
});
