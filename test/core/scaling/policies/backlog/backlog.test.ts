import { expect, test } from 'vitest';
import { backlog } from '../../../../../core/scaling/policies/backlog/backlog.ts';
import { aCapacity, anObservation, aReading, type Told } from '../../../../fixtures.ts';

const policy = {
  kind: 'backlog',
  reading: 'depth',
  acceptableLatencySeconds: 10,
  processingSeconds: 0.1,
  inHand: null,
  messagesPerUnit: 1,
} as const;

function ask(told: readonly Told[], times: Partial<typeof policy | { processingSeconds: number }> = {}) {
  return backlog(
    { ...policy, ...times } as typeof policy,
    anObservation({ readings: { depth: aReading(told) } }),
    null,
  );
}

test('gives a unit for every backlog that one finishes in time (the example of AWS: 1500 at 100 a unit)', () => {
  expect(ask([1500])).toMatchObject({ desired: { units: 15 }, blind: false, because: { perUnit: 100 } });
});

test('asks for nothing where nothing waits', () => {
  expect(ask([0])).toMatchObject({ desired: { units: 0 }, blind: false });
});

test('counts only messages that a unit can finish in time', () => {
  expect(ask([6], { processingSeconds: 3.4 })).toMatchObject({ desired: { units: 3 }, because: { perUnit: 2 } });
});

test('is not fooled by decimal fractions: 0.3 s hold three messages of 0.1 s', () => {
  expect(ask([3], { acceptableLatencySeconds: 0.3 } as never).because.perUnit).toBe(3);
});

test('gives every message its unit where one fills the acceptable latency', () => {
  expect(ask([4], { processingSeconds: 10 }).desired).toEqual({ units: 4 });
});

test('proposes blindly on a value that is not the newest, and nothing on a stale one', () => {
  expect(ask([1500, 'late'])).toMatchObject({ desired: { units: 15 }, blind: true });
  expect(ask([1500, 'late', 'late', 'late', 'late'])).toMatchObject({ desired: null, blind: true });
});

/** What is asked for where nothing but what units hold is told; ten units are asked for. */
function holding(depth: readonly Told[], inHand: readonly Told[], messagesPerUnit = 1) {
  const readings = { depth: aReading(depth), held: aReading(inHand) };
  return backlog(
    { ...policy, inHand: 'held', messagesPerUnit },
    anObservation({ capacity: aCapacity(), readings }),
    null,
  );
}

test('keeps the units that hold messages, and no more than are asked for', () => {
  expect(holding([0], [7])).toMatchObject({ desired: { units: 7 }, blind: false, because: { inHand: 7, holding: 7 } });
  expect(holding([0], [70]).desired).toEqual({ units: 10 });
  expect(holding([0], [70], 10).desired).toEqual({ units: 7 });
  expect(holding([0], [71], 10).desired).toEqual({ units: 8 });
});

test('asks for more by what waits alone', () => {
  expect(holding([1500], [900]).desired).toEqual({ units: 15 });
  expect(holding([300], [7]).desired).toEqual({ units: 7 });
});

test('is blind where nobody knows what units hold, and lets more be asked for', () => {
  expect(holding([0], ['missing'])).toMatchObject({ desired: { units: 0 }, blind: true });
  expect(holding([0], [7, 'late'])).toMatchObject({ desired: { units: 7 }, blind: true });
  expect(holding([1500], ['missing'])).toMatchObject({ desired: { units: 15 }, blind: true });
});
