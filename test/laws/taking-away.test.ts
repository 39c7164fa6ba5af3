import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { boundsOf } from '../../core/scaling/bounds-of.ts';
import { decide } from '../../core/scaling/decide.ts';
import { deployingSince } from '../../core/scaling/deploying.ts';
import type { ScalingGuard, Situation } from '../../core/scaling/guard.ts';
import { hold } from '../../core/scaling/guards/hold.ts';
import { inFlight } from '../../core/scaling/guards/in-flight.ts';
import { silence } from '../../core/scaling/guards/silence.ts';
import { stepLimits } from '../../core/scaling/guards/step-limits.ts';
import { followLaunches } from '../../core/scaling/launches.ts';
import type { Observation } from '../../core/scaling/observation.ts';
import { anyObservation } from '../arbitraries.ts';

/** A look at which the bounds in force may have become smaller than what is asked for. */
const anyLook: fc.Arbitrary<Observation> = fc
  .tuple(anyObservation, fc.record({ asked: fc.nat(120), own: fc.option(fc.integer({ min: 0, max: 100 })) }))
  .map(([observation, { asked, own }]) => {
    const { running, min } = observation.capacity;
    const max = own === null ? null : Math.max(own, min ?? 0);
    return { ...observation, capacity: { ...observation.capacity, asked, running: Math.min(running, 200), max } };
  });

/** The least that each guard lets one look ask for, of what nobody needs. */
function leastBy(guard: ScalingGuard, observation: Observation): number {
  const { keep } = decide(observation);
  const situation: Situation = {
    observation,
    launches: followLaunches(observation),
    needs: keep.needs,
    deployingSinceMs: deployingSince(observation),
    silentSinceMs: keep.silentSinceMs,
  };
  return guard(situation, { units: 0 })?.desired.units ?? 0;
}

describe('one look without an override', () => {
  const guards = { silence, 'in-flight': inFlight, hold, 'step limits': stepLimits };

  test.each(Object.entries(guards))(
    'never asks for less than %s allows, whatever bounds and windows say',
    (_, guard) => {
      let above = 0;
      fc.assert(
        fc.property(anyLook, (look) => {
          const observation = { ...look, overrides: [] };
          const { asked } = observation.capacity;
          const { desired } = decide(observation);
          if (asked > boundsOf(observation).max && desired.units < asked) above++;
          expect(desired.units).toBeGreaterThanOrEqual(Math.min(asked, leastBy(guard, observation)));
        }),
        { numRuns: 2000 },
      );
      expect(above).toBeGreaterThan(20);
    },
  );

  test('asks for nothing that the bounds in force or the target do not allow, but leaves what is there', () => {
    fc.assert(
      fc.property(anyLook, (look) => {
        const { desired } = decide({ ...look, overrides: [] });
        const { asked, max } = look.capacity;
        expect(desired.units).toBeLessThanOrEqual(Math.max(asked, boundsOf(look).max));
        if (desired.units !== asked) expect(desired.units).toBeLessThanOrEqual(max ?? desired.units);
      }),
      { numRuns: 2000 },
    );
  });
});
