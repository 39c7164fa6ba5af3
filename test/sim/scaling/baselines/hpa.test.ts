import { describe, expect, test } from 'vitest';
import { hpa, keda } from '../../../../sim/scaling/baselines/hpa.ts';
import { hpaAverageValueReplicas, hpaReplicas, type Pods } from '../../../../sim/scaling/baselines/hpa-replicas.ts';
import { profiles } from '../../../../sim/scaling/world/profile.ts';
import { World } from '../../../../sim/scaling/world/world.ts';
import { aWorkload } from '../a-workload.ts';

const tolerance = 0.1;

interface Vector {
  readonly replicas: number;
  readonly usages: readonly number[];
  readonly requests?: readonly number[];
  readonly unready?: number;
  readonly missing?: number;
  readonly target: number;
  readonly expected: number;
}

function pods({ replicas, usages, requests, unready = 0, missing = 0 }: Vector): Pods {
  const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
  return {
    replicas,
    ready: usages.length,
    usage: sum(usages),
    requests: requests === undefined ? usages.length * 1000 : sum(requests),
    unready,
    unreadyRequests: unready * 1000,
    missing,
    missingRequests: missing * 1000,
  };
}

/** Values of kubernetes/kubernetes pkg/controller/podautoscaler/replica_calculator_test.go, by the behaviour they document. */
describe('HPA replicas by CPU', () => {
  test.each<[string, Vector]>([
    ['up to what brings the mean to its target', { replicas: 3, usages: [300, 500, 700], target: 30, expected: 5 }],
    ['unready pods count as idle when up', { replicas: 3, usages: [500, 700], unready: 1, target: 30, expected: 4 }],
    ['unready pods may leave nothing to do', { replicas: 3, usages: [400], unready: 2, target: 30, expected: 3 }],
    [
      'down to what brings the mean to its target',
      { replicas: 5, usages: [100, 300, 500, 250, 250], target: 50, expected: 3 },
    ],
    [
      'unready pods do not count when down',
      { replicas: 5, usages: [100, 300, 500], unready: 2, target: 50, expected: 2 },
    ],
    [
      'within the tolerance nothing changes',
      { replicas: 3, usages: [1010, 1030, 1020], requests: [900, 1000, 1100], target: 100, expected: 3 },
    ],
    [
      'usage of pods that nobody asked about counts all the same',
      { replicas: 4, usages: [4000, 9500, 3000, 7000], target: 100, expected: 24 },
    ],
    [
      'missing pods count as fully used when down',
      { replicas: 4, usages: [400, 95], missing: 2, target: 100, expected: 3 },
    ],
    [
      'a missing pod at the target changes nothing',
      { replicas: 2, usages: [1000], missing: 1, target: 100, expected: 2 },
    ],
    ['a missing pod may keep from going up', { replicas: 2, usages: [1900], missing: 1, target: 100, expected: 2 }],
    ['a missing pod may keep from going down', { replicas: 2, usages: [600], missing: 1, target: 100, expected: 2 }],
    [
      'a missing and an unready pod keep the size when down',
      { replicas: 3, usages: [450], unready: 1, missing: 1, target: 50, expected: 3 },
    ],
    [
      'a missing and an unready pod dampen the way up',
      { replicas: 3, usages: [2000], unready: 1, missing: 1, target: 50, expected: 4 },
    ],
    [
      'a missing pod dampens the way down',
      { replicas: 4, usages: [100, 100], unready: 1, missing: 1, target: 50, expected: 3 },
    ],
    [
      'a surge pod without a metric may not turn the direction',
      { replicas: 2, usages: [100, 100], missing: 1, target: 50, expected: 2 },
    ],
  ])('%s', (_, vector) => {
    expect(hpaReplicas(pods(vector), vector.target, tolerance)).toBe(vector.expected);
  });

  test('without any metric it has nothing to say', () => {
    expect(hpaReplicas(pods({ replicas: 4, usages: [], missing: 4, target: 100, expected: 0 }), 100, tolerance)).toBe(
      null,
    );
  });
});

describe('HPA replicas by an external average value', () => {
  test.each([
    [3, 8600, 2150, 4],
    [5, 8600, 2867, 3],
    [3, 8600, 2900, 3],
    [4, 20166, 5000, 4],
    [3, 20000, 5000, 4],
  ])('%i replicas, %i in all at %i each make %i', (replicas, total, target, expected) => {
    expect(hpaAverageValueReplicas(replicas, total, target, tolerance)).toBe(expected);
  });
});

describe('HPA over time', () => {
  const profile = profiles[60];

  test('goes down only after the stabilisation window, to its highest recommendation', () => {
    const units = [...Array.from({ length: 10 }, () => 20), ...Array.from({ length: 20 }, () => 5)];
    const { asked } = new World(aWorkload(units), 60, profile).run(keda(0.5, 300, 60, 80));
    const high = asked[11] as number;
    expect(high).toBeGreaterThanOrEqual(38);
    expect(asked[15]).toBe(high); // the last high recommendation is 4 minutes old
    expect(asked[16]).toBeLessThan(high / 2);
  });

  test('doubles at most at each 15 s sync', () => {
    const units = [1, 1, 1, ...Array.from({ length: 20 }, () => 400)];
    const { asked } = new World(aWorkload(units), 60, profile).run(keda(0.5, 300, 60, 80));
    expect([asked[4], asked[5], asked[6]]).toEqual([2, 6 * 8, 6 * 8 * 16]); // +4 at first, then doubling
  });

  test('missing data changes nothing', () => {
    const measured = new Uint8Array(40).fill(1).fill(0, 12);
    const units = [...Array.from({ length: 12 }, () => 10), ...Array.from({ length: 28 }, () => 2)];
    const { asked } = new World(aWorkload(units, { measured }), 60, profile).run(hpa(0.8, 300, 60));
    expect(new Set(asked.subarray(14)).size).toBe(1);
  });
});
