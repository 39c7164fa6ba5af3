import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deployingSince } from '../../core/scaling/deploying.ts';
import type { Desired } from '../../core/scaling/desired.ts';
import type { Situation } from '../../core/scaling/guard.ts';
import { guards } from '../../core/scaling/guards/catalogue.ts';
import { followLaunches } from '../../core/scaling/launches.ts';
import { anyObservation } from '../arbitraries.ts';
import { anyTieredObservation } from '../arbitrary-tiers.ts';
import { placeholders } from '../placeholders.ts';

const aSituation: fc.Arbitrary<Situation> = fc.oneof(anyObservation, anyTieredObservation).map((observation) => ({
  observation,
  launches: followLaunches(observation),
  needs: observation.memory.kept?.needs ?? [],
  deployingSinceMs: deployingSince(observation),
  silentSinceMs: observation.memory.kept?.silentSinceMs ?? null,
}));
const aProposal = fc
  .oneof(fc.nat(60), fc.constant(0), fc.nat(Number.MAX_SAFE_INTEGER))
  .map((units): Desired => ({ units }));

test('guards are asked in the order of the design', () => {
  expect(guards.map(([name]) => name)).toEqual([
    'silence',
    'in-flight',
    'hold',
    'booked',
    'upstream',
    'step-limits',
    'downstream',
    'zero',
    'overrides',
    'bounds',
    'rationed',
    'pause',
  ]);
});

describe.each(guards)('the guard %s', (_, guard) => {
  const holds = (law: (situation: Situation, desired: Desired) => void) =>
    fc.assert(
      fc.property(aSituation, aProposal, (situation, desired) => void law(situation, desired)),
      { numRuns: 300 },
    );

  test('answers with whole units, or with null', () => {
    holds((situation, desired) => {
      const verdict = guard(situation, desired);
      if (verdict !== null)
        expect(Number.isSafeInteger(verdict.desired.units) && verdict.desired.units >= 0).toBe(true);
    });
  });

  test('gives every value that its sentence names', () => {
    holds((situation, desired) => {
      const verdict = guard(situation, desired);
      if (verdict !== null)
        for (const name of placeholders(verdict.because)) expect(verdict.because).toHaveProperty(name);
    });
  });

  test('has nothing more to change once it has spoken', () => {
    holds((situation, desired) => {
      const verdict = guard(situation, desired);
      if (verdict !== null)
        expect(guard(situation, verdict.desired)?.desired ?? verdict.desired).toEqual(verdict.desired);
    });
  });

  test('lets whatever it does not limit pass as it came', () => {
    let limited = 0;
    holds((situation, { units }) => {
      const desired = { units, size: 'm7g.large' };
      const verdict = guard(situation, desired);
      if (verdict === null) return;
      limited++;
      expect(verdict.desired).toStrictEqual({ ...desired, units: verdict.desired.units });
    });
    expect(limited).toBeGreaterThan(0);
  });

  test('gives the same answer again', () => {
    holds((situation, desired) => expect(guard(situation, desired)).toStrictEqual(guard(situation, desired)));
  });
});
