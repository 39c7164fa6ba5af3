import { beforeEach, describe, expect, it } from 'vitest';
import type { SlotLoad } from '../../core/sharding/planning/load.ts';
import { makePlan } from '../../core/sharding/planning/make-plan.ts';
import type { Plan, StoredPlan } from '../../core/sharding/planning/plan.ts';
import type { PlanningStore } from '../../core/sharding/planning/ports.ts';
import { aSituation } from '../core/sharding/planning/a-situation.ts';

let made = 0;
const hour = 3_600_000;

/** What every planning store has to obey. */
export function planningLaws(name: string, make: () => Promise<PlanningStore>): void {
  let store: PlanningStore;
  let keyspace: string;
  beforeEach(async () => {
    store = await make();
    keyspace = `plans-${made++}`;
  });

  const load = (slot: number, hours: number): SlotLoad => ({
    slot,
    hourMs: hours * hour,
    load: slot + 0.25,
    bytes: 7,
  });
  const measured = (hours: number) => ({ atMs: hours * hour + 60_000, slots: [{ slot: 1, work: 5, bytes: 7 }] });
  const aPlan = (id: string, atMs = 5): Plan => ({
    ...makePlan(id, { is: 'balance' }, { ...aSituation({ a: [60, 61], b: [40, 39] }), keyspace, atMs }),
  });

  describe(`${name}: loads`, () => {
    it('are those since a time, of all shards and hours', async () => {
      await store.putMeasured(keyspace, 'a', measured(1), [load(1, 1)]);
      await store.putMeasured(keyspace, 'a', measured(2), [load(1, 2)]);
      await store.putMeasured(keyspace, 'b', measured(2), [load(2, 2)]);
      await store.putMeasured(`${keyspace}-other`, 'b', measured(2), [load(3, 2)]);
      const since = async (hours: number) => (await store.loads(keyspace, hours * hour)).length;
      expect([await since(0), await since(1.5), await since(2), await since(2.01)]).toEqual([3, 2, 2, 0]);
      expect(await store.loadsOf(keyspace, 'b', 2 * hour)).toEqual([load(2, 2)]);
      expect(await store.loadsOf(keyspace, 'b', hour)).toEqual([]);
    });

    it('of an hour take the place of those before, and the measure goes with them', async () => {
      expect(await store.measured(keyspace, 'a')).toBeNull();
      await store.putMeasured(keyspace, 'a', measured(1), [load(1, 1)]);
      await store.putMeasured(keyspace, 'a', measured(1), [load(1, 1), load(2, 1)]);
      expect(await store.loads(keyspace, 0)).toEqual([load(1, 1), load(2, 1)]);
      expect(await store.measured(keyspace, 'a')).toEqual(measured(1));
    });
  });

  describe(`${name}: draining`, () => {
    it('is what was said last of each shard', async () => {
      expect(await store.draining(keyspace)).toEqual([]);
      await store.setDraining(keyspace, 'b', true);
      await store.setDraining(keyspace, 'a', true);
      await store.setDraining(keyspace, 'a', true);
      expect(await store.draining(keyspace)).toEqual(['a', 'b']);
      await store.setDraining(keyspace, 'a', false);
      expect(await store.draining(keyspace)).toEqual(['b']);
    });
  });

  describe(`${name}: plans`, () => {
    it('come back as they were made, once each', async () => {
      const plan = aPlan('1');
      expect(await store.putPlan(plan, 'proposed', null)).toBe(true);
      expect(await store.putPlan(aPlan('1', 9), 'running', null)).toBe(false);
      expect(await store.plan(keyspace, '1')).toEqual({ plan, is: 'proposed', sinceMs: 5, note: null });
      expect(await store.plan(keyspace, '2')).toBeNull();
    });

    it('come newest first, so many', async () => {
      for (const id of ['2', '1', '3']) await store.putPlan(aPlan(id), 'proposed', null);
      expect((await store.plans(keyspace, 2)).map(({ plan }) => plan.id)).toEqual(['3', '2']);
    });

    it('change their state for one of those who would change it', async () => {
      await store.putPlan(aPlan('1'), 'proposed', 'first');
      const stored = (await store.plan(keyspace, '1')) as StoredPlan;
      const marks = await Promise.all([1, 2, 3].map((at) => store.markPlan(stored, 'running', at, null)));
      expect(marks.filter(Boolean)).toHaveLength(1);
      expect(await store.plan(keyspace, '1')).toMatchObject({ is: 'running', note: null });
    });
  });
}
