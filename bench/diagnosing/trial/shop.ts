import { Agent, createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { answerParent } from './answer-parent.ts';
import { Meter, readMeters, type SpanCounters } from './meter.ts';
import { Permits } from './permits.ts';
import type { ServiceOrders } from './settings.ts';

/** The service on trial: a thread, a semaphore, a pool before PostgreSQL, and a service behind it. */
const { settings, database, downstreamUrl } = JSON.parse(process.argv[2] ?? '{}') as ServiceOrders;
const { spinMs, semaphore, pool, lock, viewRows } = settings;
const { username: user, ...server } = database;
const connections = new pg.Pool({ ...server, user, max: pool.size, min: pool.size });
const permits = new Permits(semaphore.permits);
const agent = new Agent({ keepAlive: true });
const meters = {
  requests: new Meter(),
  semaphore: new Meter(),
  lock: new Meter(),
  pool: new Meter(),
  database: new Meter(),
  downstream: new Meter(),
};

const listening = createServer(async (_, response) => {
  const end = meters.requests.begin();
  try {
    await answer();
    response.end('done');
  } catch (error) {
    response.statusCode = 500;
    response.end(String(error));
  }
  end();
});

async function answer(): Promise<void> {
  spin();
  await permits.take();
  const giveBack = meters.semaphore.begin();
  await sleep(semaphore.heldMs);
  giveBack();
  permits.giveBack();
  await queryDatabase();
  await askDownstream();
}

/** Works by the clock, so that its size is known whatever else the machine does. */
function spin(): void {
  const untilMs = performance.now() + spinMs;
  while (performance.now() < untilMs);
}

async function queryDatabase(): Promise<void> {
  const connection = await connections.connect();
  const giveBack = meters.pool.begin();
  const answered = meters.database.begin();
  const key = Math.floor(Math.random() * lock.keys);
  if (lock.heldMs > 0) {
    const { rows } = await connection.query('select hold($1, $2) as seconds', [key, lock.heldMs / 1000]);
    meters.lock.add(rows[0].seconds);
  }
  await connection.query('select spent from spending where id = $1', [viewRows]);
  answered();
  await sleep(pool.heldMs);
  giveBack();
  connection.release();
}

function askDownstream(): Promise<void> {
  const answered = meters.downstream.begin();
  return new Promise((resolve, reject) => {
    const asked = request(downstreamUrl, { agent }, (answer) => {
      answer.resume().on('end', () => {
        answered();
        resolve();
      });
    });
    asked.on('error', reject).end();
  });
}

/** How long the thread was at work, https://nodejs.org/api/perf_hooks.html#performanceeventlooputilizationutilization1-utilization2 */
function busyLoop(): SpanCounters {
  const seconds = performance.eventLoopUtilization().active / 1000;
  return { ended: 0, seconds, inside: seconds };
}

await connections.query('select 1');
listening.listen(0, '127.0.0.1', () =>
  answerParent((listening.address() as AddressInfo).port, () => {
    const counters = readMeters(meters);
    return { ...counters, spans: { ...counters.spans, loop: busyLoop() } };
  }),
);
