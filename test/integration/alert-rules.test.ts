import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runHeadroom } from '../cli/run-headroom.ts';
import { hasPrometheus } from './prometheus-or-not.ts';
import type { Program } from './start-program.ts';
import { startAlertmanager, startPrometheus } from './start-prometheus.ts';

const objectives = {
  checkout: {
    availability: 99.9,
    prometheus: {
      total: 'sum(rate(requests_total[$window]))',
      bad: 'sum(rate(requests_total{code=~"5.."}[$window]))',
    },
    saturation: { connections: { used: 'sum(connections_used)', most: 'sum(connections_most)' } },
    runbook: 'https://wiki.example.com/checkout',
  },
};

/** By minute: 1,000 good requests, and so many bad ones, in the notation of promtool. */
const series = (good: string, bad: string) => [
  { series: 'requests_total{code="200"}', values: good },
  { series: 'requests_total{code="503"}', values: bad },
];
const page = (window: string, value: string) => ({
  exp_labels: { service: 'checkout', severity: 'page', window },
  exp_annotations: {
    summary: `checkout uses up its objective (99.9 % succeed): over ${window} ${value} times as fast as 30 days allow`,
    runbook_url: 'https://wiki.example.com/checkout',
  },
});
const silent = {
  exp_labels: { service: 'checkout', severity: 'page' },
  exp_annotations: {
    summary: 'nothing is known of checkout: its objective (99.9 % succeed) is not watched; see whether it is scraped',
    runbook_url: 'https://wiki.example.com/checkout',
  },
};
const at = (eval_time: string, alertname: string, exp_alerts: object[]) => ({ eval_time, alertname, exp_alerts });
const burns = 'HeadroomBudgetBurns';

/** What the rules are to say of made-up series. */
const scenarios = [
  {
    name: 'a fast burn pages once 2 % of the budget are gone, and not before',
    input_series: series('0+1000x1500', '0+0x1399 0+50x100'),
    alert_rule_test: [at('1410m', burns, []), at('1420m', burns, [page('1h', '16.4')])],
  },
  {
    name: 'a bad minute is not a reason to wake anybody',
    input_series: series('0+1000x1500', '0+0x1400 30+0x99'),
    alert_rule_test: [at('1405m', burns, []), at('1410m', burns, [])],
  },
  {
    name: 'one of a few requests is not a reason either',
    input_series: series('0+1x200', '0+0x99 1+0x100'),
    alert_rule_test: [at('105m', burns, []), at('150m', burns, [])],
  },
  {
    name: 'no requests are no failure, and no silence',
    input_series: series('5+0x200', '0+0x200'),
    alert_rule_test: [at('150m', burns, []), at('150m', 'HeadroomObjectiveSilent', [])],
  },
  {
    name: 'a gap pages nobody, and a source that stays dead does',
    input_series: series('0+1000x60 stale', '0+0x60 stale'),
    alert_rule_test: [
      at('75m', 'HeadroomObjectiveSilent', []),
      at('90m', 'HeadroomObjectiveSilent', [silent]),
      at('300m', 'HeadroomObjectiveSilent', [silent]),
      at('90m', burns, []),
    ],
  },
];

/** A day's wave up to `highest` of a hundred, by the quarter of an hour, for five days. */
const waves = (highest: (day: number) => number) => [
  {
    series: 'connections_used',
    values: Array.from({ length: 480 }, (_, at) => {
      const share = 0.6 - 0.4 * Math.cos((2 * Math.PI * at) / 96);
      return (highest(Math.floor(at / 96)) * share).toFixed(2);
    }).join(' '),
  },
  { series: 'connections_most', values: '100+0x480' },
];
const ahead = 'HeadroomSaturationAhead';
/** What runs out, and what only goes up and down. */
const growing = [
  {
    name: 'what runs out within days is a ticket days before',
    interval: '15m',
    input_series: waves((day) => 60 + 7 * day),
    alert_rule_test: [
      at('30h', ahead, []),
      at('119h', ahead, [
        {
          exp_labels: { service: 'checkout', resource: 'connections', severity: 'ticket' },
          exp_annotations: {
            summary: 'connections of checkout run out in 1d 15h 8m 19s if they go on growing as in the last 3 days',
            runbook_url: 'https://wiki.example.com/checkout',
          },
        },
      ]),
    ],
  },
  {
    name: 'a wave is not growth, however high',
    interval: '15m',
    input_series: waves(() => 90),
    alert_rule_test: [at('30h', ahead, []), at('80h', ahead, []), at('100h', ahead, []), at('119h', ahead, [])],
  },
];

describe.runIf(hasPrometheus())('headroom rules', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'headroom-rules-'));
  const file = (name: string) => path.join(folder, name);
  const running: Program[] = [];
  let rules: string;

  beforeAll(async () => {
    writeFileSync(file('headroom.json'), JSON.stringify({ scalables: {}, objectives }));
    const { exitCode, stdout, stderr } = await runHeadroom(['rules', 'checkout', '--config', file('headroom.json')]);
    expect([exitCode, stderr]).toEqual([0, '']);
    rules = stdout;
    writeFileSync(file('rules.yml'), rules);
  });
  afterAll(async () => {
    await Promise.all(running.map((one) => one.stop()));
    rmSync(folder, { recursive: true, force: true });
  });

  const promtool = (...args: string[]) => execFileSync('promtool', args, { cwd: folder, encoding: 'utf8' });

  it('are rules to promtool, and say of made-up series what they should', () => {
    expect(promtool('check', 'rules', 'rules.yml')).toMatch(/SUCCESS: \d+ rules found/);
    const tests = scenarios.map((scenario) => ({ interval: '1m', ...scenario }));
    writeFileSync(file('test.yml'), JSON.stringify({ rule_files: ['rules.yml'], evaluation_interval: '5m', tests }));
    expect(promtool('test', 'rules', 'test.yml')).toContain('SUCCESS');
  });

  it('see days ahead what runs out', () => {
    const tests = { rule_files: ['rules.yml'], evaluation_interval: '15m', tests: growing };
    writeFileSync(file('ahead.yml'), JSON.stringify(tests));
    expect(promtool('test', 'rules', 'ahead.yml')).toContain('SUCCESS');
  });

  it('reach an Alertmanager from a Prometheus that has seen an hour of errors', async () => {
    const alertmanager = await startAlertmanager();
    running.push(alertmanager);
    const target = `127.0.0.1:${alertmanager.port}`;
    running.push(await startPrometheus({ rules, alertmanager: target, openMetrics: anHourOfErrors() }));
    const alert = await untilAlert(alertmanager.url);
    expect(alert).toMatchObject({
      labels: { alertname: burns, service: 'checkout', severity: 'page', window: '1h' },
      annotations: { summary: expect.stringMatching(/^checkout uses up .* over 1h \d+\.\d times/) },
    });
  });

  it('are silenced until a time, and speak again before it where that is wanted', async () => {
    const alertmanager = await startAlertmanager();
    running.push(alertmanager);
    const alert = { labels: { alertname: burns, service: 'checkout', severity: 'page' } };
    const other = { labels: { alertname: burns, service: 'search', severity: 'page' } };
    await post(`${alertmanager.url}/api/v2/alerts`, [alert, other]);
    const suppressed = async () => {
      const alerts = (await (await fetch(`${alertmanager.url}/api/v2/alerts`)).json()) as Suppressible[];
      return alerts.filter(({ status }) => status.state === 'suppressed').map(({ labels }) => labels.service);
    };
    const there = ['--no-cloudwatch', '--alertmanager', alertmanager.url];
    const dry = await runHeadroom(['mute', 'checkout', '--for', '2h', '--dry-run', ...there]);
    expect([dry.exitCode, dry.stderr, dry.stdout]).toEqual([
      0,
      '',
      expect.stringContaining('would call nobody for 2h'),
    ]);
    expect(await suppressed()).toEqual([]);
    for (const reason of ['moving the database', 'still moving it'])
      await runHeadroom(['mute', 'checkout', '--for', '2h', '--reason', reason, ...there]);
    await expect.poll(suppressed, { timeout: 10_000 }).toEqual(['checkout']);
    const { muted } = JSON.parse((await runHeadroom(['mutes', '--json', ...there])).stdout) as { muted: object[] };
    expect(muted).toMatchObject([{ service: 'checkout', says: 'still moving it', until: expect.stringMatching(/Z$/) }]);
    const ended = await runHeadroom(['unmute', 'checkout', ...there]);
    expect([ended.exitCode, ended.stderr]).toEqual([0, '']);
    await expect.poll(suppressed, { timeout: 10_000 }).toEqual([]);
    const again = await runHeadroom(['unmute', 'checkout', ...there]);
    expect([again.exitCode, again.stderr]).toEqual([1, expect.stringContaining('nothing of "checkout" is muted')]);
  });

  it('tell in a sentence where no Alertmanager answers', async () => {
    const { exitCode, stderr } = await runHeadroom([
      ...['mute', 'checkout', '--for', '2h', '--no-cloudwatch', '--alertmanager', 'http://127.0.0.1:1'],
    ]);
    expect([exitCode, stderr]).toEqual([
      1,
      expect.stringMatching(/^error: http:\/\/127.0.0.1:1 does not answer .*check/),
    ]);
  });

  it('are of every service that has an objective, and where there is none say how to write one', async () => {
    const all = await runHeadroom(['rules', '--json', '--config', file('headroom.json')]);
    expect(JSON.parse(all.stdout)).toMatchObject({ groups: [{ name: 'headroom/checkout' }] });
    const none = await runHeadroom(['rules', 'search', '--config', file('headroom.json')]);
    expect([none.exitCode, none.stderr]).toEqual([
      1,
      expect.stringContaining('has no objective of "search"; there is only checkout'),
    ]);
  });
});

function anHourOfErrors(): string {
  const nowSeconds = Math.floor(Date.now() / 1000);
  const lines = ['# TYPE requests counter'];
  for (const [code, each] of [
    ['200', 300],
    ['503', 30],
  ] as const) {
    for (let step = 0; step <= 240; step++) {
      lines.push(`requests_total{code="${code}"} ${step * each} ${nowSeconds - (240 - step) * 15}`);
    }
  }
  return `${lines.join('\n')}\n# EOF\n`;
}

interface Suppressible {
  readonly labels: Readonly<Record<string, string>>;
  readonly status: { readonly state: string };
}

async function post(url: string, body: object): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const { ok } = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  expect(ok).toBe(true);
}

interface Alert {
  readonly labels: Readonly<Record<string, string>>;
}

async function untilAlert(url: string): Promise<Alert> {
  for (let asked = 0; asked < 300; asked++) {
    const alerts = (await (await fetch(`${url}/api/v2/alerts`)).json()) as Alert[];
    const found = alerts.find(({ labels }) => labels.window === '1h');
    if (found !== undefined) return found;
    await sleep(100);
  }
  throw new Error('no alert came');
}
