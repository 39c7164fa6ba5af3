import { describe, expect, it } from 'vitest';
import { parseScalable } from '../../../../core/scaling/config/parse-scalable.ts';
import { type FleetPlan, fleetConfig } from '../../../../core/scaling/fleets/fleet-config.ts';
import { aFleet } from './a-fleet.ts';

const plan: FleetPlan = {
  of: 'requests',
  samplesPerMinute: 1,
  bounds: { min: 2, max: 20 },
  sloBudgetPercent: 0.5,
  leadSeconds: 180,
};

describe('the config of a found fleet', () => {
  it.each([1 / 5, 1, 3].flatMap((samples) => [['requests', samples] as const, ['busy', samples] as const]))(
    'by %s with %d samples a minute is one that Headroom takes, and changes nothing yet',
    (of, samplesPerMinute) => {
      const parsed = parseScalable('web', fleetConfig(aFleet(), { ...plan, of, samplesPerMinute }));
      expect(parsed).toMatchObject({ mode: 'recommend', sloBudgetPercent: 0.5, bounds: { min: 2, max: 20 } });
    },
  );

  it('counts the requests of every target group, as a rate', () => {
    const loads = [1, 2].map((of) => ({ loadBalancer: `app/shop/${of}`, targetGroup: `targetgroup/web/${of}` }));
    const { readings } = parseScalable('web', fleetConfig(aFleet({ loads }), plan));
    expect(readings.requests).toMatchObject({ unit: 'per second', parts: [{ witness: {} }, { witness: {} }] });
  });

  it('takes what units do for the demand where nothing counts requests: a hundred percents a unit', () => {
    const config = parseScalable('web', fleetConfig(aFleet(), { ...plan, of: 'busy', samplesPerMinute: 3 }));
    expect(config.policies).toMatchObject([{ kind: 'tuned', reading: 'work', unitPerSecond: 100 }]);
    expect(config.readings.work).toMatchObject({ scale: 1 / 3, parts: [{ stat: 'Sum', periodSeconds: 60 }] });
  });

  it('reads five minutes where units tell of themselves once in five', () => {
    const { readings } = parseScalable('web', fleetConfig(aFleet(), { ...plan, of: 'busy', samplesPerMinute: 1 / 5 }));
    expect(readings).toMatchObject({
      work: { scale: 1, parts: [{ periodSeconds: 300 }] },
      cpu: { parts: [{ periodSeconds: 300 }] },
    });
  });
});
