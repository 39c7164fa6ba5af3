import { expect, test } from 'vitest';
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

test.each([
  ['of an ECS service', { target: ecs, warmPool: {} }, /warmPool: .*neither on Fargate nor on EC2; leave it out/],
  ['no quicker than a launch', { warmPool: { leadSeconds: 180 } }, /warmPool.leadSeconds: 180 is no shorter than/],
  ['beyond the bounds', { warmPool: { max: 21 } }, /warmPool.max: 21 is outside of the bounds 2 to 20/],
  ['below the bounds', { warmPool: { max: 1 } }, /warmPool.max: 1 is outside/],
  ['that does not take back', { warmPool: { reuseOnScaleIn: false } }, /warmPool.reuseOnScaleIn/],
  ['in a state that there is none of', { warmPool: { poolState: 'Cold' } }, /warmPool.poolState/],
])('a pool %s is refused by name', (_, input, says) => {
  expect(() => aScalable(input as never)).toThrow(says);
});
