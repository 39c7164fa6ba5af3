import { expect, test } from 'vitest';
import { backlog } from '../../../../../core/scaling/policies/backlog/backlog.ts';
import { anObservation, aReading, type Told } from '../../../../fixtures.ts';

const policy = { kind: 'backlog', reading: 'depth', acceptableLatencySeconds: 10, processingSeconds: 0.1 } as const;

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
