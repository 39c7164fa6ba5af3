import { expect, test } from 'vitest';
import { parseScalable } from '../../../../core/scaling/config/parse-scalable.ts';
import type { ScalableInput } from '../../../../core/scaling/config/scalable.ts';
import { aPart } from '../../../fixtures.ts';

const window = { from: '07:00', to: '21:00', floor: 3 };
const fine: ScalableInput = {
  beside: 'native',
  target: { kind: 'ecs-service', cluster: 'shop', serviceName: 'web' },
  bounds: { min: 2, max: 20 },
  readings: { demand: { parts: [aPart] } },
  policies: [
    { kind: 'schedule', timeZone: 'UTC', windows: [window] },
    { kind: 'tuned', reading: 'demand', unitPerSecond: 10 },
  ],
};
const parse = (over: Partial<ScalableInput>) => () => parseScalable('shop/web', { ...fine, ...over });

test('only the minimum is moved by what asks ahead', () => {
  expect(parse({})().beside).toBe('native');
  const reacting = { kind: 'target-tracking' as const, reading: 'demand', of: 'demand' as const, target: 100 };
  expect(parse({ policies: [...fine.policies, reacting] })).toThrow(
    /policies\[2\]: target-tracking reacts.*take schedule, provisioner or tuned/,
  );
});

test.each([
  [{ kind: 'aurora-capacity', dbClusterIdentifier: 'db', limit: 'MinCapacity' }],
  [{ kind: 'lambda-concurrency', functionName: 'pay', aliasName: null }],
  [{ kind: 'dynamodb-throughput', tableName: 'orders', throughput: 'MaxReadRequestUnits' }],
  [{ kind: 'custom-lambda', functionName: 'scaler', resource: 'printers' }],
] satisfies [ScalableInput['target']][])('what AWS has no policies for is refused: %j', (target) => {
  expect(parse({ target })).toThrow(
    /beside: "native" is beside policies of AWS, and AWS has none that scale the .*; it scales auto-scaling-group/,
  );
});

test('pool, sizes and connections are those of whoever decides how many run', () => {
  const group = { kind: 'auto-scaling-group' as const, autoScalingGroupName: 'web' };
  expect(parse({ target: group, warmPool: { leadSeconds: 30 } })).toThrow(/warmPool: only the minimum is moved/);
  expect(parse({ needs: { 'shop/db': { connectionsPerUnit: 20 } } })).toThrow(
    /needs\.shop\/db\.connectionsPerUnit: the policies of AWS add units whatever "shop\/db" takes/,
  );
  expect(parse({ needs: { 'shop/db': { visits: 2 } } })).not.toThrow();
});
