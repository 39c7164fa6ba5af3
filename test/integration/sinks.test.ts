import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectSinks } from '../../adapters/sinks/catalogue.ts';
import { farSink } from '../../adapters/sinks/http/far-sink.ts';
import { prometheusSend } from '../../adapters/sinks/prometheus/prometheus.ts';
import type { Gauges } from '../../core/looking/sink.ts';
import { hasPrometheus } from './prometheus-or-not.ts';
import type { Program } from './start-program.ts';
import { startPrometheus } from './start-prometheus.ts';

/** `crypt("of the reader")`. */
const basic = { username: 'reader', bcrypt: '$2b$04$abcdefghijklmnopqrstuuUwwY7bapBy.Fr2qPc1I5jdmcmvWDNAe' };

const look = (scalable: string, atMs: number, asked: number): Gauges => ({
  subject: scalable,
  atMs,
  values: { asked, running: asked - 1, demand: 12.5 },
  boundBy: 'step-limits',
  published: false,
});

describe.runIf(hasPrometheus())('a real Prometheus that takes remote writes', () => {
  let server: Program;
  let guarded: Program;
  beforeAll(async () => {
    [server, guarded] = await Promise.all([startPrometheus(), startPrometheus({ basic })]);
  });
  afterAll(async () => {
    await Promise.all([server?.stop(), guarded?.stop()]);
  });

  const troubles: string[] = [];
  const sinkAt = (url: string) => {
    const config = JSON.stringify([{ kind: 'prometheus', url, labels: { env: 'test' } }]);
    const world = {
      deployment: 'headroom',
      nowMs: () => Date.now(),
      onTrouble: (error: unknown) => void troubles.push(String(error)),
    };
    const [sink] = connectSinks(config, world);
    return sink as NonNullable<typeof sink>;
  };
  const value = async (query: string, from = server) => {
    const answer = await fetch(`${from.url}/api/v1/query?${new URLSearchParams({ query })}`);
    const { data } = (await answer.json()) as {
      data: { result: { metric: Record<string, string>; value: [number, string] }[] };
    };
    return data.result.map((one) => ({ ...one.metric, value: Number(one.value[1]) }));
  };

  it('gets the numbers of each decision, and who settled it', async () => {
    const sink = sinkAt(server.url);
    sink.gauge?.(look('checkout/web', Date.now() - 2000, 4));
    sink.gauge?.(look('checkout/web', Date.now() - 1000, 5));
    sink.gauge?.(look('search', Date.now() - 1000, 9));
    await sink.flush();
    expect(troubles).toEqual([]);
    const labels = { deployment: 'headroom', scalable: 'checkout/web', service: 'checkout', tier: 'web', env: 'test' };
    expect(await value('headroom_asked{service="checkout"}')).toEqual([
      { __name__: 'headroom_asked', ...labels, value: 5 },
    ]);
    expect(await value('count_over_time(headroom_demand{service="checkout"}[1m])')).toEqual([{ ...labels, value: 2 }]);
    expect(await value('headroom_bound_by{scalable="search"}')).toMatchObject([{ by: 'step-limits', value: 1 }]);
  });

  it('is sent nothing that is ahead of now, or it would take no honest number until then', async () => {
    const sink = sinkAt(server.url);
    sink.gauge?.(look('ahead', Date.now() + 900_000, 3));
    await sink.flush();
    await new Promise((resolve) => setTimeout(resolve, 20));
    sink.gauge?.(look('ahead', Date.now(), 7));
    await sink.flush();
    expect(troubles).toEqual([]);
    expect(await value('headroom_asked{scalable="ahead"}')).toMatchObject([{ value: 7 }]);
  });

  it('refuses what is out of order, which is told by its name and harms nobody', async () => {
    const sink = sinkAt(server.url);
    sink.gauge?.(look('ahead', Date.now() - 60_000, 3));
    await sink.flush();
    expect(troubles.splice(0)).toEqual([
      expect.stringMatching(/^NumbersRefused: Prometheus answered 400: out of order/),
    ]);
    expect(await value('headroom_asked{scalable="ahead"}')).toMatchObject([{ value: 7 }]);
  });

  it('is told who sends', async () => {
    const secrets = new Map([
      ['username', 'reader'],
      ['password', 'of the reader'],
    ]);
    const keys = {
      read: async ({ secretField }: { secretField: string | null }) => secrets.get(secretField ?? '') ?? '',
      forget: () => {},
    };
    const world = { deployment: 'headroom', fetch, keys, sign: async () => ({}) };
    const auth = { kind: 'basic', secretArn: 'arn:of-it', encryptionKeyArn: null } as const;
    const send = prometheusSend({ kind: 'prometheus', url: guarded.url, path: null, auth, labels: {} }, world);
    const sink = farSink(send, { nowMs: () => Date.now(), onTrouble: (error) => void troubles.push(String(error)) });
    sink.gauge?.(look('checkout/web', Date.now(), 4));
    await sink.flush();
    expect(troubles).toEqual([]);
    const anybody = sinkAt(guarded.url);
    anybody.gauge?.(look('checkout/web', Date.now(), 4));
    await anybody.flush();
    expect(troubles.splice(0)).toEqual([expect.stringMatching(/^AccessDenied: Prometheus answered 401/)]);
  });

  it('holds nobody up where it hangs or is gone', async () => {
    const sink = sinkAt(server.url);
    await server.signal('SIGSTOP');
    sink.gauge?.(look('checkout/web', Date.now(), 6));
    const startMs = performance.now();
    await sink.flush();
    expect(performance.now() - startMs).toBeLessThan(4000);
    expect(troubles.splice(0)).toEqual([expect.stringMatching(/^SendTimedOut/)]);
    // It is left alone for a while.
    sink.gauge?.(look('checkout/web', Date.now(), 6));
    await sink.flush();
    expect(troubles).toEqual([]);
    await server.signal('SIGKILL');
    const other = sinkAt(server.url);
    other.gauge?.(look('checkout/web', Date.now(), 6));
    await other.flush();
    expect(troubles.splice(0)).toEqual([
      expect.stringMatching(/^ReceiverDown: Prometheus cannot be reached \(ECONNREFUSED\)/),
    ]);
  });
});
