import { describe, expect, test } from 'vitest';
import { blankMemory, type Memory } from '../../core/model/memory.ts';
import { decide } from '../../core/scaling/decide.ts';
import type { ScalingEntry } from '../../core/scaling/scaling-entry.ts';
import { type Stored, upgradeEntry, upgradeMemory } from '../../core/upgrade.ts';
import { aMemory, anObservation, aReading, noonMs } from '../fixtures.ts';

const intention = { desired: { units: 7 }, askedAtMs: noonMs, reference: 'r', completed: true };
const observation = anObservation({
  memory: aMemory({}, { intention }),
  readings: { demand: aReading([1500, 'late']) },
});
const entry: ScalingEntry = {
  schema: 2,
  id: 'e',
  capability: 'scaling',
  subject: 'checkout/web',
  atMs: noonMs,
  signal: { kind: 'tick', id: 't', atMs: null, dryRun: false },
  observation,
  decision: decide(observation),
  outcome: null,
};

/** The same as the release before told it: schema 1, and a number wherever units are desired. */
function older<T>(item: T): Stored<T & { readonly schema: 2 }> {
  const text = JSON.stringify(item, (key, value) => (key === 'schema' && value === 2 ? 1 : value));
  return JSON.parse(text.replaceAll(/"(desired|change)":\{"units":(\d+)\}/g, '"$1":$2'));
}

describe('what the release before recorded', () => {
  test('of scaling wants the same as a noun, wherever something is wanted', () => {
    const old = older(entry);
    expect(JSON.stringify(old)).not.toContain('{"units"');
    expect(old).toMatchObject({ decision: { desired: 15, change: 15 }, observation: { memory: { schema: 1 } } });
    expect(upgradeEntry(old)).toEqual(entry);
  });

  test('of nothing wanted stays nothing', () => {
    const blank = { ...entry, observation: null, decision: null };
    expect(upgradeEntry(older(blank))).toEqual(blank);
    expect(upgradeMemory('scaling', older(blankMemory))).toEqual(blankMemory);
  });

  test('of other capabilities is as it was, but for the schema', () => {
    const weights = { desired: { weights: { blue: 700 } }, askedAtMs: 1, reference: 'r', completed: true };
    const memory: Memory<unknown> = { ...blankMemory, kept: { schema: 1 }, intention: weights };
    expect(upgradeMemory('balancing', older(memory))).toEqual(memory);
  });
});

test('what this release recorded is left alone', () => {
  expect(upgradeEntry(entry)).toBe(entry);
  expect(upgradeMemory('scaling', observation.memory)).toBe(observation.memory);
});
