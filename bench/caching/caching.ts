import { hasRedis } from '../../local/redis/start-redis.ts';
import { type ClientFigure, measureClients } from './clients/measure-clients.ts';

/**
 * How quick hits are, how often one key is loaded for a thousand who miss it, and what becomes of 50 calls when the server is
 * killed: ours, on a Redis alone, a cluster and under Sentinel, beside peers as they come and at their best. Prints one JSON object.
 */
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

const clients: ClientFigure[] = [];
if (hasRedis()) clients.push(...(await measureClients((line) => console.error(line))));
else {
  console.error('nothing was measured: no redis-server was found (Debian: apt-get install redis-server)');
  process.exitCode = 1;
}
console.log(JSON.stringify({ clients }));
process.exit();
