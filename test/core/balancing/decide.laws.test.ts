import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide } from '../../../core/balancing/decide.ts';
import type { GroupSeen, Observation } from '../../../core/balancing/observation.ts';
import { sharesOf, totalOf, weightsOf } from '../../../core/balancing/weights.ts';
import { aGroup, aGroupInput, aLook, type Doing, looks } from './fleet.ts';

const names = ['a', 'b', 'c', 'd', 'e'];

const doing: fc.Arbitrary<Required<Doing>> = fc
  .record({
    requests: fc.oneof(fc.nat(50), fc.nat(100_000)),
    errorShare: fc.oneof(fc.constant(0), fc.double({ min: 0, max: 1, noNaN: true })),
    p50Seconds: fc.double({ min: 0.001, max: 10, noNaN: true }),
  })
  .map(({ requests, errorShare, p50Seconds }) => ({ requests, errors: Math.floor(requests * errorShare), p50Seconds }));

const aMember = fc.record({
  weight: fc.option(fc.nat(999)),
  healthy: fc.oneof(fc.constant(0), fc.nat(50)),
  asked: fc.option(fc.nat(50)),
  unhealthy: fc.constantFrom(0, 0, 0, 1),
  draining: fc.constantFrom(0, 0, 0, 2),
  unitCapacity: fc.double({ min: 0.1, max: 16, noNaN: true }),
  zone: fc.option(fc.constantFrom('eu-west-1a', 'eu-west-1b')),
  doing,
});

/** Fleets of two to five groups, in whatever state, and what each group goes on doing. */
const aFleet = fc
  .record({
    members: fc.array(aMember, { minLength: 2, maxLength: 5 }),
    sticky: fc.boolean(),
    minSharePercent: fc.constantFrom(0, 2, 5),
    deadBandPercent: fc.constantFrom(0, 2, 5),
    maxStepPercent: fc.constantFrom(25, 50, 100),
  })
  .map(({ members, sticky, ...limits }) => {
    const groups: Record<string, GroupSeen> = {};
    const inputs: Record<string, ReturnType<typeof aGroupInput>> = {};
    const goesOn: Record<string, Doing> = {};
    members.forEach(({ unitCapacity, zone, doing: does, ...group }, index) => {
      const name = names[index] ?? '';
      groups[name] = aGroup(group, does);
      inputs[name] = aGroupInput(name, { unitCapacity, zone });
      goesOn[name] = does;
    });
    return { observation: aLook({ input: { groups: inputs, ...limits }, groups, sticky }), goesOn };
  });

const healthyOnes = ({ groups }: Observation) => Object.keys(groups).filter((name) => (groups[name]?.healthy ?? 0) > 0);
const weightsNow = ({ groups }: Observation) =>
  Object.fromEntries(Object.entries(groups).map(([name, { weight }]) => [name, weight]));

describe('weights of whatever fleet', () => {
  it('are whole, from 0 to 999, and never all zero while one group is healthy', () => {
    fc.assert(
      fc.property(aFleet, ({ observation }) => {
        const { weights } = decide(observation).desired;
        const all = Object.values(weights);
        expect(
          all.every((weight) => weight === null || (Number.isInteger(weight) && weight >= 0 && weight <= 999)),
        ).toBe(true);
        if (healthyOnes(observation).length > 0) expect(sharesOf(weights)).not.toBeNull();
      }),
      { numRuns: 500 },
    );
  });

  it('give nothing to a group without a healthy unit, which leaves a sticky action altogether', () => {
    fc.assert(
      fc.property(aFleet, ({ observation }) => {
        const healthy = healthyOnes(observation);
        if (healthy.length === 0) return;
        const { weights } = decide(observation).desired;
        const nothing = observation.action.sticky ? [null] : [0, null];
        const ill = Object.keys(observation.groups).filter((name) => !healthy.includes(name));
        for (const name of ill) expect(nothing).toContain(weights[name]);
      }),
      { numRuns: 500 },
    );
  });

  it('give each share above nothing a weight, whatever ours come to beside those of others', () => {
    const amounts = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(amounts, fc.integer({ min: 1, max: 999 }), fc.boolean(), (values, total, sticky) => {
        const sum = values.reduce((all, value) => all + value, 0);
        if (!(sum > 0)) return;
        const shares = Object.fromEntries(values.map((value, index) => [names[index] ?? '', value / sum]));
        const made = weightsOf(shares, { sticky, otherGroups: 1, otherWeight: 97 }, total);
        const some = Object.entries(shares).filter(([, share]) => share > 0);
        for (const [name] of some) expect(made[name]).toBeGreaterThanOrEqual(1);
        expect(totalOf(made)).toBe(Math.max(total, some.length));
      }),
      { numRuns: 1000 },
    );
  });

  it('hold each share within one in 999, but for what smaller ones are lent', () => {
    const amounts = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(amounts, (values) => {
        const total = values.reduce((sum, value) => sum + value, 0);
        if (!(total > 0)) return;
        const shares = Object.fromEntries(values.map((value, index) => [names[index] ?? '', value / total]));
        const got = sharesOf(weightsOf(shares, { sticky: false, otherGroups: 0, otherWeight: 0 })) ?? {};
        for (const [name, share] of Object.entries(shares)) {
          const lent = Object.values(shares).filter((one) => one > 0 && one < 1 / 999).length;
          expect(Math.abs((got[name] ?? 0) - share)).toBeLessThanOrEqual((1 + lent) / 999);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('move by no more than a step a look, but for what groups leave behind that are left or lose units', () => {
    fc.assert(
      fc.property(aFleet, ({ observation }) => {
        const now = sharesOf(weightsNow(observation));
        const next = sharesOf(decide(observation).desired.weights);
        if (now === null || next === null) return;
        const names = Object.keys(now);
        const isGiving = (name: string) => {
          const { asked = null, healthy = 0, unhealthy = 0, draining = 0 } = observation.groups[name] ?? {};
          const isLosing = unhealthy + draining > 0 || (asked !== null && asked < healthy);
          const share = next[name] ?? 0;
          return share === 0 || (isLosing && share < (now[name] ?? 0));
        };
        const sum = (of: readonly string[], all: Readonly<Record<string, number>>) =>
          of.reduce((total, name) => total + (all[name] ?? 0), 0);
        const staying = names.filter((name) => !isGiving(name));
        const had = sum(staying, now);
        if (had === 0) return;
        const kept = 1 - sum(names.filter(isGiving), next);
        const most = observation.config.maxStepPercent / 100 + 2 / 999;
        for (const name of staying) {
          expect(Math.abs((next[name] ?? 0) - ((now[name] ?? 0) * kept) / had)).toBeLessThanOrEqual(most);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('come to rest within ten looks at a world that stays as it is, and then make no call', () => {
    fc.assert(
      fc.property(aFleet, ({ observation, goesOn }) => {
        const rounds = looks(observation, () => goesOn);
        for (let look = 1; look <= 16; look++) {
          const { decision } = rounds.next().value;
          if (look > 10) expect(decision.change).toBeNull();
        }
      }),
      { numRuns: 300 },
    );
  });

  it('are decided alike from an observation that has been through JSON, and hold no undefined', () => {
    fc.assert(
      fc.property(aFleet, ({ observation }) => {
        const decision = decide(observation);
        expect(JSON.parse(JSON.stringify(decision))).toEqual(decision);
        expect(decide(JSON.parse(JSON.stringify(observation)))).toEqual(decision);
      }),
      { numRuns: 200 },
    );
  });
});
