import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tell } from '../../../../core/model/reason.ts';
import { boundsOf } from '../../../../core/scaling/bounds-of.ts';
import { noLaunches, overdueUnits } from '../../../../core/scaling/launches.ts';
import { decideWithPool } from '../../../../core/scaling/pool/decide-with-pool.ts';
import type { PoolSeen } from '../../../../core/scaling/pool/pool-seen.ts';
import { anyObservation } from '../../../arbitraries.ts';
import { aCapacity, aConfig, aMemory, anObservation, aReading } from '../../../fixtures.ts';

/** What runs is asked for at 100 a unit, and running and pool together at 50. */
const config = {
  running: aConfig({ leadSeconds: 60 }),
  together: aConfig({
    leadSeconds: 900,
    policies: [{ kind: 'target-tracking', reading: 'demand', of: 'demand', target: 50 }],
  }),
};
const memory = { running: aMemory(), together: aMemory() };

function decided(demand: number, pool: PoolSeen | null, asked = 5) {
  const observation = anObservation({
    capacity: aCapacity({ asked }),
    readings: { demand: aReading([demand, demand]) },
  });
  return decideWithPool(observation, config, memory, pool);
}

describe('beside a pool', () => {
  test('what runs follows one decision, and running and pool together the other', () => {
    const { units, prepared, reason } = decided(700, { prepared: 14, warmed: 14, ready: 9 });
    expect({ units, prepared, reason }).toEqual({ units: 7, prepared: 14, reason: null });
  });

  test('no more is asked to run than stands ready, and why is told', () => {
    const { units, prepared, reason } = decided(900, { prepared: 14, warmed: 7, ready: 2 });
    expect({ units, prepared }).toEqual({ units: 7, prepared: 18 });
    expect(reason && tell(reason.because)).toBe(
      '9 are wanted, and 2 more stand ready: what is beyond would start cold, so 7 are to run',
    );
  });

  test('an empty pool is filled for what is wanted to run, whatever the long lead asks for', () => {
    const wary = {
      ...config,
      together: aConfig({ policies: [{ ...config.running.policies[0], target: 900 } as never] }),
    };
    const observation = anObservation({
      capacity: aCapacity({ asked: 5 }),
      readings: { demand: aReading([900, 900]) },
    });
    const { units, prepared } = decideWithPool(observation, wary, memory, { prepared: 5, warmed: 5, ready: 0 });
    expect({ units, prepared }).toEqual({ units: 5, prepared: 9 });
  });

  test('of a pool that nobody knows nothing is counted on: as many run as the long lead asks for', () => {
    const { units, prepared, reason } = decided(400, null);
    expect({ units, prepared }).toEqual({ units: 8, prepared: null });
    expect(reason && tell(reason.because)).toContain('the state of the pool is not known');
  });

  test('where no pool pays, what runs follows the long lead, and nothing stands prepared', () => {
    const observation = anObservation({
      capacity: aCapacity({ asked: 5 }),
      readings: { demand: aReading([400, 400]) },
    });
    const alone = { running: null, together: config.together };
    const { units, prepared } = decideWithPool(observation, alone, memory, { prepared: 5, warmed: 5, ready: 0 });
    expect({ units, prepared }).toEqual({ units: 8, prepared: 8 });
  });

  test('whatever is observed, the pool takes nothing from what runs, and all stays within the bounds', () => {
    const anyPool = fc.record({ prepared: fc.nat(40), warmed: fc.nat(40), ready: fc.nat(20) });
    fc.assert(
      fc.property(anyObservation, fc.option(anyPool), (observation, pool) => {
        const both = { running: observation.config, together: observation.config };
        const memories = { running: observation.memory, together: observation.memory };
        const { running, together, units, prepared } = decideWithPool(observation, both, memories, pool);
        const { asked } = observation.capacity;
        const wanted = running?.desired.units ?? Number.NaN;
        const { max } = boundsOf(observation);
        expect(units).toBeGreaterThanOrEqual(Math.min(asked, wanted));
        const late = overdueUnits(together.keep.launches ?? noLaunches, observation) > 0;
        if (pool === null || late) expect(units).toBe(Math.max(wanted, together.desired.units));
        if (pool !== null) {
          if (!late) expect(units).toBeLessThanOrEqual(asked + pool.ready);
          expect(prepared).toBeGreaterThanOrEqual(Math.max(units, wanted));
          expect(prepared).toBeLessThanOrEqual(Math.max(max, asked, pool.prepared));
        }
      }),
    );
  });
});
