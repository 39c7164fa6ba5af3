import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { datadogSend } from '../../../../adapters/sinks/datadog/datadog.ts';
import { farSink } from '../../../../adapters/sinks/http/far-sink.ts';
import type { Gauges } from '../../../../core/looking/sink.ts';

/** Speaks as https://docs.datadoghq.com/api/latest/metrics/#submit-metrics has it: 202, or why not. */
const taken: { path: string | undefined; body: { series: { metric: string; points: unknown; tags: string[] }[] } }[] =
  [];
let status = 202;
const server = createServer(async (request, response) => {
  let text = '';
  for await (const chunk of request) text += chunk;
  const isKnown = request.headers['dd-api-key'] === 'key-1';
  response.statusCode = isKnown ? status : 403;
  if (response.statusCode === 202) taken.push({ path: request.url, body: JSON.parse(text) });
  response.end(JSON.stringify({ errors: response.statusCode === 202 ? [] : ['Forbidden'] }));
});
beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
afterAll(() => server.close());
beforeEach(() => {
  taken.length = 0;
  status = 202;
});

const nowMs = Date.UTC(2026, 10, 29, 12, 0, 0, 500);
const look: Gauges = {
  subject: 'checkout/web',
  atMs: nowMs - 1000,
  values: { asked: 4, demand: 12.5 },
  boundBy: 'bounds',
  published: false,
};

function sink(read: () => string = () => 'key-1') {
  const troubles: string[] = [];
  let forgotten = 0;
  const send = datadogSend(
    { kind: 'datadog', site: 'datadoghq.eu', secretArn: 'arn:of-the-keys', encryptionKeyArn: null, tags: ['env:prod'] },
    {
      deployment: 'headroom',
      fetch,
      keys: { read: async () => read(), forget: () => void forgotten++ },
      originOf: () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    },
  );
  const made = farSink(send, { nowMs: () => nowMs, onTrouble: (error) => void troubles.push(String(error)) });
  return { made, troubles, forgotten: () => forgotten };
}

it('sends gauges in whole seconds, with what tells them apart as tags', async () => {
  const { made, troubles } = sink();
  made.gauge?.(look);
  await made.flush();
  expect(troubles).toEqual([]);
  const tags = ['deployment:headroom', 'scalable:checkout/web', 'service:checkout', 'tier:web', 'env:prod'];
  const points = (value: number) => [{ timestamp: Math.floor((nowMs - 1000) / 1000), value }];
  expect(taken).toEqual([
    {
      path: '/api/v2/series',
      body: {
        series: [
          { metric: 'headroom.asked', type: 3, points: points(4), tags },
          { metric: 'headroom.demand', type: 3, points: points(12.5), tags },
          { metric: 'headroom.bound_by', type: 3, points: points(1), tags: [...tags, 'by:bounds'] },
        ],
      },
    },
  ]);
});

it('sends thousands of looks in parts that are taken', async () => {
  const { made } = sink();
  for (let index = 0; index < 1500; index++) made.gauge?.({ ...look, subject: `shop/${index}` });
  await made.flush();
  expect(taken.map(({ body }) => body.series.length)).toEqual([1000, 1000, 1000, 1000, 500]);
});

it('tells a key that is not taken, which is then read anew, and never says it', async () => {
  const { made, troubles, forgotten } = sink(() => 'wrong-key');
  made.gauge?.(look);
  await made.flush();
  expect(troubles).toEqual([expect.stringMatching(/^AccessDenied: Datadog answered 403/)]);
  expect(troubles.join()).not.toContain('wrong-key');
  expect(forgotten()).toBe(1);
});

it('leaves whoever takes no more alone for a minute', async () => {
  status = 429;
  const { made, troubles } = sink();
  for (let round = 0; round < 3; round++) {
    made.gauge?.(look);
    await made.flush();
  }
  expect(troubles).toEqual([expect.stringMatching(/^RateLimited: Datadog answered 429/)]);
});
