import { describe, expect, it } from 'vitest';
import { candidates } from '../../../../sim/scaling/portfolio/candidates.ts';
import { Shadow } from '../../../../sim/scaling/portfolio/shadow.ts';
import { Decided } from '../../../../sim/scaling/world/decided.ts';
import { type FaultKind, faultKinds } from '../../../../sim/scaling/world/fault-kind.ts';
import { mishapsOf, withMissing } from '../../../../sim/scaling/world/mishaps.ts';
import { profiles } from '../../../../sim/scaling/world/profile.ts';
import type { Scaler } from '../../../../sim/scaling/world/seen.ts';
import { type Run, World } from '../../../../sim/scaling/world/world.ts';
import { aWorkload, someUnits } from '../a-workload.ts';

const profile = profiles[60];
const leadSeconds = 180;
const steps = 4 * 1440;

function worldWith(kinds: readonly FaultKind[], units: readonly number[] = someUnits(steps, 7)): World {
  const workload = withMissing(kinds, aWorkload(units), 1);
  return new World(workload, leadSeconds, profile, { mishaps: mishapsOf(kinds, workload, leadSeconds, 1) });
}

function violations({ violation }: Run): number {
  return violation.reduce((sum, share) => sum + share, 0);
}

const steady: Scaler = { ask: () => 21 };
const flat = new Array<number>(steps).fill(20);

describe('what goes wrong in a backtest', () => {
  it('is nothing where nothing is asked for', () => {
    const workload = aWorkload(someUnits(100, 3));
    expect(mishapsOf([], workload, leadSeconds, 1)).toBeNull();
    expect(withMissing([], workload, 1)).toBe(workload);
  });

  it.each(faultKinds)('is the same for the same seed: %s', (kind) => {
    const [first, again] = [worldWith([kind]), worldWith([kind])];
    const { config } = candidates(leadSeconds, profile)[20] ?? { config: null };
    if (config === null) throw new Error('there is no candidate');
    const asked = [first, again].map((world) => {
      return Int32Array.from(world.run(new Decided(world.workload.startMs, () => config)).asked);
    });
    expect(asked[0]).toEqual(asked[1]);
  });

  it('loses a tenth of the points, and half an hour a day', () => {
    const { measured } = worldWith(['missing']).workload;
    const lost = measured.reduce((sum, is) => sum + 1 - is, 0) / steps;
    expect(lost).toBeGreaterThan(0.1);
    expect(lost).toBeLessThan(0.14);
  });

  it('brings metrics five minutes late at times, in order and never early', () => {
    const { newestAt } = worldWith(['late']);
    const lags = newestAt.map((newest, step) => step - newest).subarray(10);
    expect(Math.min(...lags)).toBe(2);
    expect(Math.max(...lags)).toBe(7);
    expect(newestAt.every((newest, step) => step === 0 || newest >= (newestAt[step - 1] ?? 0))).toBe(true);
  });

  it('lets a deploy take 30 % of capacity once a day', () => {
    expect(violations(worldWith([], flat).run(steady))).toBeLessThan(0.02 * steps);
    expect(violations(worldWith(['deploy'], flat).run(steady))).toBeGreaterThan(3 * 15);
  });

  it('lets launches scatter about the lead, and fail one time in twenty', () => {
    const { leadSteps } = mishapsOf(['launch'], aWorkload(flat), 900, 1) ?? {};
    const leads = [...(leadSteps ?? [])];
    const mean = leads.reduce((sum, lead) => sum + lead, 0) / leads.length;
    expect(mean).toBeGreaterThan(15);
    expect(mean).toBeLessThan(17.5);
    expect(leads.filter((lead) => lead > 26).length / leads.length).toBeGreaterThan(0.03);
  });

  it.each(['missing', 'late', 'deploy'] as const)('is met by the shadow runs as by decide itself: %s', (kind) => {
    const world = worldWith([kind]);
    const some = candidates(leadSeconds, profile).filter((_, index) => index % 70 === 0);
    const shadow = new Shadow(world, some);
    for (const candidate of some) {
      const asked = Int32Array.from(world.run(shadow.scaler(candidate)).asked);
      const decided = world.run(new Decided(world.workload.startMs, () => candidate.config)).asked;
      expect(asked, candidate.family).toEqual(decided);
    }
  });
});
