import { expect, test } from 'vitest';
import type { PolicyConfig } from '../../../../core/scaling/config/policy-kinds.ts';
import type { Observation } from '../../../../core/scaling/observation.ts';
import { BesideNative, nativeScaler, usualNative } from '../../../../sim/scaling/beside/beside-native.ts';
import { costAndViolation } from '../../../../sim/scaling/score/measures.ts';
import { profiles } from '../../../../sim/scaling/world/profile.ts';
import { simulatedScalable } from '../../../../sim/scaling/world/simulated-scalable.ts';
import { World } from '../../../../sim/scaling/world/world.ts';
import { aWorkload } from '../a-workload.ts';

const leadSeconds = 180;
/** Two units for eight hours, then twenty: each day alike. */
const days = Array.from({ length: 4 * 1440 }, (_, step) => (step % 1440 < 480 ? 2 : 20));
const workload = aWorkload(days);
const world = new World(workload, leadSeconds, profiles[60]);
const native = { ...usualNative, target: 0.7 };
const play = (policies: PolicyConfig[], asked: Partial<typeof native> = {}) => {
  const config = simulatedScalable(policies, leadSeconds);
  const run = world.run(new BesideNative({ ...native, ...asked }, 60, workload.startMs, () => config));
  return { asked: Int32Array.from(run.asked), figures: costAndViolation(workload, run) };
};
const before: PolicyConfig = {
  kind: 'schedule',
  timeZone: 'UTC',
  windows: [
    { days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], from: '07:45', to: '09:00', floor: 24, ceiling: null },
  ],
};

test('a minimum that is never above what target tracking asks for changes nothing', () => {
  const alone = world.run(nativeScaler(native, 60));
  const [asked, figures] = [Int32Array.from(alone.asked), costAndViolation(workload, alone)];
  const nothing: PolicyConfig = { ...before, windows: [{ ...before.windows[0], floor: 1 } as never] };
  const played = play([nothing]);
  expect(played.asked).toEqual(asked);
  expect(played.figures).toEqual(figures);
});

test('a minimum that is there before the load takes away what target tracking misses, and reacting stays with that', () => {
  const [aloneCost, aloneMissed] = [...costAndViolation(workload, world.run(nativeScaler(native, 60)))].reverse();
  const { asked, figures } = play([before]);
  const [missed, cost] = figures;
  expect(aloneMissed).toBeGreaterThan(0.1);
  expect(missed).toBeLessThan((aloneMissed ?? 0) / 10);
  expect(cost).toBeLessThan((aloneCost ?? 0) * 1.2);
  // In the afternoon, when no window is open, it is target tracking that keeps twenty going.
  expect(asked[1440 + 900]).toBeGreaterThanOrEqual(20);
});

test('the product sees its minimum as asked for, and what AWS runs above it as running', () => {
  const config = simulatedScalable([before], leadSeconds);
  const scaler = new BesideNative(native, 60, workload.startMs, () => config);
  const told: Pick<Observation['capacity'], 'asked' | 'running'>[] = [];
  world.run({
    ask(seen) {
      const asked = scaler.ask(seen);
      told.push({ asked: scaler.product.memory.kept?.seen.at(-1)?.asked ?? -1, running: seen.running });
      return asked;
    },
  });
  const afternoon = told[1440 + 900];
  expect(afternoon?.asked).toBe(1);
  expect(afternoon?.running).toBeGreaterThanOrEqual(20);
});
