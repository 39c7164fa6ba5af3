import { describe, expect, it } from 'vitest';
import { parseOverride } from '../../../adapters/scaling/parse-override.ts';
import { longestOverrideMs } from '../../../adapters/table/override-fields.ts';

const nowMs = 1_000_000;
const floor = { kind: 'floor', units: 4, untilMs: nowMs + 1, note: null };

describe('an override', () => {
  it.each([
    floor,
    { ...floor, kind: 'ceiling', units: 0 },
    { ...floor, kind: 'pause', units: null, note: 'load test' },
    { ...floor, untilMs: nowMs + longestOverrideMs },
  ])('is taken as it is: %o', (override) => {
    expect(parseOverride(override, nowMs)).toEqual({ ...override, by: null });
  });

  it.each([
    [{ ...floor, kind: 'roof' }, 'kind: "roof" is not an override; write floor, ceiling, pause, prepared or size'],
    [{ ...floor, units: null }, 'units: null is not a number of units for a floor'],
    [{ ...floor, units: -1 }, 'units: -1 is not a number'],
    [{ ...floor, units: 1.5 }, 'units: 1.5 is not a number'],
    [{ ...floor, units: Number.NaN }, 'units: NaN is not a number'],
    [{ ...floor, kind: 'pause' }, 'units: a pause has no units, but 4 was given'],
    [{ ...floor, untilMs: nowMs }, 'untilMs: 1000000 is not after now'],
    [{ ...floor, untilMs: Number.NaN }, 'untilMs: NaN is not after now'],
    [{ ...floor, untilMs: nowMs + 2 * longestOverrideMs }, 'untilMs: 14 days are too long, 7 is the most'],
    [{ ...floor, note: 'x'.repeat(257) }, 'note: it has 257 characters; shorten it to 256'],
  ])('is refused with field, value and fix: %o', (override, message) => {
    expect(() => parseOverride(override, nowMs)).toThrow(message);
  });
});
