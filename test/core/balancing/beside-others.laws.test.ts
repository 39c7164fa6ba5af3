import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide } from '../../../core/balancing/decide.ts';
import type { GroupSeen, Observation } from '../../../core/balancing/observation.ts';
import { totalOf } from '../../../core/balancing/weights.ts';
import { aGroup, aGroupInput, aLook, looks } from './fleet.ts';

const names = ['a', 'b', 'c'];

/** Ours in an action of others, who wrote weights as tools do: few, round, often out of a hundred. */
const beside = fc
  .record({
    members: fc.array(
      fc.record({
        weight: fc.oneof(fc.constant(null), fc.constant(0), fc.integer({ min: 1, max: 5 }), fc.nat(300)),
        healthy: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 40 })),
      }),
      { minLength: 2, maxLength: 3 },
    ),
    sticky: fc.boolean(),
    otherGroups: fc.integer({ min: 1, max: 2 }),
    otherWeight: fc.oneof(fc.constant(0), fc.constant(97), fc.nat(1998)),
    drift: fc.constantFrom('report' as const, 'reassert' as const),
  })
  .map(({ members, sticky, otherGroups, otherWeight, drift }) => {
    const groups: Record<string, GroupSeen> = {};
    const inputs: Record<string, ReturnType<typeof aGroupInput>> = {};
    members.forEach((member, index) => {
      const name = names[index] ?? '';
      groups[name] = aGroup(member);
      inputs[name] = aGroupInput(name);
    });
    return aLook({ input: { groups: inputs, drift }, groups, sticky, otherGroups, otherWeight });
  });

const weightsOf = ({ groups }: Observation) =>
  Object.fromEntries(Object.entries(groups).map(([name, { weight }]) => [name, weight]));
const isHealthy = ({ groups }: Observation, name: string) => (groups[name]?.healthy ?? 0) > 0;

/** The last of so many looks at a world that stays as it is. */
function later(observation: Observation, count: number) {
  const doing = Object.fromEntries(Object.keys(observation.groups).map((name) => [name, { requests: 600 }]));
  const rounds = looks(observation, () => doing);
  for (let look = 1; look < count; look++) rounds.next();
  return rounds.next().value.decision;
}

describe('weights in an action that others share', () => {
  it('take nothing of what is others’, but for the least that a share can be said with', () => {
    fc.assert(
      fc.property(beside, (observation) => {
        const now = weightsOf(observation);
        const { weights } = later(observation, 20).desired;
        expect(totalOf(weights)).toBeLessThanOrEqual(Math.max(totalOf(now), Object.keys(now).length));
        if (totalOf(now) === 0) expect(totalOf(weights)).toBe(0);
      }),
      { numRuns: 150 },
    );
  });

  it('lose no healthy group for good, as long as ours have anything', () => {
    fc.assert(
      fc.property(beside, (observation) => {
        if (totalOf(weightsOf(observation)) === 0) return;
        const { weights } = later(observation, 30).desired;
        for (const name of Object.keys(observation.groups))
          if (isHealthy(observation, name)) expect(weights[name]).toBeGreaterThanOrEqual(1);
      }),
      { numRuns: 150 },
    );
  });

  it('come to rest, and never leave us with nothing', () => {
    fc.assert(
      fc.property(beside, (observation) => {
        const had = totalOf(weightsOf(observation));
        expect(later(observation, 30).change).toBeNull();
        if (had > 0) expect(totalOf(decide(observation).desired.weights)).toBeGreaterThanOrEqual(1);
      }),
      { numRuns: 150 },
    );
  });
});
