import { describe, expect, it } from 'vitest';
import { type DemandDay, dayMs, demandDay } from '../../../cli/demo/demand-day.ts';
import { playedDay } from '../../../cli/demo/played-day.ts';
import { worldOf } from '../../../cli/demo/score-day.ts';
import { sizing } from '../../../cli/demo/sizing.ts';
import { departures } from '../../../cli/scaling/traces/departures.ts';
import { firstAsking } from '../../../core/scaling/config/choice.ts';
import { parseScalable } from '../../../core/scaling/config/parse-scalable.ts';
import { decidingConfig } from '../../../core/scaling/deciding-config.ts';
import { withChoice } from '../../../core/scaling/with-choice.ts';
import { Decided } from '../../../sim/scaling/world/decided.ts';

const day = demandDay(await departures(1), null);
const hourMs = 3_600_000;

/** What is decided through the day, and why, where the demo is started at a time. */
function decidedAt(nowMs: number, { perMinute }: DemandDay): unknown[] {
  const startMs = playedDay(nowMs, day);
  const { requestsPerUnit } = sizing(perMinute);
  const config = parseScalable('checkout/web', {
    target: { kind: 'auto-scaling-group', autoScalingGroupName: 'web' },
    bounds: { min: 2, max: 40 },
    readings: {
      demand: {
        parts: [{ kind: 'cloudwatch', namespace: 'Shop', metricName: 'Requests', stat: 'Sum' }],
        scale: 1 / 60,
      },
    },
    policies: [
      { kind: 'tuned', reading: 'demand', unitPerSecond: requestsPerUnit / 60 },
      {
        kind: 'schedule',
        timeZone: 'Etc/UTC',
        windows: [{ days: ['sat', 'sun'], from: '08:00', to: '18:00', floor: 30 }],
      },
    ],
  });
  const deciding = decidingConfig(withChoice(config, firstAsking));
  const decisions: unknown[] = [];
  const witness: ConstructorParameters<typeof Decided>[2] = (_, { change, reasons, binding }) =>
    decisions.push({ change, reasons, binding });
  const played = { config, sizing: sizing(perMinute), leadSeconds: 180 };
  worldOf(perMinute, startMs, played).run(new Decided(startMs, () => deciding, witness));
  return decisions;
}

describe('the day that the demo plays', () => {
  const fromMs = Date.UTC(2026, 10, 20, 23, 30);
  const starts = Array.from({ length: 16 }, (_, index) => fromMs + index * 13 * hourMs);

  it('is over, is a week ago at most, and has the weekday of the trace, whenever it is started', () => {
    for (const nowMs of starts) {
      const startMs = playedDay(nowMs, day);
      expect(startMs + dayMs).toBeLessThanOrEqual(nowMs);
      expect(startMs + 8 * dayMs).toBeGreaterThan(nowMs);
      expect(new Date(startMs).getUTCDay()).toBe(new Date(day.startMs).getUTCDay());
      expect(startMs % dayMs).toBe(0);
    }
  });

  it('is decided alike in two runs, on one day and weeks apart', () => {
    const first = decidedAt(fromMs, day);
    expect(first.length).toBeGreaterThan(1000);
    expect(decidedAt(fromMs, day)).toEqual(first);
    expect(decidedAt(fromMs + 37 * dayMs + 5 * hourMs, day)).toEqual(first);
  });
});
