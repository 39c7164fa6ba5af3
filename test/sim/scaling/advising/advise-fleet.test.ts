import { beforeAll, describe, expect, it } from 'vitest';
import { adviseFleet, type FleetAdvice, type FleetQuestion } from '../../../../sim/scaling/advising/advise-fleet.ts';
import { verdictOnFleet } from '../../../../sim/scaling/advising/verdict-on-fleet.ts';

const day = 1440;
const unit = { unitPerSecond: 100, serversPerUnit: 8, waitSeconds: 0.2, needTail: 0.001 };

/** Days that rise and fall between 200 and 1,800 a second, served by so many units. */
function question(days: number, running: FleetQuestion['running'], bounds = { min: 1, max: 60 }): FleetQuestion {
  const values = Float64Array.from(
    { length: days * day },
    (_, minute) => 1000 + 800 * Math.sin((2 * Math.PI * minute) / day),
  );
  const demand = { name: 'web', startMs: Date.parse('2026-03-02'), stepSeconds: 60, values };
  return { demand, running, unit, bounds, leadSeconds: 180, sloBudgetPercent: 0.5 };
}

const always = (units: number, days = 14): Float64Array => new Float64Array(days * day).fill(units);

/** Two weeks, at the peak all day. */
let standing: FleetAdvice;

beforeAll(() => {
  standing = advised(question(14, always(30)));
});

function advised(asked: FleetQuestion): FleetAdvice {
  const advice = adviseFleet(asked);
  if (advice === null) throw new Error('no advice');
  return advice;
}

describe('advice on a fleet', () => {
  it('finds what a fleet that stands at its peak all day wastes', () => {
    expect(standing.now).toMatchObject({ meanUnits: 30, violationPercent: 0 });
    expect(standing.headroom.meanUnits).toBeLessThan(18);
    expect(standing.headroom.violationPercent).toBeLessThan(0.5);
    expect(standing).toMatchObject({ days: 14, comparedDays: 7 });
    expect(verdictOnFleet(standing, 0.5)).toBe('headroom');
  });

  it('finds what a fleet that is too small misses', () => {
    const advice = advised(question(4, always(12, 4)));
    expect(advice.now?.violationPercent).toBeGreaterThan(20);
    expect(verdictOnFleet({ ...advice, days: 14 }, 0.5)).toBe('headroom');
  });

  it('says keep where what ran was what was needed, no more', () => {
    const days = 4 * day;
    const advice = advised(question(4, Float64Array.from(standing.needed.subarray(0, days))));
    expect(verdictOnFleet({ ...advice, days: 14 }, 0.5)).toBe('keep');
  });

  it('compares the same minutes alone: where nobody knows what ran, nothing of Headroom counts either', () => {
    const running = always(30, 4).map((units, minute) => (minute < 3 * day ? units : Number.NaN));
    expect(advised(question(4, running))).toMatchObject({ days: 4, comparedDays: 1 });
  });

  it('keeps Headroom within the bounds, and tells how often they are too narrow', () => {
    const advice = advised(question(4, always(10, 4), { min: 6, max: 10 }));
    expect([Math.min(...advice.wouldRun), Math.max(...advice.wouldRun)]).toEqual([6, 10]);
    expect(advice.beyondMaxPercent).toBeGreaterThan(40);
  });

  it('says too short below two weeks, nothing below two days, and unknown where no units were counted', () => {
    expect(verdictOnFleet({ ...standing, days: 13 }, 0.5)).toBe('too-short');
    expect(verdictOnFleet(advised(question(2, always(Number.NaN, 2))), 0.5)).toBe('unknown');
    expect(adviseFleet(question(1, always(30, 1)))).toBeNull();
  });

  it('takes AWS’s own target tracking at half of a unit where nothing tells what ran', () => {
    const advice = advised(question(4, 'assumed'));
    expect(advice.now?.meanUnits).toBeGreaterThan(20);
    expect(advice.now?.meanUnits).toBeLessThan(24);
  });
});
