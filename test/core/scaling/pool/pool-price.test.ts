import { expect, test } from 'vitest';
import { poolPrice } from '../../../../core/scaling/pool/pool-price.ts';

const of = (instanceType: string, volumeGib: number) =>
  poolPrice({ price: null, unit: { instanceType, volumeGib }, poolState: 'Stopped' });

test('a stopped unit costs its volumes, as a share of what one costs that runs', () => {
  expect(of('m6i.large', 18)).toBeCloseTo(0.0205, 4);
  expect(of('m6i.large', 100)).toBeCloseTo(0.114, 3);
  expect(of('t4g.nano', 100)).toBe(1);
  expect(of('m6i.large', 0)).toBe(0);
});

test('one that runs in the pool costs as much, and what is said or not known counts as such', () => {
  expect(poolPrice({ price: null, unit: null, poolState: 'Running' })).toBe(1);
  expect(poolPrice({ price: 0.3, unit: null, poolState: 'Running' })).toBe(0.3);
  expect(poolPrice({ price: null, unit: null, poolState: 'Stopped' })).toBe(0.1);
  expect(of('x9.large', 18)).toBe(0.1);
});
