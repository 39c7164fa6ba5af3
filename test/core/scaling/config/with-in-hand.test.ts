import { expect, test } from 'vitest';
import { parseScalable } from '../../../../core/scaling/config/parse-scalable.ts';
import type { ScalableInput } from '../../../../core/scaling/config/scalable.ts';
import { aPart, aScalable } from '../../../fixtures.ts';

const sqs = (metricName: string, queue = 'jobs') => ({
  parts: [
    {
      kind: 'cloudwatch' as const,
      namespace: 'AWS/SQS',
      metricName,
      dimensions: { QueueName: queue },
      stat: 'Maximum',
    },
  ],
});
const visible = sqs('ApproximateNumberOfMessagesVisible');
const notVisible = sqs('ApproximateNumberOfMessagesNotVisible');
const backlog = { kind: 'backlog', reading: 'depth', acceptableLatencySeconds: 10, processingSeconds: 1 } as const;

const named = (readings: ScalableInput['readings'], policies: ScalableInput['policies'] = [backlog]) =>
  aScalable({ readings, policies });

test('a backlog of a queue reads what its workers hold, though nobody names it', () => {
  const { policies, readings } = named({ depth: visible });
  expect(policies).toMatchObject([{ inHand: 'depthInHand', messagesPerUnit: 1 }]);
  expect(readings.depthInHand).toMatchObject({ ...notVisible, unit: 'count' });
});

test('what is read back is the same', () => {
  const config = named({ depth: visible });
  const { scalable, ...input } = config;
  expect(parseScalable(scalable, JSON.parse(JSON.stringify(input)))).toStrictEqual(config);
});

test('what is named is left as it is', () => {
  const { policies, readings } = named({ depth: visible, held: notVisible }, [{ ...backlog, inHand: 'held' }]);
  expect(policies).toMatchObject([{ inHand: 'held' }]);
  expect(Object.keys(readings)).toEqual(['depth', 'held']);
});

test('a name that is taken is not taken twice', () => {
  const { policies, readings } = named({ depth: visible, depthInHand: { parts: [aPart] } });
  expect(policies).toMatchObject([{ inHand: 'depthInHand2' }]);
  expect(readings.depthInHand?.parts).toMatchObject([aPart]);
});

test('two backlogs of one queue share it', () => {
  const { policies, readings } = named({ depth: visible }, [backlog, { ...backlog, processingSeconds: 2 }]);
  expect(policies).toMatchObject([{ inHand: 'depthInHand' }, { inHand: 'depthInHand' }]);
  expect(Object.keys(readings)).toEqual(['depth', 'depthInHand']);
});

test('of what people publish nobody knows what is held', () => {
  expect(named({ depth: { parts: [aPart] } }).policies).toMatchObject([{ inHand: null }]);
});

test('what it names must be among the readings, and be a count', () => {
  expect(() => named({ depth: visible }, [{ ...backlog, inHand: 'other' }])).toThrow(
    'policies[0].inHand: "other" is not',
  );
  const age = sqs('ApproximateAgeOfOldestMessage');
  expect(() => named({ depth: visible, age }, [{ ...backlog, inHand: 'age' }])).toThrow(
    'policies[0].inHand: "age" tells seconds',
  );
});
