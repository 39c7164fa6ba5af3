import { expect, it } from 'vitest';
import { decide } from '../../../core/scaling/decide.ts';
import { gaugesOf } from '../../../core/scaling/gauges-of.ts';
import type { ScalingEntry } from '../../../core/scaling/scaling-entry.ts';
import { aCapacity, aConfig, anObservation, aReading } from '../../fixtures.ts';

function entryOf(observation: ReturnType<typeof anObservation> | null): ScalingEntry {
  return {
    ...{ schema: 2, id: '1', capability: 'scaling', subject: 'checkout/web', atMs: 1000, outcome: null },
    signal: { kind: 'tick', id: 'a', atMs: 0, dryRun: false } as unknown as ScalingEntry['signal'],
    observation,
    decision: observation === null ? null : decide(observation),
  };
}

it('tells what a look knew and decided, and who settled it', () => {
  const observation = anObservation({
    config: aConfig({ bounds: { min: 2, max: 12 } }),
    capacity: aCapacity({ asked: 10, running: 9 }),
    readings: { demand: aReading([5000]) },
  });
  const gauges = gaugesOf(entryOf(observation));
  expect(gauges).toMatchObject({ subject: 'checkout/web', atMs: 1000, published: false });
  expect(gauges.values).toMatchObject({ demand: 5000, asked: 10, running: 9, desired: 12, floor: 2, ceiling: 12 });
  expect(gauges.boundBy).toBe('bounds');
});

it('leaves out what is not known, and never says zero for it', () => {
  const dark = anObservation({ readings: { demand: aReading(['missing']) } });
  expect(gaugesOf(entryOf(dark)).values).not.toHaveProperty('demand');
  expect(gaugesOf(entryOf(null))).toMatchObject({ values: {}, boundBy: null, published: false });
});

it('tells the forecast of whoever makes one', () => {
  const policies = [
    { kind: 'provisioner', reading: 'demand', unitPerSecond: 10, asking: { by: 'rate', target: 0.7 } },
  ] as never;
  const observation = anObservation({ config: aConfig({ policies, publish: true }) });
  const { values, published } = gaugesOf(entryOf(observation));
  expect(published).toBe(true);
  expect(values.forecast).toBeGreaterThan(0);
});
