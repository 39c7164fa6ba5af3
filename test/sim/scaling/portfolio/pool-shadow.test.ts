import { describe, expect, test } from 'vitest';
import { measuredLeadSeconds, noLaunches } from '../../../../core/scaling/launches.ts';
import { type Candidate, candidates } from '../../../../sim/scaling/portfolio/candidates.ts';
import { alone } from '../../../../sim/scaling/portfolio/in-charge.ts';
import type { Merit } from '../../../../sim/scaling/portfolio/merits.ts';
import { type PoolCandidate, poolCandidates } from '../../../../sim/scaling/portfolio/pool-candidates.ts';
import {
  chooseSeveralBesidePool,
  firstBesidePool,
  joinedBesidePool,
} from '../../../../sim/scaling/portfolio/pool-in-charge.ts';
import { nightlyBesidePool, scalersBesidePool } from '../../../../sim/scaling/portfolio/pool-scalers.ts';
import { severalRule } from '../../../../sim/scaling/portfolio/rule.ts';
import { Decided } from '../../../../sim/scaling/world/decided.ts';
import { DecidedWithPool } from '../../../../sim/scaling/world/decided-with-pool.ts';
import { mishapsOf } from '../../../../sim/scaling/world/mishaps.ts';
import { profiles } from '../../../../sim/scaling/world/profile.ts';
import type { Scaler } from '../../../../sim/scaling/world/seen.ts';
import { World } from '../../../../sim/scaling/world/world.ts';
import { aWorkload, someUnits } from '../a-workload.ts';

const steps = 1800;

/** Candidates that lose nearly the same, the last of them least. */
function standing(count: number): Merit[] {
  return Array.from({ length: count }, (_, candidate) => {
    return { candidate, violationPercent: 0, costRatio: 1.5 - candidate / 10_000, worth: 0 };
  });
}

const leadSeconds = 900;

describe.each([
  [60, 60],
  [180, 20],
] as const)(
  'shadow runs beside a pool, a warm lead of %i s and metrics of %i s',
  (warmLeadSeconds, metricClassSeconds) => {
    const profile = profiles[metricClassSeconds];
    const pool = { warmLeadSeconds, price: 0.02 };
    const all = poolCandidates({ leadSeconds, warmLeadSeconds }, profile);
    const every = Math.floor(all.length / 7);

    test('ask byte for byte what decide asks, of what runs and of both together, through gaps as well', () => {
      const measured = new Uint8Array(steps).fill(1).fill(0, 700, 705).fill(0, 1200, 1350).fill(0, 0, 3);
      const workload = aWorkload(someUnits(steps, 11), { measured }, profile);
      const world = new World(workload, leadSeconds, profile, { pool });
      const some = all.map((_, index) => index).filter((index) => index % every === 7);
      const shadows = scalersBesidePool(
        world,
        some.map((index) => all[index] as (typeof all)[number]),
      );
      some.forEach((index, at) => {
        const { asked, billed, pooled } = world.run((shadows[at] as (typeof shadows)[number])());
        const told = { asked: [...asked], billed: [...billed], pooled: [...(pooled ?? [])] };
        const decided = world.run(nightlyBesidePool(world, [{ running: alone(index), together: alone(index) }]));
        const name = `${index}: ${JSON.stringify(all[index]?.running?.policy)}`;
        expect([...decided.asked], name).toEqual(told.asked);
        expect([...decided.billed], name).toEqual(told.billed);
        expect([...(decided.pooled ?? [])], name).toEqual(told.pooled);
      });
    });

    test('ask so too where several are in charge together', () => {
      const workload = aWorkload(someUnits(steps, 11), {}, profile);
      const world = new World(workload, leadSeconds, profile, { pool });
      const inCharge = chooseSeveralBesidePool(standing(all.length), all, { ...severalRule, budgetPercent: 0.5 });
      expect(inCharge.running?.length).toBeGreaterThan(5);
      expect(inCharge.together.length).toBeGreaterThan(2);
      const [shadow] = scalersBesidePool(world, [joinedBesidePool(all, inCharge)]);
      const told = world.run((shadow as () => Scaler)());
      const decided = world.run(nightlyBesidePool(world, [inCharge]));
      expect([...decided.asked]).toEqual([...told.asked]);
      expect([...(decided.pooled ?? [])]).toEqual([...(told.pooled ?? [])]);
    });

    test('who fills no pool does there what the same candidate does where there is none', () => {
      const workload = aWorkload(someUnits(steps, 5), {}, profile);
      const plain = new World(workload, leadSeconds, profile);
      const beside = new World(workload, leadSeconds, profile, { pool });
      const some = candidates(leadSeconds, profile);
      for (const index of [0, 47, 90, 139]) {
        const { asked, billed, violation } = plain.run(
          new Decided(workload.startMs, () => (some[index] as Candidate).config),
        );
        const told = { asked: [...asked], billed: [...billed], violation: [...violation] };
        const without = beside.run(nightlyBesidePool(beside, [{ running: null, together: alone(all.length + index) }]));
        expect({
          asked: [...without.asked],
          billed: [...without.billed],
          violation: [...without.violation],
        }).toEqual(told);
        expect(without.pooled?.every((units) => units === 0)).toBe(true);
      }
    });

    test('begin with one of the candidates', () => {
      const { running, together } = firstBesidePool(all);
      expect(together[0].candidate).toBeGreaterThanOrEqual(0);
      expect(running).toEqual(together);
    });
  },
);

test('where launches scatter, starts from the pool do as well, and the product learns both leads apart', () => {
  const profile = profiles[60];
  const workload = aWorkload(someUnits(steps, 5), {}, profile);
  const mishaps = mishapsOf(['launch'], workload, leadSeconds, 3);
  const world = new World(workload, leadSeconds, profile, { mishaps, pool: { warmLeadSeconds: 120, price: 0.02 } });
  const memory = { running: 0, together: 0 };
  const [one] = poolCandidates({ leadSeconds, warmLeadSeconds: 120 }, profile);
  const config = { running: one?.running?.config ?? null, together: (one as PoolCandidate).together.config };
  const scaler = new DecidedWithPool(
    workload.startMs,
    () => config,
    (_, { running, together }) => {
      if (running !== null) memory.running = measuredLeadSeconds(running.keep.launches ?? noLaunches, 0);
      memory.together = measuredLeadSeconds(together.keep.launches ?? noLaunches, 0);
    },
  );
  world.run(scaler);
  expect(memory.running).toBeGreaterThanOrEqual(120);
  expect(memory.running).toBeLessThan(420);
  expect(memory.together).toBeGreaterThan(720);
});
