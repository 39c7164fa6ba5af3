import { describe, expect, test } from 'vitest';
import { adviceOn } from '../../../sim/scaling/score/advice.ts';
import type { Row } from '../../../sim/scaling/score/answer.ts';

const row = (family: string, kind: Row['kind'], violationPercent: number, costRatio: number): Row => ({
  family,
  kind,
  knobs: {},
  selection: kind === 'peer' ? 'default' : 'nightly',
  violationPercent,
  violationTimePercent: 0,
  costRatio,
  thetaU: 0,
  thetaO: 0,
  tauU: 0,
  tauO: 0,
  actionsPerDay: 0,
  flipsPerDay: 0,
  surgeRatio: null,
});

function advice(rows: Row[], headroom: Row, days = 14) {
  const trace = { name: 'made', startMs: 0, stepSeconds: 3600, values: new Float64Array(days * 24) };
  const settings = {
    trace: 'made',
    leadSeconds: 180,
    sloBudgetPercent: 0.5,
    metricClassSeconds: 60,
    seeds: 1,
  } as const;
  return adviceOn({ ...settings, scoredMinutes: 10_080, clairvoyantMeanUnits: 20, rows, headroom }, trace);
}

const ours = row('headroom', 'ours', 0.2, 1.3);

describe('what to do after a backtest', () => {
  test.each([
    ['cheaper inside the budget', row('yours', 'yours', 0.1, 1.2), 'keep'],
    ['dearer inside the budget', row('yours', 'yours', 0.1, 1.5), 'headroom'],
    ['cheaper over the budget', row('yours', 'yours', 0.9, 1.1), 'headroom'],
    ['as dear, or nearly', row('yours', 'yours', 0.1, 1.305), 'keep'],
  ])('what is configured is %s', (_, yours, is) => {
    expect(advice([yours, row('kubernetes-hpa', 'peer', 0, 1)], ours)).toMatchObject({ is });
  });

  test('where Headroom misses the budget and what one has keeps it, one keeps that', () => {
    const { is, says } = advice([row('yours', 'yours', 0.4, 2)], row('headroom', 'ours', 0.6, 1));
    expect(is).toBe('keep');
    expect(says).toMatch(/^Keep what you have: yours costs \$\d+ .*over the budget of 0.5 %\.$/);
  });

  test('without a config of theirs, it is the cheapest of the others as shipped that keeps the budget', () => {
    const peers = [
      row('keda-rate', 'peer', 0.1, 1.2),
      row('google-mig', 'peer', 3, 1),
      row('kubernetes-hpa', 'peer', 0, 1.6),
    ];
    expect(advice(peers, ours).says).toMatch(/^Keep what you have: keda-rate as shipped/);
  });

  test('under two weeks it is too short to say', () => {
    const { is, says } = advice([row('yours', 'yours', 0.1, 1)], ours, 13);
    expect(is).toBe('too-short');
    expect(says).not.toContain('Keep');
  });
});
