import { Waiting } from '../../../core/scaling/policies/provisioner/staffing/waiting.ts';
import { type Profile, profiles } from '../../../sim/scaling/world/profile.ts';
import type { Workload } from '../../../sim/workloads/workload.ts';

/** A workload of units of need: demand is what `units` units can just serve, all measured, judged and scored. */
export function aWorkload(
  units: readonly number[],
  changes: Partial<Workload> = {},
  profile: Profile = profiles[60],
): Workload {
  const waiting = new Waiting(profile);
  const demand = Float64Array.from(units, (unit) => waiting.mostPerSecond(unit) * 0.9999);
  const ones = new Uint8Array(units.length).fill(1);
  return {
    name: 'made',
    startMs: Date.UTC(2026, 0, 5),
    stepSeconds: profile.stepSeconds,
    steps: units.length,
    demand,
    measured: ones,
    judged: ones,
    scored: ones,
    need: Int32Array.from(demand, (perSecond) => waiting.need(perSecond)),
    madeMinutes: false,
    ...changes,
  };
}

/** A few days of something like traffic: a daily wave, noise and bursts; the same for the same seed. */
export function someUnits(steps: number, seed: number): number[] {
  let state = seed >>> 0;
  const next = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
  };
  let burst = 1;
  return Array.from({ length: steps }, (_, step) => {
    burst = next() < 0.01 ? 1 + 4 * next() : 1 + 0.9 * (burst - 1);
    const wave = 12 + 8 * Math.sin((2 * Math.PI * step) / 1440);
    return Math.max(1, Math.round(wave * burst * (0.9 + 0.2 * next())));
  });
}
