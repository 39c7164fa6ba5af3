import { expect, test } from 'vitest';
import { aScalable } from '../../../fixtures.ts';

const learner = { kind: 'provisioner', reading: 'demand', unitPerSecond: 80 } as const;

test('a scalable has at most one policy that learns, and the second one is named', () => {
  expect(() => aScalable({ policies: [learner] })).not.toThrow();
  expect(() => aScalable({ policies: [learner, learner] })).toThrow(
    expect.objectContaining({ name: 'InvalidInput', field: 'policies[1]' }),
  );
});
