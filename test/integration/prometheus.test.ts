import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectSources } from '../../adapters/sources/catalogue.ts';
import { prometheusClient } from '../../adapters/sources/prometheus/client.ts';
import type { Series } from '../../core/readings/series.ts';
import type { SourceConfig } from '../../core/readings/source-kinds.ts';
import { runHeadroom } from '../cli/run-headroom.ts';
import { hasPrometheus } from './prometheus-or-not.ts';
import type { Program } from './start-program.ts';
import { startNodeExporter, startPrometheus } from './start-prometheus.ts';

const minuteMs = 60_000;
const days = 14;
/** The first minute that is not told any more. */
const endMs = Math.floor(Date.now() / 3_600_000) * 3_600_000;
const startMs = endMs - days * 1440 * minuteMs;

/** `crypt("of the reader")`. */
const basic = { username: 'reader', bcrypt: '$2b$04$abcdefghijklmnopqrstuuUwwY7bapBy.Fr2qPc1I5jdmcmvWDNAe' };

type Part = SourceConfig<'prometheus'>;

describe.runIf(hasPrometheus())('a real Prometheus that scrapes a real exporter', () => {
  const running: Program[] = [];
  let exporter: Program;
  let server: Program;
  let guarded: Program;

  beforeAll(async () => {
    exporter = await startNodeExporter();
    running.push(exporter);
    server = await startPrometheus({ scrapes: [`127.0.0.1:${exporter.port}`], openMetrics: recorded() });
    running.push(server);
    guarded = await startPrometheus({ basic });
    running.push(guarded);
  });
  afterAll(async () => {
    await Promise.all(running.map((one) => one.stop()));
  });

  const part = (query: string, over: Partial<Part> = {}): Part => ({
    kind: 'prometheus',
    url: server.url,
    query,
    witness: null,
    auth: null,
    periodSeconds: 60,
    delaySeconds: 0,
    unit: null,
    adds: false,
    speaksAtZero: null,
    ...over,
  });
  const secrets = new Map([
    ['username', 'reader'],
    ['password', 'of the reader'],
  ]);
  const client = prometheusClient({
    fetch,
    keys: { read: async ({ secretField }) => secrets.get(secretField ?? '') ?? '', forget: () => undefined },
    sign: async () => ({}),
  });
  const read = async (one: Part, fromMs: number, toMs: number, leftMs = 5000) => {
    const open = connectSources({}, { prometheus: client });
    const source = open({ account: null, leftMs: () => leftMs, nowMs: () => Date.now() });
    return (await source.read(one, fromMs, toMs)).metric;
  };

  it('tells two weeks of minutes, which is more than it answers at once, each at the start of its period', async () => {
    const { points, trouble } = await read(part('shop_requests_per_second{tier="web"}'), startMs, endMs);
    expect(trouble).toBeNull();
    expect(points).toHaveLength(days * 1440);
    expect(points[0]).toEqual({ atMs: startMs, value: valueAt(0) });
    expect(points.at(-1)).toEqual({ atMs: endMs - minuteMs, value: valueAt(days * 1440 - 1) });
  });

  it('tells what an exporter tells now, as an instant and as a range', async () => {
    const seconds = part('count(node_cpu_seconds_total{mode="idle"}) > 0', { periodSeconds: 1 });
    // What is to be scraped is looked up five seconds after the start.
    const range = await untilTold(() => read(seconds, Date.now() - 10_000, Date.now()), 3);
    expect(range.trouble).toBeNull();
    const [last] = range.points.slice(-1);
    const atMs = last?.atMs ?? 0;
    expect((await read(seconds, atMs, atMs + 1000)).points).toEqual([last]);
    const rate = part('sum(rate(node_cpu_seconds_total[3s]))', { periodSeconds: 1 });
    expect((await untilTold(() => read(rate, Date.now() - 3000, Date.now()), 1)).trouble).toBeNull();
  });

  it('tells a metric no longer than it was scraped, where the server itself would for five minutes', async () => {
    const toMs = endMs + 3 * minuteMs;
    const { points } = await read(part('shop_requests_per_second{tier="web"}'), endMs - 2 * minuteMs, toMs);
    expect(points.map(({ atMs }) => atMs)).toEqual([endMs - 2 * minuteMs, endMs - minuteMs]);
    const form = new URLSearchParams({ query: 'shop_requests_per_second{tier="web"}', time: String(toMs / 1000) });
    const carried = await (await fetch(`${server.url}/api/v1/query?${form}`)).json();
    expect(carried).toMatchObject({ data: { result: [{}] } });
  });

  it.each([
    ['a label that nothing has', 'shop_requests_per_second{tier="webb"}', null],
    ['several series', 'shop_requests_per_second', /^SeveralSeries: the query tells 2 series/],
    ['what is not PromQL', 'sum(', /^QueryRefused: Prometheus answered 400: .*parse error/],
    ['NaN', 'vector(0) / 0', /60 of the points are not numbers/],
    [
      'a duplicate match',
      'shop_requests_per_second * on() shop_requests_per_second',
      /^QueryRefused: Prometheus answered 422/,
    ],
  ])('tells %s as a miss', async (_, query, trouble) => {
    const told = await read(part(query), endMs - 60 * minuteMs, endMs);
    expect(told.points).toEqual([]);
    if (trouble === null) expect(told.trouble).toBeNull();
    else expect(told.trouble).toMatch(trouble);
  });

  it('is asked for a name and a password, and refuses without them', async () => {
    const auth = { kind: 'basic', secretArn: 'arn:of-it', encryptionKeyArn: null } as const;
    const one = part('vector(7)', { url: guarded.url });
    expect((await read(one, endMs - minuteMs, endMs)).trouble).toMatch(/^AccessDenied: Prometheus answered 401/);
    expect((await read({ ...one, auth }, endMs - minuteMs, endMs)).points).toEqual([
      { atMs: endMs - minuteMs, value: 7 },
    ]);
  });

  it('is a miss within the time that is left where it hangs or is gone', async () => {
    const mortal = await startPrometheus();
    running.push(mortal);
    const one = part('vector(1)', { url: mortal.url });
    await mortal.signal('SIGSTOP');
    const beganMs = Date.now();
    expect((await read(one, endMs - minuteMs, endMs, 300)).trouble).toMatch(/^ReadTimedOut: no answer within 300 ms/);
    expect(Date.now() - beganMs).toBeLessThan(3000);
    await mortal.signal('SIGCONT');
    await mortal.signal('SIGKILL');
    expect((await read(one, endMs - minuteMs, endMs)).trouble).toMatch(/^ServerDown: Prometheus cannot be reached/);
  });

  it('is what a backtest reads demand from', async () => {
    const { exitCode, stdout, stderr } = await runHeadroom([
      'backtest',
      ...['--prometheus', server.url, '--query', 'sum(shop_requests_per_second)', '--days', '2', '--json'],
    ]);
    expect(stderr).not.toMatch(/error/i);
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ trace: expect.stringContaining('the last 2 days') });
  });
});

describe('what answers as a Prometheus does not', () => {
  let server: Server;
  let answer: { status: number; body: string; headers?: Record<string, string> };
  let asked: { url: string; authorization: string }[];
  beforeAll(async () => {
    server = createServer((request, response) => {
      asked.push({ url: request.url ?? '', authorization: request.headers.authorization ?? '' });
      request.resume();
      request.on('end', () => response.writeHead(answer.status, answer.headers).end(answer.body));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => server.close());

  const read = async (over: Partial<Part> = {}) => {
    asked = [];
    const client = prometheusClient({
      fetch,
      keys: { read: async () => 'hush', forget: () => undefined },
      sign: async (_, { region, service }) => ({ authorization: `AWS4 ${service} ${region}` }),
    });
    const source = connectSources(
      {},
      { prometheus: client },
    )({
      account: null,
      leftMs: () => 5000,
      nowMs: () => endMs + minuteMs,
    });
    const one: Part = {
      kind: 'prometheus',
      url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/behind/`,
      query: 'x',
      witness: null,
      auth: null,
      ...{ periodSeconds: 60, delaySeconds: 0, unit: null, adds: false, speaksAtZero: null },
      ...over,
    };
    return (await source.read(one, endMs - minuteMs, endMs)).metric.trouble;
  };

  it.each([
    [200, '<html>', 'AnswerNotJson'],
    [200, '{}', 'AnswerNotUnderstood'],
    [200, '{"status":"success","data":{"resultType":"string","result":[1,"x"]}}', 'AnswerNotUnderstood'],
    [200, ' '.repeat(5_000_000), 'AnswerTooLarge'],
    [
      200,
      '{"status":"success","warnings":["store down"],"data":{"resultType":"vector","result":[]}}',
      'AnswerIncomplete',
    ],
    [503, 'unavailable', 'ServerDown'],
    [429, 'slow down', 'RateLimited'],
    [302, '', 'AnswerNotUnderstood'],
    [404, 'not found', 'QueryRefused'],
  ])('is a miss of its own: %i %#', async (status, body, reason) => {
    answer = { status, body, headers: { location: 'http://127.0.0.1:9/' } };
    expect(await read()).toMatch(new RegExp(`^${reason}: `));
    expect(asked[0]?.url).toBe('/behind/api/v1/query');
  });

  it('is sent a token, and once more where that is refused; a workspace is asked with a signature', async () => {
    answer = { status: 401, body: '{}' };
    const auth = { kind: 'bearer', secretArn: 'arn:a', encryptionKeyArn: null, secretField: null } as const;
    expect(await read({ auth })).toMatch(/^AccessDenied/);
    expect(asked.map(({ authorization }) => authorization)).toEqual(['Bearer hush', 'Bearer hush']);
    await read({ auth: { kind: 'sigv4', workspaceArn: 'arn:aws:aps:eu-west-1:111122223333:workspace/ws-1' } });
    expect(asked.map(({ authorization }) => authorization)).toEqual(['AWS4 aps eu-west-1']);
  });

  it('is never sent a secret that others can read', async () => {
    const auth = { kind: 'bearer', secretArn: 'arn:a', encryptionKeyArn: null, secretField: null } as const;
    expect(await read({ auth, url: 'http://prometheus.example.com' })).toMatch(/^SecretInTheOpen/);
  });
});

/** Reads again until so many points are told, for some seconds. */
async function untilTold(read: () => Promise<Series>, least: number): Promise<Series> {
  for (let reads = 0; reads < 150; reads++) {
    const told = await read();
    if (told.points.length >= least) return told;
    await sleep(100);
  }
  throw new Error(`fewer than ${least} points were told`);
}

function valueAt(minute: number): number {
  return 100 + Math.round(80 * Math.sin((2 * Math.PI * minute) / 1440));
}

/** Two tiers over two weeks, a sample within each minute. */
function recorded(): string {
  const lines = ['# TYPE shop_requests_per_second gauge'];
  for (const tier of ['web', 'api']) {
    for (let minute = 0; minute < days * 1440; minute++) {
      const seconds = (startMs + minute * minuteMs) / 1000 + 30;
      lines.push(`shop_requests_per_second{tier="${tier}"} ${valueAt(minute)} ${seconds}`);
    }
  }
  return `${lines.join('\n')}\n# EOF\n`;
}
