import type { Observation as BalancingObservation } from '../../core/balancing/observation.ts';
import type { CapabilityName } from '../../core/model/capability-name.ts';
import type { Kept, Observation } from '../../core/scaling/observation.ts';
import type { KeptPool } from '../../core/scaling/pool/kept-pool.ts';
import { aCapacity, aConfig, aMemory, anObservation, aPart, aPool, aReading, minuteMs, noonMs } from '../fixtures.ts';
import { balancingScenes } from './balancing-scenes.ts';

const readings = {
  demand: { parts: [aPart] },
  cpu: { parts: [aPart] },
  running: { parts: [aPart] },
  depth: { parts: [aPart] },
};
/** Ten run since an hour, fourteen are prepared; launches took a quarter of an hour, and starts from the pool a minute. */
function aPooledMemory(pool: Pick<KeptPool<Kept>, 'found'>) {
  const seen = [{ atMs: noonMs - 60 * minuteMs, asked: 10, running: 10 }];
  const own = { schema: 1, needs: [], silentSinceMs: null, policies: {} } as const;
  const launches = (seconds: number) => ({ pending: [], leads: Array.from({ length: 6 }, () => seconds), again: null });
  const together = {
    ...own,
    seen: [{ atMs: noonMs - 60 * minuteMs, asked: 14, running: 14 }],
    launches: launches(870),
  };
  return aMemory({ seen, launches: launches(60), pool: { ...pool, of: 'web', started: 'AAABBBCCC', together } });
}

const tracking = { kind: 'target-tracking', reading: 'demand', of: 'demand', target: 100 } as const;
const changeMs = Date.UTC(2026, 9, 25, 1);

const scaling: Readonly<Record<string, Observation>> = {
  'scale-out-doubles': anObservation({ readings: { demand: aReading([1000, 2900]) }, alarm: 'ALARM' }),

  'scale-in-held-by-a-need': anObservation({
    readings: { demand: aReading([800, 420]) },
    memory: aMemory({
      seen: [{ atMs: noonMs - 60 * minuteMs, asked: 10, running: 10 }],
      needs: [
        { atMs: noonMs - 4 * minuteMs, desired: 8 },
        { atMs: noonMs - minuteMs, desired: 5 },
      ],
    }),
  }),

  'degraded-holds': anObservation({
    readings: { demand: aReading(['late', 'missing', 'late', 'late', 'late']) },
    memory: aMemory({ silentSinceMs: noonMs - 45 * minuteMs }),
  }),

  'step-on-what-ran-then': anObservation({
    config: aConfig({
      readings,
      policies: [
        {
          kind: 'step',
          reading: 'cpu',
          steps: [
            { below: 20, add: -1 },
            { from: 60, below: 80, add: 2 },
            { from: 80, addPercent: 35 },
          ],
        },
      ],
    }),
    capacity: aCapacity({ asked: 12, running: 10, inFlight: 2 }),
    readings: { cpu: aReading([75, 91]), running: aReading([10, 10]) },
    memory: aMemory({
      seen: [
        { atMs: noonMs - 60 * minuteMs, asked: 10, running: 10 },
        { atMs: noonMs - 3 * minuteMs, asked: 12, running: 10 },
      ],
    }),
  }),

  'utilisation-of-what-ran-then': anObservation({
    config: aConfig({
      readings,
      policies: [{ kind: 'target-tracking', reading: 'cpu', of: 'utilisation', target: 0.6 }],
    }),
    capacity: aCapacity({ asked: 15, running: 12, inFlight: 3 }),
    readings: { cpu: aReading([0.9, 0.93]) },
    memory: aMemory({
      seen: [
        { atMs: noonMs - 60 * minuteMs, asked: 8, running: 8 },
        { atMs: noonMs, asked: 15, running: 12 },
      ],
    }),
  }),

  'schedule-as-the-clocks-change': anObservation({
    atMs: changeMs,
    config: aConfig({
      readings,
      policies: [
        tracking,
        {
          kind: 'schedule',
          timeZone: 'Europe/Berlin',
          windows: [
            { from: '02:00', to: '02:30', floor: 14 },
            { days: ['sat'], from: '22:00', to: '06:00', ceiling: 16 },
          ],
        },
      ],
    }),
    readings: { demand: aReading([1900], changeMs - 2 * minuteMs) },
    memory: aMemory(),
  }),

  'a-floor-by-hand-in-recommend-mode': anObservation({
    config: aConfig({ mode: 'recommend', readings }),
    overrides: [
      { kind: 'floor', units: 15, untilMs: noonMs + 60 * minuteMs, note: 'sale' },
      { kind: 'ceiling', units: 3, untilMs: noonMs, note: null },
    ],
  }),

  'a-blind-backlog-within-the-limits-of-the-target': anObservation({
    config: aConfig({
      readings,
      policies: [{ kind: 'backlog', reading: 'depth', acceptableLatencySeconds: 10, processingSeconds: 0.1 }],
    }),
    capacity: aCapacity({ asked: 6, min: 4, max: 8, keepBecause: { says: 'a deployment is running' } }),
    readings: { depth: aReading([5000, 'late']) },
    memory: aMemory(),
  }),

  'more-is-wanted-than-stands-ready-in-the-pool': anObservation({
    config: aConfig({ leadSeconds: 900, warmPool: { max: 18 } }),
    readings: { demand: aReading([1700]) },
    pool: aPool(),
    memory: aPooledMemory({ found: null }),
  }),

  'a-pool-is-filled-for-the-first-time': anObservation({
    config: aConfig({ leadSeconds: 900, warmPool: {} }),
    readings: { demand: aReading([1300]) },
    pool: aPool({ set: null, ready: 0, units: null }),
  }),

  'a-pool-that-cannot-be-read': anObservation({
    config: aConfig({ leadSeconds: 900, warmPool: {} }),
    readings: { demand: aReading([900]) },
    pool: { trouble: 'ThrottlingException: Rate exceeded' },
    memory: aPooledMemory({ found: null }),
  }),

  'a-pool-is-put-back-in-the-mode-off': anObservation({
    config: aConfig({ mode: 'off', leadSeconds: 900, warmPool: {} }),
    pool: aPool(),
    memory: aPooledMemory({
      found: { minSize: 2, prepared: null, poolState: 'Stopped', reuseOnScaleIn: true },
    }),
  }),
};

/** A look that every release has to decide as the first one did. */
interface Scene {
  readonly capability: CapabilityName;
  readonly observation: Observation | BalancingObservation;
}

const of = (capability: Scene['capability'], looks: Readonly<Record<string, Scene['observation']>>) =>
  Object.entries(looks).map(([name, observation]): [string, Scene] => [name, { capability, observation }]);

export const scenes: Readonly<Record<string, Scene>> = Object.fromEntries([
  ...of('scaling', scaling),
  ...of('balancing', balancingScenes),
]);
