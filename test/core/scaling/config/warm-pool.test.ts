import { expect, test } from 'vitest';
import { poolPrice } from '../../../../core/scaling/pool/pool-price.ts';
import { aScalable } from '../../../fixtures.ts';

const ecs = { kind: 'ecs-service', cluster: 'shop', serviceName: 'web' } as const;

test('a pool is set by one word, and everything about it has a default', () => {
  expect(aScalable({ warmPool: {} }).warmPool).toEqual({
    mode: 'on',
    leadSeconds: 60,
    readyBy: 'hook',
    poolState: 'Stopped',
    reuseOnScaleIn: true,
    max: null,
    holdSeconds: 86_400,
    price: null,
    unit: null,
  });
  expect(aScalable()).not.toHaveProperty('warmPool');
});

const workload = { kind: 'kubernetes-workload', cluster: 'shop', namespace: 'shop', name: 'web' } as const;

test('a pool of a workload of Kubernetes is room on nodes that run, at the price of what it holds', () => {
  const { warmPool } = aScalable({ target: workload, warmPool: {} });
  expect(warmPool).toMatchObject({ poolState: 'Running', readyBy: 'image', price: null });
  expect(warmPool && poolPrice(warmPool)).toBe(1);
  expect(aScalable({ target: workload, warmPool: { price: 0.3 } }).warmPool?.price).toBe(0.3);
});

test.each([
  ['of an ECS service', { target: ecs, warmPool: {} }, /warmPool: .*neither on Fargate nor on EC2; leave it out/],
  [
    'of a workload that waits stopped',
    { target: workload, warmPool: { poolState: 'Stopped' } },
    /warmPool.poolState: "Stopped" is not of targets of the kind kubernetes-workload; leave it out: nothing but "Running"/,
  ],
  [
    'of a workload with volumes',
    { target: workload, warmPool: { unit: { instanceType: 'm6i.large', volumeGib: 8 } } },
    /warmPool.unit: .*write price/,
  ],
  ['no quicker than a launch', { warmPool: { leadSeconds: 180 } }, /warmPool.leadSeconds: 180 is not shorter than/],
  ['beyond the bounds', { warmPool: { max: 21 } }, /warmPool.max: 21 is outside of the bounds 2 to 20/],
  ['below the bounds', { warmPool: { max: 1 } }, /warmPool.max: 1 is outside/],
  ['that does not take back', { warmPool: { reuseOnScaleIn: false } }, /warmPool.reuseOnScaleIn/],
  ['in a state that there is none of', { warmPool: { poolState: 'Cold' } }, /warmPool.poolState/],
])('a pool %s is refused by name', (_, input, says) => {
  expect(() => aScalable(input as never)).toThrow(says);
});
