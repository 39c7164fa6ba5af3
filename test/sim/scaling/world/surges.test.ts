import { describe, expect, test } from 'vitest';
import { hpa, keda } from '../../../../sim/scaling/baselines/hpa.ts';
import { targetTracking } from '../../../../sim/scaling/baselines/target-tracking.ts';
import { candidates, firstInCharge } from '../../../../sim/scaling/portfolio/candidates.ts';
import { policyColumns, whoRunsAway } from '../../../../sim/scaling/report/policy-rows.ts';
import type { Backtest, Row } from '../../../../sim/scaling/score/answer.ts';
import { Decided } from '../../../../sim/scaling/world/decided.ts';
import { mishapsOf } from '../../../../sim/scaling/world/mishaps.ts';
import { profiles, unitRate } from '../../../../sim/scaling/world/profile.ts';
import type { Scaler, Seen } from '../../../../sim/scaling/world/seen.ts';
import { surgeRatio } from '../../../../sim/scaling/world/surges.ts';
import { World } from '../../../../sim/scaling/world/world.ts';
import { aWorkload } from '../a-workload.ts';

const profile = profiles[60];
const leadSeconds = 180;
const days = 5;
/** The peak of each day is at noon. */
const workload = aWorkload(Array.from({ length: days * 1440 }, (_, step) => (step % 1440 === 720 ? 21 : 20)));
const world = new World(workload, leadSeconds, profile, {
  mishaps: mishapsOf(['surge'], workload, leadSeconds, 1),
});

/** What a scaler is told at each step. */
function watching(units: number): { readonly told: Pick<Seen, 'asked' | 'running' | 'deploying'>[]; scaler: Scaler } {
  const told: Pick<Seen, 'asked' | 'running' | 'deploying'>[] = [];
  const scaler = {
    ask({ asked, running, deploying }: Seen): number {
      told.push({ asked, running, deploying });
      return units;
    },
  };
  return { told, scaler };
}

function ratioOf(make: () => Scaler): number | null {
  const asked = Int32Array.from(world.run(make()).asked);
  const without = world.withoutSurges().run(make()).asked;
  return surgeRatio(
    world.surges ?? { each: [], at: new Int16Array(), stepSeconds: 60 },
    workload.scored,
    asked,
    without,
  );
}

describe('deployments in a backtest', () => {
  test('are one a day, each of another kind, and what runs is then not what is asked for', () => {
    const { told, scaler } = watching(30);
    world.run(scaler);
    const kinds = world.surges?.each.map(({ history }) => history) ?? [];
    expect(new Set(kinds).size).toBe(days);
    const runs = kinds.map((_, day) => {
      const ran = told.slice(day * 1440 + 10, (day + 1) * 1440).map(({ running }) => running);
      return [Math.min(...ran), Math.max(...ran)];
    });
    expect(Object.fromEntries(kinds.map((kind, day) => [kind, runs[day]]))).toEqual({
      rolling: [30, 45],
      'blue/green': [30, 60],
      'launch first': [30, 45],
      'terminate first': [22, 30],
      'start-up CPU': [30, 45],
    });
  });

  test('are told where the target knows of them, and not for longer than they last', () => {
    const { told, scaler } = watching(30);
    world.run(scaler);
    // An instance refresh is told by no group.
    expect(told.filter(({ deploying }) => deploying).length).toBe((days - 1) * 30);
  });

  test('leave a world without any as it was', () => {
    const plain = new World(workload, leadSeconds, profile);
    const scaler = () => targetTracking(0.5, 300, 60);
    expect(world.withoutSurges().run(scaler()).asked).toEqual(plain.run(scaler()).asked);
  });

  test('make who multiplies by all that run go on and on, and nobody who knows better', () => {
    const all = candidates(leadSeconds, profile);
    const { config } = all[firstInCharge(all)] ?? {};
    if (config === undefined) throw new Error('nobody is in charge');
    expect(ratioOf(() => targetTracking(0.35, 300, 60))).toBeGreaterThan(3);
    expect(ratioOf(() => hpa(0.5, 300, 60))).toBeLessThan(1.5);
    expect(ratioOf(() => keda(0.5, 300, 60, unitRate(profile)))).toBe(1);
    expect(ratioOf(() => new Decided(workload.startMs, () => config))).toBeLessThan(1.1);
  });
});

describe('who runs away', () => {
  const row = (family: string, ratio: number | null, kind: Row['kind'] = 'peer') => ({
    family,
    kind,
    surgeRatio: ratio,
  });
  const answer = (ours: number | null, rows: object[]) =>
    ({ table: { headroom: row('headroom', ours, 'ours'), rows } }) as unknown as Backtest;

  test('is told by name, the worst of each, and not of bounds', () => {
    const rows = [row('a', 1.2), row('b', 2), row('b', 9.04), row('c', 1.5), row('static-peak', 7, 'bound')];
    expect(whoRunsAway(answer(1.04, rows))).toBe(
      'In deployments these run away: b (9.0 ×), c (1.5 ×); Headroom asks for at most 1.04 times what it asks for without them.',
    );
    expect(whoRunsAway(answer(1, [row('a', 1)]))).toContain('nobody runs away');
  });

  test('has a column only where deployments are played', () => {
    expect(whoRunsAway(answer(null, []))).toBeNull();
    expect(policyColumns(answer(null, [])).length + 1).toBe(policyColumns(answer(1, [])).length);
  });
});
