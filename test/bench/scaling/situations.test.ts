import { describe, expect, test } from 'vitest';
import { catalogue } from '../../../bench/scaling/situations/catalogue.ts';
import { playAll } from '../../../bench/scaling/situations/rows.ts';
import { policySchemas } from '../../../core/scaling/config/policy-kinds.ts';
import { decide } from '../../../core/scaling/decide.ts';
import { peers } from '../../../sim/scaling/situations/peers.ts';
import type { Decide } from '../../../sim/scaling/situations/play.ts';

const kinds = Object.keys(policySchemas).filter((kind) => kind !== 'schedule');
const policies = [...kinds.map((kind) => `headroom/${kind}`), ...peers.map(({ policy }) => policy)];
const isOurs = ({ policy }: { readonly policy: string }): boolean => policy.startsWith('headroom/');

/** One of each kind of situation is enough for what is true of all. */
const some = catalogue.filter(({ situation: { name } }) => !name.includes(': ') || /: (rolling|stuck)$/.test(name));
const named = (part: string) => catalogue.filter(({ situation }) => situation.name.includes(part));

/** A decision that asks for so many units, whatever is observed. */
const always =
  (units: (asked: number) => number): Decide =>
  (observation) => {
    const desired = { units: units(observation.capacity.asked) };
    const isSame = desired.units === observation.capacity.asked;
    return { ...decide(observation), desired, change: isSame ? null : desired, withheld: null };
  };

/** What a utilisation proves where the units that run are believed to be all that ever carry it. */
const trusting: Decide = (observation) => {
  const sample = observation.readings.cpu?.samples.findLast(({ is }) => is === 'value');
  if (sample?.is !== 'value') return decide(observation);
  return always(() => Math.ceil((sample.value * observation.capacity.running) / 60))(observation);
};

describe('the situations of the bench', () => {
  test('have names of their own, and each policy stands in each of them, or is told why not', async () => {
    const { situations, notMet } = await playAll(some);
    const stands = [...situations, ...notMet].map(({ name, policy }) => `${name} | ${policy}`);
    expect(new Set(stands).size).toBe(stands.length);
    expect(stands.sort()).toEqual(
      some.flatMap(({ situation: { name } }) => policies.map((policy) => `${name} | ${policy}`)).sort(),
    );
    expect(new Set(catalogue.map(({ situation }) => situation.name)).size).toBe(catalogue.length);
    for (const { because } of notMet) expect(because.length).toBeGreaterThan(10);
    for (const row of situations) {
      expect(row.right).toBe(row.most <= row.mayMost && row.least >= row.mayLeast);
      expect(row.mayLeast).toBeLessThanOrEqual(row.mayMost);
    }
  });

  test('come to the same each time', async () => {
    const twice = [await playAll(named('times 1.6')), await playAll(named('times 1.6'))];
    expect(twice[0]).toEqual(twice[1]);
  });

  test.each([
    ['(a) constant load'],
    ['(b) constant total load'],
    ['(c) total load times 1.6'],
    ['that counts vcpu'],
    ['more is needed than the bounds allow'],
    ['zero units, where what arrives is told'],
    ['workers hold the last messages'],
  ])('%s: every kind is right that stands in it', async (part) => {
    const { situations } = await playAll(named(part));
    expect(situations.filter(isOurs).length).toBeGreaterThan(0);
    expect(situations.filter((row) => isOurs(row) && !row.right)).toEqual([]);
  });
});

describe('a broken product is found out', () => {
  test.each([
    ['runs away', always((asked) => Math.min(500, 2 * asked + 1))],
    ['takes everything away', always(() => 0)],
  ])('in every situation where it %s', async (_, broken) => {
    const { situations } = await playAll(some, broken);
    expect(situations.filter(isOurs).length).toBeGreaterThan(0);
    expect(situations.filter((row) => isOurs(row) && row.right)).toEqual([]);
  });

  test.each([
    ['(c) total load times 1.6'],
    ['(d) total load halved'],
    ['weigh 4'],
    ['zero units, where'],
    ['and the load falls'],
    ['a ceiling of 4 opens while 24'],
    ['one of three zones'],
  ])('where it never changes anything: %s', async (part) => {
    const standing = always((asked) => asked);
    const { situations } = await playAll(named(part), standing);
    expect(situations.some((row) => isOurs(row) && !row.right)).toBe(true);
  });

  test('where it multiplies by whatever runs', async () => {
    const { situations } = await playAll(named('(a) constant load'), trusting);
    const most = Math.max(...situations.filter(isOurs).map((row) => row.most));
    expect(most).toBeGreaterThan(100);
  });
});

describe('the peers of the bench', () => {
  const rowOf = async (part: string, policy: string) => {
    const { situations } = await playAll(named(part));
    return situations.filter((row) => row.policy === policy);
  };

  test('AWS target tracking takes units that start for load, more and more of them', async () => {
    const [row] = await rowOf('busy while they start', 'AWS target tracking');
    expect(row).toMatchObject({ right: false });
  });

  test('HPA does not count what is not ready, and is right there', async () => {
    const [row] = await rowOf('busy while they start', 'HPA');
    expect(row).toMatchObject({ right: true });
  });

  test('KEDA comes back from zero, and counts what units hold', async () => {
    expect(await rowOf('zero units, where', 'KEDA')).toMatchObject([{ right: true }]);
    expect(await rowOf('workers hold the last', 'KEDA')).toMatchObject([{ right: true }]);
  });
});
