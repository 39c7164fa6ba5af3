import { describe, expect, it } from 'vitest';
import type { FleetRecord } from '../../../../core/scaling/fleets/fleet-record.ts';
import { unitOfFleet } from '../../../../core/scaling/fleets/unit-of-fleet.ts';

interface Step {
  readonly demand: number;
  readonly running: number;
  readonly busy: number;
}

function recordOf(steps: readonly Step[], of: FleetRecord['of'] = 'requests'): FleetRecord {
  const by = (name: keyof Step): Float64Array => Float64Array.from(steps, (step) => step[name]);
  const [demand, running, busy] = [by('demand'), by('running'), by('busy')];
  return { of, startMs: 0, stepSeconds: 60, demand, running, busy, samplesPerMinute: 1, troubles: [] };
}

const times = (count: number, step: Step): Step[] => Array.from({ length: count }, () => step);

describe('what a unit of a found fleet serves', () => {
  it('is told by how busy units were, whatever their number', () => {
    const steps = [
      ...times(10, { demand: 200, running: 4, busy: 0.5 }),
      ...times(10, { demand: 600, running: 8, busy: 0.75 }),
    ];
    expect(unitOfFleet(recordOf(steps))).toEqual({ perSecond: 100, quartiles: [100, 100], by: 'busy' });
  });

  it('is the median of what minutes say, with the quarters on either side', () => {
    const steps = [80, 90, 100, 110, 120].flatMap((unit) => times(4, { demand: unit * 2, running: 4, busy: 0.5 }));
    expect(unitOfFleet(recordOf(steps))).toMatchObject({ perSecond: 100, quartiles: [90, 110] });
  });

  it('is told neither by idle units, nor by full ones, nor while their number changes', () => {
    const steps = [
      ...times(6, { demand: 200, running: 4, busy: 0.5 }),
      ...times(60, { demand: 10, running: 4, busy: 0.05 }),
      ...times(60, { demand: 900, running: 4, busy: 0.99 }),
      ...[5, 6, 7, 8, 9, 10, 11, 12].map((running) => ({ demand: 900, running, busy: 0.3 })),
    ];
    expect(unitOfFleet(recordOf(steps))).toMatchObject({ perSecond: 100, by: 'busy' });
  });

  it('is the most that units have carried where nothing tells how busy they were', () => {
    const steps = [
      ...times(20, { demand: 100, running: 4, busy: Number.NaN }),
      ...times(5, { demand: 240, running: 4, busy: Number.NaN }),
    ];
    expect(unitOfFleet(recordOf(steps))).toMatchObject({ perSecond: 60, by: 'carried' });
  });

  it('is not known where nobody counted units, and one of a hundred percents where they are the demand', () => {
    const steps = times(20, { demand: 100, running: Number.NaN, busy: Number.NaN });
    expect(unitOfFleet(recordOf(steps))).toBeNull();
    expect(unitOfFleet(recordOf(steps, 'busy'))).toMatchObject({ perSecond: 100, by: 'definition' });
  });
});
