import type { Measured, SlotLoad } from '../../../core/sharding/planning/load.ts';
import type { StoredPlan } from '../../../core/sharding/planning/plan.ts';
import type { PlanningStore } from '../../../core/sharding/planning/ports.ts';

/** The planning store of tests. Values are kept as they are given, and must not be changed afterwards. */
export function memoryPlanning(): PlanningStore {
  const measures = new Map<string, Measured>();
  const loads = new Map<string, readonly SlotLoad[]>();
  const drains = new Map<string, Set<string>>();
  const plans = new Map<string, StoredPlan>();
  const nameOf = (...parts: readonly (string | number)[]) => parts.join('#');
  const hourOf = (atMs: number) => Math.floor(atMs / 3_600_000) * 3_600_000;
  return {
    loads: async (keyspace, sinceMs) =>
      [...loads].flatMap(([name, all]) =>
        name.startsWith(`${keyspace}#`) ? all.filter(({ hourMs }) => hourMs >= sinceMs) : [],
      ),
    measured: async (keyspace, shard) => measures.get(nameOf(keyspace, shard)) ?? null,
    loadsOf: async (keyspace, shard, hourMs) => loads.get(nameOf(keyspace, shard, hourMs)) ?? [],
    putMeasured: async (keyspace, shard, measured, all) => {
      measures.set(nameOf(keyspace, shard), measured);
      loads.set(nameOf(keyspace, shard, hourOf(measured.atMs)), all);
    },
    keyReports: async () => [],
    draining: async (keyspace) => [...(drains.get(keyspace) ?? [])].sort(),
    setDraining: async (keyspace, shard, draining) => {
      const all = drains.get(keyspace) ?? new Set();
      drains.set(keyspace, all);
      if (draining) all.add(shard);
      else all.delete(shard);
    },
    putPlan: async (plan, is, note) => {
      const name = nameOf(plan.keyspace, plan.id);
      if (plans.has(name)) return false;
      plans.set(name, { plan, is, sinceMs: plan.madeAtMs, note });
      return true;
    },
    markPlan: async ({ plan, is: was }, is, atMs, note) => {
      const name = nameOf(plan.keyspace, plan.id);
      if (plans.get(name)?.is !== was) return false;
      plans.set(name, { plan, is, sinceMs: atMs, note });
      return true;
    },
    plan: async (keyspace, id) => plans.get(nameOf(keyspace, id)) ?? null,
    plans: async (keyspace, limit) =>
      [...plans.values()]
        .filter(({ plan }) => plan.keyspace === keyspace)
        .sort((a, b) => (a.plan.id < b.plan.id ? 1 : -1))
        .slice(0, limit),
  };
}
