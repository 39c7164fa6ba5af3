import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectSinks } from '../../adapters/sinks/catalogue.ts';
import { runHeadroom } from '../cli/run-headroom.ts';
import { hasPrometheus } from './prometheus-or-not.ts';
import type { Program } from './start-program.ts';
import { startPrometheus } from './start-prometheus.ts';

const cpu = { parts: [{ kind: 'cloudwatch', namespace: 'Shop', metricName: 'Requests', stat: 'Sum' }] };
const scalable = (name: string) => ({
  target: { kind: 'auto-scaling-group', autoScalingGroupName: name },
  bounds: { min: 1, max: 9 },
  readings: { requests: cpu },
  policies: [{ kind: 'target-tracking', reading: 'requests', of: 'demand', target: 10 }],
});
const config = {
  scalables: { 'checkout/web': scalable('web'), 'checkout/worker': scalable('worker'), search: scalable('search') },
  objectives: {
    checkout: {
      availability: 99.9,
      prometheus: {
        total: 'sum(rate(requests_total[$window]))',
        bad: 'sum(rate(requests_total{code=~"5.."}[$window]))',
      },
      saturation: { connections: { used: 'sum(connections_used)', most: 'sum(connections_most)' } },
    },
  },
};

interface Drawn {
  readonly title: string;
  readonly datasource?: { readonly uid: string };
  readonly targets?: readonly { readonly expr: string; readonly datasource: { readonly uid: string } }[];
}
interface Dashboard {
  readonly uid: string;
  readonly panels: readonly Drawn[];
  readonly templating: { readonly list: readonly { readonly name: string; readonly type: string }[] };
}

describe.runIf(hasPrometheus())('headroom dashboard', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'headroom-dashboard-'));
  const file = path.join(folder, 'headroom.json');
  let server: Program;
  let dashboard: Dashboard;

  const printed = async (service: string) => runHeadroom(['dashboard', service, '--config', file]);

  beforeAll(async () => {
    writeFileSync(file, JSON.stringify(config));
    dashboard = JSON.parse((await printed('checkout')).stdout);
    const rules = (await runHeadroom(['rules', 'checkout', '--config', file])).stdout;
    server = await startPrometheus({ rules, openMetrics: anHour() });
    await sendDecisions(server.url);
  });
  afterAll(async () => {
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('asks a real Prometheus nothing that is refused, and nothing that tells nothing', async () => {
    const queries = dashboard.panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr));
    expect(queries.length).toBeGreaterThan(25);
    const untilMs = Date.now() + 20_000;
    let silent = queries;
    while (silent.length > 0 && Date.now() < untilMs) {
      const answers = await Promise.all(silent.map(async (query) => ({ query, series: await ask(server.url, query) })));
      silent = answers.filter(({ series }) => series === 0).map(({ query }) => query);
      if (silent.length > 0) await sleep(500);
    }
    expect(silent).toEqual([]);
  });

  it('shows the tiers of its service and no other, from whichever Prometheus is chosen, and is written anew', async () => {
    const text = JSON.stringify(dashboard);
    expect(text).toContain('checkout/worker');
    expect(text).not.toContain('search');
    expect(dashboard.templating.list).toMatchObject([{ name: 'datasource', type: 'datasource' }]);
    const sources = dashboard.panels.flatMap(({ targets = [] }) => targets.map(({ datasource }) => datasource.uid));
    expect(new Set(sources)).toEqual(new Set(['$datasource']));
    const again = JSON.parse((await printed('checkout')).stdout) as Dashboard;
    const other = JSON.parse((await printed('search')).stdout) as Dashboard;
    expect(again).toEqual(dashboard);
    expect(other.uid).not.toBe(dashboard.uid);
  });

  it('says which services there are where one is not', async () => {
    const { exitCode, stderr } = await printed('nothing');
    expect([exitCode, stderr]).toEqual([
      1,
      expect.stringContaining('no service "nothing"; there are checkout, search'),
    ]);
  });
});

/** How many series a query tells now. Throws where it is refused. */
async function ask(url: string, query: string): Promise<number> {
  const answer = await fetch(`${url}/api/v1/query`, { method: 'POST', body: new URLSearchParams({ query }) });
  const { status, error, data } = (await answer.json()) as {
    status: string;
    error?: string;
    data: { result: unknown[] };
  };
  if (status !== 'success') throw new Error(`${query}: ${error}`);
  return data.result.length;
}

async function sendDecisions(url: string): Promise<void> {
  const onTrouble = (error: unknown) => {
    throw error;
  };
  const sinks = connectSinks(JSON.stringify([{ kind: 'prometheus', url }]), {
    deployment: 'headroom',
    nowMs: Date.now,
    onTrouble,
  });
  const values = { demand: 42, forecast: 50, asked: 4, running: 4, desired: 5, floor: 1, ceiling: 9 };
  for (const subject of ['checkout/web', 'checkout/worker'])
    for (const sink of sinks) sink.gauge?.({ subject, atMs: Date.now(), values, boundBy: 'hold', published: false });
  for (const sink of sinks) await sink.flush();
}

/** Requests by the quarter of a minute, some of them bad, and connections. */
function anHour(): string {
  const nowSeconds = Math.floor(Date.now() / 1000);
  const steps = Array.from({ length: 241 }, (_, step) => ({ step, at: nowSeconds - (240 - step) * 15 }));
  return [
    '# TYPE requests counter',
    ...['200', '503'].flatMap((code, index) =>
      steps.map(({ step, at }) => `requests_total{code="${code}"} ${step * (index === 0 ? 300 : 3)} ${at}`),
    ),
    '# TYPE connections_used gauge',
    ...steps.map(({ at }) => `connections_used 40 ${at}`),
    '# TYPE connections_most gauge',
    ...steps.map(({ at }) => `connections_most 100 ${at}`),
    '# EOF\n',
  ].join('\n');
}
