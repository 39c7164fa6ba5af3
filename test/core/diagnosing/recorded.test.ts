import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { diagnose } from '../../../core/diagnosing/diagnose.ts';
import type { ServiceReadings } from '../../../core/diagnosing/service-readings.ts';
import { random } from '../../../sim/workloads/random.ts';

/**
 * What was read of a real service on Node before PostgreSQL, on a machine that did much else: a semaphore of two, which nobody
 * reads, let some 160 a second through.
 */
const file = path.join(import.meta.dirname, 'recorded', 'semaphore.json');
const recorded = JSON.parse(readFileSync(file, 'utf8')) as ServiceReadings;

it('names the semaphore, and not the database that requests pass through in no time, however its times vary', () => {
  const [first] = diagnose(recorded, random(1).uniform).limits;
  expect(first).toMatchObject({ tier: 'web', resource: null });
  expect(first?.saturation.value).toBeGreaterThan(140);
  expect(first?.saturation.value).toBeLessThan(220);
});
