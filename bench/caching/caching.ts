import { hasRedis } from '../../local/redis/start-redis.ts';
import { type ClientFigure, measureClients } from './clients/measure-clients.ts';
import { measureCurve } from './curve/measure-curve.ts';

/**
 * How quick hits are, how often one key is loaded for a thousand who miss it, and what becomes of 50 calls when the server is
 * killed: ours, on a Redis alone, a cluster and under Sentinel, beside peers as they come and at their best; and how far the
 * curve of a sample is from an exact LRU. Prints one JSON object; `clients` or `curve` as argument measures that alone.
 */
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

const [, , only] = process.argv;
const clients: ClientFigure[] = [];
if (only === 'curve') console.error('clients are not measured');
else if (hasRedis()) clients.push(...(await measureClients((line) => console.error(line))));
else {
  console.error('nothing was measured: no redis-server was found (Debian: apt-get install redis-server)');
  process.exitCode = 1;
}
const curve = only === 'clients' ? [] : await measureCurve(7, (line) => console.error(line));
console.log(JSON.stringify({ clients, curve }));
process.exit();
