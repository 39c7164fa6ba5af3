import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { WeightOverride } from '../../core/balancing/observation.ts';
import { meetings as weightsMeet } from '../../core/balancing/overrides-beside.ts';
import { decide } from '../../core/scaling/decide.ts';
import type { Override } from '../../core/scaling/observation.ts';
import { meetings } from '../../core/scaling/overrides-beside.ts';
import { aCapacity, aConfig, anObservation, noonMs } from '../fixtures.ts';

const set = (kind: Override['kind'], units: number | null, untilMs = noonMs + 60_000): Override => ({
  kind,
  units,
  untilMs,
  note: null,
});
const contradicts = (one: Override, ...others: Override[]) =>
  meetings(one, others).some(({ contradicts: does }) => does);

describe('an override of capacity', () => {
  it('contradicts what would never count beside it, or beside which it never would', () => {
    expect(contradicts(set('floor', 500), set('ceiling', 12))).toBe(true);
    expect(contradicts(set('ceiling', 4), set('floor', 10))).toBe(true);
    expect(contradicts(set('floor', 4), set('ceiling', 4))).toBe(false);
    expect(contradicts(set('floor', 4), set('pause', null))).toBe(true);
    expect(contradicts(set('floor', 4, noonMs + 120_000), set('pause', null))).toBe(false);
  });

  it('names what it replaces and what it wins over, without being refused', () => {
    expect(meetings(set('floor', 4), [set('floor', 9)])).toMatchObject([
      { with: { says: 'floor 9' }, says: 'it is replaced', contradicts: false },
    ]);
    expect(meetings(set('pause', null), [set('floor', 9)])).toMatchObject([{ contradicts: false }]);
  });

  it('that contradicts nothing is in force together with the others, whatever they are', () => {
    const units = fc.integer({ min: 1, max: 30 });
    fc.assert(
      fc.property(units, units, units, (floor, ceiling, asked) => {
        const pair = [set('floor', floor), set('ceiling', ceiling)] as const;
        const { desired } = decide(
          anObservation({
            capacity: aCapacity({ asked, running: asked }),
            config: aConfig({ bounds: { min: 1, max: 100 } }),
            overrides: pair,
          }),
        );
        const holdsBoth = desired.units >= floor && desired.units <= ceiling;
        expect(contradicts(...pair)).toBe(!holdsBoth);
      }),
    );
  });
});

describe('an override of weights', () => {
  const pin = (group: string, percent: number): WeightOverride => ({
    ...{ kind: 'pin', group, percent, untilMs: noonMs + 60_000, note: null },
  });
  const pause: WeightOverride = { kind: 'pause', group: null, percent: null, untilMs: noonMs + 60_000, note: null };

  it('contradicts pins that come to more than all together with it, and a pause that outlasts it', () => {
    expect(weightsMeet(pin('blue', 80), [pin('green', 30)])).toMatchObject([{ contradicts: true }]);
    expect(weightsMeet(pin('blue', 70), [pin('green', 30)])).toEqual([]);
    expect(weightsMeet(pin('blue', 80), [pin('blue', 30)])).toMatchObject([{ contradicts: false }]);
    expect(weightsMeet(pin('blue', 80), [pause])).toMatchObject([{ contradicts: true }]);
  });
});
