import { describe, expect, it } from 'vitest';
import type { ScalableConfig } from '../../../core/scaling/config/scalable.ts';
import { decideScalable } from '../../../core/scaling/decide-scalable.ts';
import type { Found, KeptFound } from '../../../core/scaling/found.ts';
import { aCapacity, aConfig, aMemory, anObservation } from '../../fixtures.ts';

const was: KeptFound = { of: 'mark', state: { min: 1, max: 4 } };
const ours: Found = { of: 'mark', state: { min: 3, max: 3 }, restlessBecause: null };
const capacity = aCapacity({ asked: 3, running: 3 });
const floor = (units: number) => [
  { kind: 'schedule' as const, timeZone: 'UTC', windows: [{ from: '08:00', to: '18:00', floor: units }] },
];

function decided(mode: ScalableConfig['mode'], units: number, { found, kept }: { found?: Found; kept?: KeptFound }) {
  return decideScalable(
    anObservation({
      capacity,
      config: aConfig({ mode, bounds: { min: 1, max: 9 }, policies: floor(units) }),
      ...(found && { found }),
      memory: aMemory(kept === undefined ? {} : { found: kept }),
    }),
  );
}

describe('how a target was found', () => {
  it('is remembered at the look that first changes it, and at none before', () => {
    expect(decided('on', 3, { found: ours }).keep.found).toBeUndefined();
    const first = decided('on', 5, { found: ours });
    expect(first.change).toEqual({ units: 5 });
    expect(first.keep.found).toEqual({ of: 'mark', state: ours.state });
  });

  it('stays as it was first remembered, whatever is changed since, and while nothing is asked for', () => {
    for (const mode of ['on', 'scale-out-only', 'recommend'] as const) {
      expect(decided(mode, 5, { kept: was }).keep.found).toEqual(was);
    }
  });

  it('of another target is forgotten for what is found of this one', () => {
    expect(decided('on', 5, { found: ours, kept: { ...was, of: 'other' } }).keep.found?.of).toBe('mark');
  });

  it('is what the mode off puts back, and forgets once it is so', () => {
    const off = decided('off', 5, { found: ours, kept: was });
    expect(off.change).toEqual({ units: 3, release: was.state });
    expect(off.lowers).toBe(true);
    expect(off.reasons[off.binding]).toMatchObject({ by: 'release' });
    expect(off.keep.found).toEqual(was);
    const done = decided('off', 5, { found: { ...ours, state: { max: 4, min: 1 } }, kept: was });
    expect(done.change).toBeNull();
    expect(done.keep.found).toBeUndefined();
  });

  it('waits, and is looked at again, while what puts it back is under way', () => {
    const found = { ...ours, restlessBecause: { says: 'readers are deleting' } };
    const off = decided('off', 5, { found, kept: was });
    expect(off.change).toBeNull();
    expect(off.keep.found).toEqual(was);
    expect(off.lookAgainAtMs).not.toBeNull();
    expect(off.reasons.at(-1)?.because.says).toBe('readers are deleting');
  });

  it('is nothing to a scalable that never changed anything', () => {
    expect(decided('off', 5, {}).change).toBeNull();
  });
});
