import { describe, expect, test } from 'vitest';
import { tell } from '../../../../core/model/reason.ts';
import { card } from '../../../../core/scaling/card.ts';
import type { ScalableInput } from '../../../../core/scaling/config/scalable.ts';
import { decideScalable } from '../../../../core/scaling/decide-scalable.ts';
import type { Observation, Override } from '../../../../core/scaling/observation.ts';
import type { PoolTold } from '../../../../core/scaling/pool/pool-told.ts';
import { aCapacity, aConfig, aMemory, anObservation, aPool, aReading, minuteMs, noonMs } from '../../../fixtures.ts';

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

  test('that is sized by itself follows what runs, so that the sum stays', () => {
    const apart = (units: number, ready = units) =>
      aPool({
        ...{ isApart: true, ready, coming: units - ready, units: null },
        set: { minSize: units, prepared: 0, poolState: 'Running', reuseOnScaleIn: true },
      });
    const input = { warmPool: { poolState: 'Running' } } as const;
    const look = (told: number, pool: Observation['pool'], more: Partial<Observation> = {}) =>
      decideScalable(aLook(input, { pool: pool as PoolTold, readings: { demand: aReading([told]) }, ...more }));
    expect(look(1000, apart(0)).change).toBeNull();
    // As many again are taken back at once as the decision on what runs finds right, and the room stays.
    expect(look(1400, apart(4)).change).toEqual({ units: 14, prepared: 14 });
    // What is beyond is asked to run too: it starts as soon as its node is there.
    expect(look(1600, apart(4, 1)).change).toEqual({ units: 16, prepared: 16 });
    // Where nothing is to stand prepared, and nothing does, nothing is asked for.
    const unpaid = aLook(input, { pool: apart(0), readings: { demand: aReading([1000]) } });
    expect(decideScalable({ ...unpaid, config: { ...unpaid.config, poolAsking: null } }).change).toBeNull();
    const left = aLook(input, { pool: apart(3), readings: { demand: aReading([1000]) } });
    expect(decideScalable({ ...left, config: { ...left.config, poolAsking: null } }).change).toMatchObject({
      units: 10,
      prepared: 2,
    });
  });

  test('that is sized by itself measures the long lead of what waits for a place, and no short one', () => {
    const pool = aPool({
      ...{ isApart: true, ready: 0, coming: 0, units: null },
      set: { minSize: 0, prepared: 0, poolState: 'Running', reuseOnScaleIn: true },
    });
    const config = aConfig({ leadSeconds: 900, warmPool: { poolState: 'Running' } });
    const at = (minute: number) => noonMs + minute * minuteMs;
    const capacityAt = (running: number, unplaced: number) =>
      aCapacity({ asked: 14, running, inFlight: 14 - running, ...(unplaced > 0 && { unplaced }) });
    const before = aMemory({ seen: [{ atMs: at(-60), asked: 10, running: 10 }] }, { lookedAtMs: at(-1) });
    let memory: Observation['memory'] = before;
    // Four wait for a node for ten minutes, start for one, and run.
    for (const [minute, running, unplaced] of [
      [0, 10, 4],
      [5, 10, 4],
      [10, 10, 4],
      [11, 10, 0],
      [12, 14, 0],
    ] as const) {
      const capacity = capacityAt(running, unplaced);
      const look = anObservation({
        config,
        pool,
        capacity,
        memory,
        atMs: at(minute),
        readings: { demand: aReading([1400]) },
      });
      memory = { ...memory, kept: decideScalable(look).keep, lookedAtMs: at(minute) };
    }
    expect(memory.kept?.launches?.leads).toEqual([120]);
    expect(memory.kept?.pool?.together.launches?.leads).toEqual([660]);
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
