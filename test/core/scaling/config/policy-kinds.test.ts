import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type PolicyConfig,
  type PolicyKindName,
  policyKindOf,
  policySchemas,
} from '../../../../core/scaling/config/policy-kinds.ts';
import type { ScalableInput } from '../../../../core/scaling/config/scalable.ts';
import { aPolicy } from '../../../arbitraries.ts';
import { aConfig, aPart } from '../../../fixtures.ts';

const kinds = Object.keys(policySchemas) as PolicyKindName[];
const readingNames = ['demand', 'cpu', 'depth'];
const readings = Object.fromEntries(readingNames.map((name) => [name, { parts: [aPart] }]));
const strain = { utilisation: 'cpu', backlog: 'depth' };

describe.each(kinds)('what is known of the policy %s without deciding', (kind) => {
  const holds = (law: (policy: PolicyConfig) => void) =>
    fc.assert(
      fc.property(aPolicy[kind], (input) => {
        const more = 'strain' in policySchemas[kind].shape ? { strain } : {};
        const [policy] = aConfig({ readings, policies: [{ ...input, ...more }] }).policies;
        if (policy !== undefined) law(policy);
      }),
      { numRuns: 50 },
    );

  test('names every reading that its config names, by the field', () => {
    holds((policy) => {
      const named = policyKindOf(policy).readings(policy);
      const found = textsIn(policy).filter(([, text]) => readingNames.includes(text));
      expect(named).toEqual(Object.fromEntries(found));
    });
  });

  test('takes demand from a reading that it looks at, and wakes by no other', () => {
    holds((policy) => {
      const { readings: of, demand, wakeAbove } = policyKindOf(policy);
      const named = Object.values(of(policy));
      for (const one of [demand(policy), wakeAbove(policy)]) if (one !== null) expect(named).toContain(one.reading);
    });
  });

  test('is brought back from zero by no reading that it does not look at', () => {
    holds((policy) => {
      const { readings: of, raisesFromZero } = policyKindOf(policy);
      expect(Object.values(of(policy))).toEqual(expect.arrayContaining([...(raisesFromZero(policy) ?? [])]));
    });
  });

  test('looks at the simulated demand where it looks at the real one, and stays as it is otherwise', () => {
    holds((policy) => {
      const { reading } = policyKindOf(policy).readings(policy);
      const simulated = policyKindOf(policy).simulated(policy, reading ?? 'demand');
      const strain = 'strain' in policy &&
        policy.strain && { ...policy.strain, utilisation: 'utilisation', backlog: null };
      const told = 'strain' in policy ? { strain } : {};
      expect(simulated).toEqual(reading === undefined ? policy : { ...policy, reading: 'demand', ...told });
    });
  });
});

test('a target of utilisation that is not of the demand looks at the simulated utilisation', () => {
  const policy = { kind: 'target-tracking', reading: 'cpu', of: 'utilisation', target: 50 } as const;
  expect(policyKindOf(policy).simulated(policy, 'demand')).toEqual({ ...policy, reading: 'utilisation' });
  expect(policyKindOf(policy).simulated({ ...policy, of: 'demand' }, 'demand')).toEqual({ ...policy, of: 'demand' });
});

test('a provisioner of several ways is woken at the lowest share that one of them keeps units at', () => {
  const rate = (target: number, holdSeconds: number) => ({ asking: { by: 'rate', target }, holdSeconds });
  const policy = { kind: 'provisioner', reading: 'demand', unitPerSecond: 80 };
  const wakesAt = (first: ReturnType<typeof rate>, ...others: ReturnType<typeof rate>[]) => {
    const ways = others.map((way) => ({ ...way, weight: 0.1 }));
    const [parsed] = aConfig({
      policies: [{ ...policy, ...first, others: ways }] as ScalableInput['policies'],
    }).policies;
    return parsed && policyKindOf(parsed).wakeAbove(parsed)?.limit;
  };
  expect(wakesAt(rate(0.9, 60))).toBe(72);
  expect(wakesAt(rate(0.9, 60), rate(0.5, 600), rate(0.7, 3600))).toBe(40);
});

/** Every text in a config, by its field. */
function textsIn(value: unknown, at = ''): [string, string][] {
  if (typeof value === 'string') return [[at, value]];
  if (typeof value !== 'object' || value === null) return [];
  const prefix = at === '' ? '' : `${at}.`;
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'kind' || key === 'of' ? [] : textsIn(inner, `${prefix}${key}`),
  );
}
