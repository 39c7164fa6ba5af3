import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { connectSources } from '../../../../adapters/sources/catalogue.ts';
import { datadogClient } from '../../../../adapters/sources/datadog/client.ts';
import type { SourceConfig } from '../../../../core/readings/source-kinds.ts';
import { answerOf } from './fake-datadog.ts';

const minuteMs = 60_000;
const toMs = Date.parse('2026-11-20T12:00:00Z');
const fromMs = toMs - 10 * minuteMs;

interface Reply {
  readonly status: number;
  readonly json: unknown;
  readonly headers?: Record<string, string>;
}

/** A server that speaks as Datadog's documentation has it. */
const metrics = new Map([
  ['sum:requests{*}', Array.from({ length: 10 }, (_, at) => [fromMs + at * minuteMs, at] as const)],
]);
let next: Reply[] = [];
let asked: { url: string; keys: unknown[]; body: string }[] = [];
let server: Server;
let nowMs = toMs + minuteMs;

function speak(request: IncomingMessage, body: string): Reply {
  const url = new URL(request.url ?? '', 'http://x');
  if (url.pathname === '/api/v1/query') {
    const points = metrics.get(url.searchParams.get('query') ?? '') ?? [];
    const [from, to] = ['from', 'to'].map((name) => Number(url.searchParams.get(name)) * 1000) as [number, number];
    const pointlist = points.filter(([atMs]) => atMs >= from && atMs <= to);
    return { status: 200, json: { status: 'ok', series: pointlist.length === 0 ? [] : [{ interval: 60, pointlist }] } };
  }
  const { from, to, interval, queries, formulas } = JSON.parse(body).data.attributes;
  const texts = formulas.map(
    ({ formula }: { formula: string }) => queries.find(({ name }: { name: string }) => name === formula).query,
  );
  if (texts.includes('no query')) return { status: 400, json: { errors: ['Error parsing query'] } };
  return {
    status: 200,
    json: answerOf({ queries: texts, fromMs: from, toMs: to, periodSeconds: interval / 1000 }, metrics),
  };
}

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const body = await text(request);
    asked.push({
      url: request.url ?? '',
      keys: ['dd-api-key', 'dd-application-key'].map((name) => request.headers[name]),
      body,
    });
    const { status, json, headers } = next.shift() ?? speak(request, body);
    response.writeHead(status, headers).end(typeof json === 'string' ? json : JSON.stringify(json));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => server.close());
beforeEach(() => {
  [next, asked, nowMs] = [[], [], toMs + minuteMs];
});

const part = (over: Partial<SourceConfig<'datadog'>> = {}): SourceConfig<'datadog'> => ({
  ...{ kind: 'datadog', site: 'datadoghq.eu', query: 'sum:requests{*}', witness: null, api: 'v2' },
  ...{ secretArn: 'arn:k', encryptionKeyArn: null, periodSeconds: 60, delaySeconds: 60 },
  ...{ unit: null, adds: false, speaksAtZero: null },
  ...over,
});

function aSource() {
  const client = datadogClient({
    fetch,
    keys: { read: async ({ secretField }) => `the ${secretField}`, forget: () => undefined },
    nowMs: () => nowMs,
    originOf: () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  });
  return connectSources({}, { datadog: client })({ account: null, leftMs: () => 5000, nowMs: () => nowMs });
}

describe.each(['v1', 'v2'] as const)('a query of Datadog by %s', (api) => {
  it('tells the periods of a range, asked for with both keys', async () => {
    const { metric } = await aSource().read(part({ api }), fromMs, toMs);
    expect(metric).toEqual({
      points: metrics.get('sum:requests{*}')?.map(([atMs, value]) => ({ atMs, value })),
      trouble: null,
    });
    expect(asked[0]?.keys).toEqual(['the apiKey', 'the applicationKey']);
  });

  it('is asked in pieces of no more points than are answered', async () => {
    await aSource().read(part({ api }), toMs - 4000 * minuteMs, toMs);
    expect(asked).toHaveLength(3);
  });

  it.each([
    [{ status: 403, json: { errors: ['Forbidden'] } }, /^AccessDenied: Datadog answered 403: Forbidden/],
    [{ status: 400, json: { errors: ['Error parsing query'] } }, /^QueryRefused: .*parsing query/],
    [{ status: 500, json: 'oops' }, /^ServerDown/],
    [{ status: 200, json: '<html>' }, /^AnswerNotJson/],
    [{ status: 200, json: {} }, /^AnswerNotUnderstood/],
  ])('that is not answered with numbers is a miss: %j', async (reply, trouble) => {
    next = [reply, reply];
    expect((await aSource().read(part({ api }), fromMs, toMs)).metric.trouble).toMatch(trouble);
  });

  it('asks for nothing more until the limit is reset', async () => {
    next = [{ status: 429, json: { errors: ['Rate limit'] }, headers: { 'x-ratelimit-reset': '30' } }];
    const source = aSource();
    const read = async () => (await source.read(part({ api }), fromMs, toMs)).metric.trouble;
    expect(await read()).toMatch(/^RateLimited: Datadog answered 429/);
    nowMs += 29_000;
    expect(await read()).toBe('RateLimited: Datadog takes no more for 1 s');
    expect(asked).toHaveLength(1);
    nowMs += 1000;
    expect(await read()).toBeNull();
    next = [{ status: 200, json: {}, headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '10' } }];
    await read();
    expect(await read()).toBe('RateLimited: Datadog takes no more for 10 s');
  });
});

describe('several queries of Datadog', () => {
  it('are asked for at once by v2, and one that is wrong spoils none of the others', async () => {
    const source = aSource();
    const queries = ['sum:requests{*}', 'no query', 'sum:nothing{*}'];
    const told = await Promise.all(queries.map((query) => source.read(part({ query }), fromMs, toMs)));
    expect(told.map(({ metric }) => [metric.points.length, metric.trouble?.split(':')[0] ?? null])).toEqual([
      [10, null],
      [0, 'QueryRefused'],
      [0, null],
    ]);
  });

  it('are refused where one tells several series, and where it comes in other steps', async () => {
    const series = [{ interval: 300, pointlist: [] }];
    next = [{ status: 200, json: { status: 'ok', series } }];
    const v1 = part({ api: 'v1' });
    expect((await aSource().read(v1, fromMs, toMs)).metric.trouble).toMatch(
      /steps of 300 s and not of 60 s; add \.rollup/,
    );
    next = [{ status: 200, json: { status: 'ok', series: [...series, ...series] } }];
    expect((await aSource().read(v1, fromMs, toMs)).metric.trouble).toMatch(/^SeveralSeries: the query tells 2 series/);
    const attributes = { series: [{ query_index: 0 }, { query_index: 0 }], times: [fromMs], values: [[1], [2]] };
    next = [{ status: 200, json: { data: { attributes } } }];
    expect((await aSource().read(part(), fromMs, toMs)).metric.trouble).toMatch(/^SeveralSeries/);
  });
});
