import { expect, test } from 'vitest';
import { lateFloorsOnAws } from '../../../adapters/scaling/floors/late-floors.ts';
import { Refusal } from '../../../core/model/errors.ts';
import type { Target } from '../../../core/scaling/ports.ts';

const config = { kind: 'custom-lambda', account: null, region: null, functionName: 'f', resource: 'r' } as const;

test('minimums are loaded when one is first asked, and refuse what AWS has no policies for', async () => {
  const told = { asked: 1, running: 1, inFlight: 0, min: null, max: null, keepBecause: null };
  const target: Target = {
    capacity: async () => ({ ...told, voidOutBecause: null, voidInBecause: null }),
    rivals: async () => [{ what: 'cpu', suspend: 'x', needs: null }],
    setCapacity: async () => ({ is: 'applied', because: null }),
  };
  const floor = lateFloorsOnAws()({ target, account: null, leftMs: () => 5000, random: () => 0 });
  await expect(floor.capacity(config)).rejects.toThrow(Refusal);
  expect((await floor.setCapacity(config, { units: 2 }, { leftMs: () => 60_000 })).is).toBe('refused');
  expect((await floor.putBack?.(config, { min: 1 }, { leftMs: () => 60_000 }))?.is).toBe('refused');
  await expect(floor.found?.(config)).rejects.toThrow(/scales no targets of the kind custom-lambda/);
  expect(await floor.rivals?.(config)).toHaveLength(1);
});
