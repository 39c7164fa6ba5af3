import { describe, expect, it } from 'vitest';
import { checkFollowed } from '../../../cli/demo/check-followed.ts';
import type { DemandDay } from '../../../cli/demo/demand-day.ts';
import type { DayLook, PlayedDay } from '../../../cli/demo/replay-day.ts';
import type { Outcome } from '../../../core/model/outcome.ts';
import { decide } from '../../../core/scaling/decide.ts';
import { anObservation, noonMs } from '../../fixtures.ts';

const sizing = { requestsPerUnit: 100, minUnits: 2, maxUnits: 20 };
const day = (perMinute: readonly (number | null)[]): DemandDay => ({
  name: 'a',
  startMs: 0,
  perMinute,
  past: [],
  notes: [],
});
const applied: Outcome = { is: 'applied', because: null };

function aLook(
  minute: number,
  askedBefore: number,
  askedAfter: number,
  by = 'target-tracking',
  outcome: Outcome = applied,
): DayLook {
  const observation = anObservation();
  const reason = { by, desired: { units: askedAfter }, because: { says: 'because' } };
  const decision = { ...decide(observation), reasons: [reason], binding: 0 };
  const signal = { kind: 'tick', id: 't', atMs: null, dryRun: false } as const;
  const entry = {
    schema: 2,
    id: 'e',
    capability: 'scaling',
    subject: 'a',
    atMs: noonMs,
    signal,
    observation,
    decision,
    outcome,
  } as const;
  return { minute, entry, askedBefore, askedAfter };
}

const check = (perMinute: readonly (number | null)[], looks: readonly DayLook[]) => () =>
  checkFollowed(day(perMinute), { looks, asked: [], running: [] } satisfies PlayedDay, sizing);

describe('whether capacity followed', () => {
  it('is content with capacity that covers the newest minute', () => {
    expect(check([800, 800, 800, 800, 850], [aLook(5, 5, 9)])).not.toThrow();
  });

  it('names the look at which it did not', () => {
    expect(check([800, 800, 800, 800, 850], [aLook(5, 5, 6)])).toThrow('at 00:05 demand needed 9 units, 6 were asked');
  });

  it('lets the step limits and the bounds say why', () => {
    expect(check([800, 800, 800, 800, 1900], [aLook(5, 5, 10, 'step-limits')])).not.toThrow();
  });

  it('lets nothing fall while nothing is measured', () => {
    expect(check([null, null, null, null, null], [aLook(5, 5, 4)])).toThrow(
      'nothing was measured, and capacity fell from 5 to 4',
    );
  });

  it('lets no look fail, and nothing leave the bounds', () => {
    expect(check([800], [aLook(5, 9, 9, 'x', { is: 'failed', because: { says: 'broken' } })])).toThrow(
      'the look ended as failed: broken',
    );
    expect(check([800], [aLook(5, 9, 21)])).toThrow('outside 2 to 20');
  });

  it('is not content with capacity that never moves', () => {
    const looks = [aLook(1, 20, 20), aLook(2, 20, 20), aLook(3, 20, 20)];
    expect(check([300, 900, 1500], looks)).toThrow('demand moved and capacity never did');
  });
});
