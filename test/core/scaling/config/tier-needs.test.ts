import { describe, expect, test } from 'vitest';
import { parseDeployment } from '../../../../core/config.ts';
import type { ScalableInput } from '../../../../core/scaling/config/scalable.ts';
import { inDemandOrder, tierGraph } from '../../../../core/scaling/config/tier-graph.ts';
import { linksOf } from '../../../../core/scaling/tiers/links.ts';
import { aScalable, aScalableInput } from '../../../fixtures.ts';

const of = (name: string) => ({ kind: 'auto-scaling-group', autoScalingGroupName: name }) as const;
const file = (all: Readonly<Record<string, Partial<ScalableInput>>>) => ({
  scalables: Object.fromEntries(
    Object.entries(all).map(([name, input]) => [name, { ...aScalableInput, target: of(name), ...input }]),
  ),
});

describe('what a scalable needs, in a config file', () => {
  test('is taken as it is written', () => {
    const needs = { 'orders/db': { connectionsPerUnit: 20 } };
    const config = parseDeployment(file({ 'orders/web': { needs }, 'orders/db': { connectionsMost: 400 } }));
    expect(config.scalables[0]?.config.needs).toEqual({
      'orders/db': { connectionsPerUnit: 20, connectionsMost: null, visits: null },
    });
    expect(config.scalables[1]?.config.connectionsMost).toBe(400);
  });

  test.each<[string, Readonly<Record<string, Partial<ScalableInput>>>, string]>([
    [
      'a name that nobody has',
      { 'orders/web': { needs: { 'orders/bd': {} } }, 'orders/db': {} },
      'scalables["orders/web"].needs["orders/bd"]: no scalable "orders/bd" is configured; did you mean orders/db?',
    ],
    [
      'a ring',
      { a: { needs: { b: {} } }, b: { needs: { c: {} } }, c: { needs: { a: {} } } },
      'scalables["a"].needs["b"]: "a" needs "b" needs "c" needs "a", which is a ring; remove one of these needs',
    ],
    ['itself', { a: { needs: { a: {} } } }, 'scalables["a"].needs["a"]: a scalable cannot need itself'],
    [
      'a limit of connections without how many a unit holds',
      { a: { needs: { b: { connectionsMost: 5 } } }, b: {} },
      'scalables["a"].needs["b"].connectionsMost: 5 limits nothing',
    ],
    [
      'no connections',
      { a: { connectionsMost: 'many' as never } },
      'scalables["a"].connectionsMost: "many" is not a number of connections; give',
    ],
    [
      'a reading that there is not',
      { a: { connectionsMost: { reading: 'most' } } },
      'scalables["a"].connectionsMost.reading: "most" is not among the readings (demand)',
    ],
  ])('is refused where it is %s', (_, all, says) => {
    expect(() => parseDeployment(file(all))).toThrow(says);
  });
});

describe('the graph of needs', () => {
  const graph = (edges: Readonly<Record<string, readonly string[]>>) =>
    tierGraph(
      Object.entries(edges).map(([name, others]) =>
        aScalable({ needs: Object.fromEntries(others.map((other) => [other, {}])) }, name),
      ),
    );

  test('is walked from the front to the back', () => {
    expect(inDemandOrder(graph({ db: [], app: ['db', 'cache'], web: ['app'], cache: [] }))).toEqual([
      'web',
      'app',
      'db',
      'cache',
    ]);
  });

  test('leaves out what two apps have made a ring of, and says so', () => {
    const ringed = graph({ a: ['b'], b: ['a', 'c'], c: [] });
    expect(linksOf('a', ringed)).toEqual({ upstream: [], downstream: [], ring: ['a', 'b'] });
    expect(linksOf('b', ringed)?.downstream.map(({ scalable }) => scalable)).toEqual(['c']);
    expect(linksOf('d', ringed)).toBeNull();
  });
});
