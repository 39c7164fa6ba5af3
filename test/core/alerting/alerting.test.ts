import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { judgeMinutes, type Minute } from '../../../core/alerting/judge-minutes.ts';
import { parseObjective } from '../../../core/alerting/objective.ts';
import { prometheusRules } from '../../../core/alerting/prometheus-rules.ts';
import { rulesYaml } from '../../../core/alerting/rules-yaml.ts';
import { parseDeployment } from '../../../core/config.ts';

const prometheus = { total: 'sum(rate(all[$window]))', bad: 'sum(rate(bad[$window]))' };

describe('what a service promises', () => {
  it.each([
    [{ availability: 99.9 }, 0.001, '99.9 % succeed'],
    [{ availability: 99.95 }, 0.0005, '99.95 % succeed'],
    [{ latency: { p99Ms: 300 } }, 0.01, '99 % within 300 ms'],
    [{ latency: { p999Ms: 1000 } }, 0.001, '99.9 % within 1000 ms'],
  ])('%j leaves a budget of %f', (promise, budget, says) => {
    expect(parseObjective('checkout', { ...promise, prometheus })).toMatchObject({ budget, says, runbook: null });
  });

  it.each([
    [{ prometheus }, /^objective: is not one promise/],
    [{ availability: 99.9, latency: { p99Ms: 300 }, prometheus }, /^objective: is not one promise/],
    [{ latency: { p99Ms: 300, p50Ms: 20 }, prometheus }, /^objective: is not one promise/],
    [{ latency: {}, prometheus }, /^objective: is not one promise/],
    [{ availability: 100, prometheus }, /^availability: 100 is too big/],
    [{ availability: 0, prometheus }, /^availability: 0 is too small/],
    [{ availability: 99.9 }, /^prometheus: is missing/],
    [
      { availability: 99.9, prometheus: { total: 'sum(x)', bad: prometheus.bad } },
      /^prometheus\.total: .*write \[\$window\]/,
    ],
  ])('is refused where it cannot be kept or watched: %j', (input, message) => {
    expect(() => parseObjective('checkout', input)).toThrow(message);
  });

  it('stands in the config beside what is scaled, and is refused by its path', () => {
    const objectives = { checkout: { availability: 99.9, prometheus } };
    expect(parseDeployment({ scalables: {}, objectives }).objectives).toMatchObject([{ service: 'checkout' }]);
    const wrong = { checkout: { availability: 101, prometheus } };
    expect(() => parseDeployment({ scalables: {}, objectives: wrong })).toThrow(
      /^objectives\["checkout"\]\.availability: 101/,
    );
  });
});

describe('alerts on minutes', () => {
  const minutes = (length: number, bad: (minute: number) => number | null): (Minute | null)[] =>
    Array.from({ length }, (_, minute) => {
      const share = bad(minute);
      return share === null ? null : { total: 1000, bad: 1000 * share };
    });
  const firstPage = (all: readonly (Minute | null)[]) =>
    judgeMinutes(0.001, all).findIndex(({ severities, silent }) => silent || severities.includes('page'));

  it('page in the minute in which 2 % of the budget of 30 days are gone, and end five minutes after the burn', () => {
    const judged = judgeMinutes(
      0.001,
      minutes(600, (minute) => (minute >= 200 && minute < 220 ? 0.05 : 0)),
    );
    const paging = judged.flatMap(({ severities }, minute) => (severities.includes('page') ? [minute] : []));
    // 18 minutes of 50 times the budget are 15 times over an hour.
    expect(paging[0]).toBe(217);
    expect(paging.at(-1)).toBe(222);
  });

  it('write a ticket, and call nobody, where the budget burns slowly for days', () => {
    const judged = judgeMinutes(
      0.001,
      minutes(5 * 1440, () => 0.002),
    );
    expect(judged.at(-1)?.severities).toEqual(['ticket']);
  });

  it('never page for missing data alone, and always for a source that stays dead', () => {
    expect(firstPage(minutes(3000, (minute) => (minute % 60 < 19 ? null : 0.0001)))).toBe(-1);
    expect(firstPage(minutes(3000, (minute) => (minute >= 1000 ? null : 0.0001)))).toBe(1019);
    expect(firstPage(minutes(40, () => null))).toBe(19);
  });

  it('call nobody for one request of a few', () => {
    const one = (minute: number) => ({ total: 1, bad: minute === 100 ? 1 : 0 });
    expect(firstPage(Array.from({ length: 300 }, (_, minute) => one(minute)))).toBe(-1);
    expect(firstPage(Array.from({ length: 300 }, (_, minute) => ({ total: 1, bad: minute >= 100 ? 1 : 0 })))).toBe(104);
  });

  it('take no requests for no failure', () => {
    expect(firstPage(Array.from({ length: 100 }, () => ({ total: 0, bad: 0 })))).toBe(-1);
  });
});

describe('rules for Prometheus', () => {
  it('are read from YAML as they were meant, whatever is written in a query', () => {
    const strange = { total: 'sum(rate(a{x="é: # \' \\"- "}[$window]))', bad: prometheus.bad };
    const objective = parseObjective('shop/web', {
      availability: 99.9,
      prometheus: strange,
      runbook: 'https://wiki/1',
    });
    const groups = [prometheusRules(objective)];
    expect(parse(rulesYaml(groups))).toEqual({ groups });
    expect(rulesYaml(groups)).not.toContain('$window');
  });
});
