import type { Observation } from '../../core/balancing/observation.ts';
import { aGroup, aGroupInput, aLook, plainAttributes } from '../core/balancing/fleet.ts';
import { minuteMs, noonMs } from '../fixtures.ts';

const steps = [
  { percent: 5, holdSeconds: 300 },
  { percent: 100, holdSeconds: 0 },
];
const shift = { from: 'blue', to: 'green', name: 'v2', plan: { kind: 'steps' as const, steps } };
const standing = { factor: 0.4, usualSeconds: 0.1, slower: 2.5, errorShare: 0.01, requests: 2000, errors: 20 };

/** Looks at weights. */
export const balancingScenes: Readonly<Record<string, Observation>> = {
  'weights-of-unequal-groups-a-step-at-a-time': aLook({
    input: { groups: { blue: aGroupInput('blue', { unitCapacity: 4 }), green: aGroupInput('green') } },
  }),

  'weights-leave-a-dead-group-of-a-sticky-action': aLook({
    sticky: true,
    groups: { blue: aGroup(), green: aGroup({ healthy: 0, unhealthy: 2 }) },
  }),

  'weights-of-a-slow-group-beside-others': aLook({
    otherGroups: 1,
    otherWeight: 300,
    kept: { standings: { green: standing }, learnedAtMs: noonMs - 3 * minuteMs },
    groups: { blue: aGroup(), green: aGroup({}, { requests: 400, errors: 12, p50Seconds: 0.3 }) },
  }),

  'weights-of-a-canary-that-burns-the-budget': aLook({
    input: { shift },
    groups: { blue: aGroup({ weight: 949 }), green: aGroup({ weight: 50 }, { requests: 60, errors: 20 }) },
  }),

  'weights-handed-over-and-pinned-in-recommend-mode': aLook({
    input: { mode: 'recommend' },
    groups: { blue: aGroup({ healthy: 4, asked: 1 }), green: aGroup() },
    overrides: [{ kind: 'pin', group: 'green', percent: 10, untilMs: noonMs + minuteMs, note: 'a load test' }],
  }),

  'weights-that-somebody-has-set-and-attributes': aLook({
    kept: { asserted: { blue: 700, green: 299 } },
    input: {
      attributes: 'apply',
      groups: { blue: aGroupInput('blue', { attributes: { slowStartSeconds: 60 } }), green: aGroupInput('green') },
    },
    groups: { blue: aGroup(), green: aGroup({ attributes: { ...plainAttributes, slowStartSeconds: 90 } }) },
  }),

  'a-reservation-after-the-peak': aLook({
    input: { reservation: { windows: [{ from: '08:00', to: '10:00', capacityUnits: 2000 }] } },
    reservation: { units: 2000, pending: false, decreasesLeft: 1, peakUnits: null, failedBecause: null },
  }),
};
