import { describe, expect, test } from 'vitest';
import { tell } from '../../../../core/model/reason.ts';
import { card } from '../../../../core/scaling/card.ts';
import type { ScalableInput } from '../../../../core/scaling/config/scalable.ts';
import { decideScalable } from '../../../../core/scaling/decide-scalable.ts';
import type { Observation, Override } from '../../../../core/scaling/observation.ts';
import { aConfig, anObservation, aPool, aReading, minuteMs, noonMs } from '../../../fixtures.ts';

/** Ten run, fourteen are prepared, and a thousand requests in the newest minute are ten units. */
function aLook(input: Partial<ScalableInput> = {}, more: Partial<Observation> = {}): Observation {
  return anObservation({ config: aConfig({ leadSeconds: 900, warmPool: {}, ...input }), pool: aPool(), ...more });
}

const byHand = (kind: Override['kind'], units: number | null): Override => {
  return { kind, units, untilMs: noonMs + 60 * minuteMs, note: null };
};

describe('a scalable with a pool', () => {
  test('that is set as it should be changes nothing', () => {
    const { desired, change } = decideScalable(
      aLook({ bounds: { min: 2, max: 14 } }, { readings: { demand: aReading([1400]) } }),
    );
    expect([desired, change]).toEqual([
      { units: 14, prepared: 14 },
      { units: 14, prepared: 14 },
    ]);
    const still = aLook({}, { pool: aPool({ set: { ...aPool().set, prepared: 10 } as never, ready: 0 }) });
    expect(decideScalable(still)).toMatchObject({ desired: { units: 10, prepared: 10 }, change: null, withheld: null });
  });

  test('says what it would do in recommend mode, and never takes away in scale-out-only', () => {
    const more = { readings: { demand: aReading([1200]) } };
    expect(decideScalable(aLook({ mode: 'recommend' }, more))).toMatchObject({
      desired: { units: 12, prepared: 12 },
      change: null,
      withheld: { mode: 'recommend' },
    });
    expect(decideScalable(aLook({ mode: 'scale-out-only' }, more)).change).toEqual({ units: 12, prepared: 14 });
    const less = decideScalable(aLook({ mode: 'scale-out-only' }, { readings: { demand: aReading([400]) } }));
    expect([less.change, less.withheld]).toEqual([null, { says: 'the mode is {mode}', mode: 'scale-out-only' }]);
  });

  test('is prepared for what a person says, and runs no more for it', () => {
    const overrides = [byHand('prepared', 18)];
    expect(decideScalable(aLook({}, { overrides })).change).toEqual({ units: 10, prepared: 18 });
    const unpaid = aLook({}, { overrides });
    const config = { ...unpaid.config, poolAsking: null };
    expect(decideScalable({ ...unpaid, config }).change).toEqual({ units: 10, prepared: 18 });
  });

  test('is left as it is while it is paused, whatever its pool is set to', () => {
    const overrides = [byHand('pause', null)];
    const foreign = aPool({ set: { minSize: 5, prepared: null, poolState: 'Running', reuseOnScaleIn: true } });
    for (const pool of [aPool(), foreign]) {
      const { desired, change } = decideScalable(
        aLook({}, { overrides, pool, readings: { demand: aReading([1900]) } }),
      );
      expect([desired, change]).toEqual([{ units: 10 }, null]);
    }
  });

  test('empties it once where no night finds that it pays, and then leaves it', () => {
    const look = aLook();
    const config = { ...look.config, poolAsking: null };
    expect(decideScalable({ ...look, config })).toMatchObject({ change: { units: 10, prepared: 2 }, lowers: true });
    const emptied = aPool({ set: { minSize: 0, prepared: 2, poolState: 'Stopped', reuseOnScaleIn: true }, ready: 0 });
    expect(decideScalable({ ...look, config, pool: emptied }).change).toBeNull();
    expect(decideScalable({ ...look, config, pool: aPool({ set: null, ready: 0 }) }).change).toBeNull();
  });

  test('goes by the long lead for all where the pool may not be used, and says why', () => {
    const unusable = aPool({ unusableBecause: { says: 'nothing tells when a unit is ready' } });
    const { desired, reasons } = decideScalable(aLook({}, { pool: unusable, readings: { demand: aReading([1300]) } }));
    expect(desired).toEqual({ units: 13 });
    expect(reasons.map(({ because }) => tell(because))).toContain('nothing tells when a unit is ready');
  });

  test('tells itself to people with its pool', () => {
    const look = aLook();
    const { desired } = decideScalable(aLook({}, { readings: { demand: aReading([1200]) } }));
    expect(card.seen(look, { units: 12, prepared: 16 })).toBe(
      'asked 10, running 10, 14 prepared (4 ready) -> desired 12 of 16 prepared',
    );
    expect(card.standing(look, null)).toMatchObject({ asked: '10 of 14 prepared', running: '10, 4 ready' });
    expect(card.standing(look, desired)).toMatchObject({ asked: card.desired(desired) });
    expect(card.seen({ ...look, pool: { trouble: 'down' } }, null)).toContain('a pool that cannot be read');
  });
});
