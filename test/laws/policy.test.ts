import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { policyKinds } from '../../core/model/kinds.ts';
import type { Observation } from '../../core/scaling/observation.ts';
import { propose } from '../../core/scaling/policies/catalogue.ts';
import type { Proposal } from '../../core/scaling/policy.ts';
import { anyObservation, aPolicy, oneConfigOf } from '../arbitraries.ts';
import { placeholders } from '../placeholders.ts';

const kinds = Object.keys(policyKinds) as (keyof typeof policyKinds)[];

describe.each(kinds)('the policy %s', (kind) => {
  const config = oneConfigOf(
    aPolicy[kind].map((policy) => ({ policies: [policy] })),
    100,
  );
  const anyCase = fc.tuple(anyObservation, config).map(([observation, one]) => ({ ...observation, config: one }));
  const ask = (observation: Observation): Proposal => {
    const [policy] = observation.config.policies;
    if (policy === undefined) throw new Error('no policy');
    return propose(policy, observation, null);
  };
  const holds = (law: (observation: Observation, proposal: Proposal) => void) =>
    fc.assert(
      fc.property(anyCase, (observation) => void law(observation, ask(observation))),
      { numRuns: 400 },
    );

  test('proposes whole units that JSON holds, or nothing', () => {
    holds((_, { desired }) => expect(desired === null || (Number.isSafeInteger(desired) && desired >= 0)).toBe(true));
  });

  test('gives a reason, with every value that its sentence names', () => {
    holds((_, { because }) => {
      expect(because.says).not.toBe('');
      for (const name of placeholders(because)) expect(because).toHaveProperty(name);
    });
  });

  test('is blind wherever the newest period of its reading has no value', () => {
    holds(({ config, readings: all }, { blind }) => {
      const [policy] = config.policies;
      if (policy === undefined || !('reading' in policy)) return;
      if (all[policy.reading]?.samples.at(-1)?.is !== 'value') expect(blind).toBe(true);
    });
  });

  test('survives JSON, and gives the same answer on what was read back', () => {
    holds((observation, proposal) => {
      expect(JSON.parse(JSON.stringify(proposal))).toStrictEqual(proposal);
      expect(ask(JSON.parse(JSON.stringify(observation)))).toStrictEqual(proposal);
    });
  });

  test('wants its next look later than this one', () => {
    holds(({ atMs }, { lookAgainAtMs }) => expect(lookAgainAtMs ?? Number.POSITIVE_INFINITY).toBeGreaterThan(atMs));
  });
});
