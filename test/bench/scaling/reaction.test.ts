import { describe, expect, test } from 'vitest';
import { reaction } from '../../../bench/scaling/reaction.ts';
import { alarmPeriodSeconds, reactionOf } from '../../../core/readings/reaction.ts';
import { reading } from '../../../core/readings/reading-config.ts';

const rows = Object.fromEntries(reaction().map((row) => [row.source, row]));

describe('the seconds from a step of the load to the decision', () => {
  test('are at most 45 by the CPU that ECS publishes each 20 seconds, and 15 by a metric of a second', () => {
    expect(rows['ecsServiceCpu, high resolution']?.seconds).toBeLessThanOrEqual(45);
    expect(rows['own metric of a second']?.seconds).toBeLessThanOrEqual(15);
  });

  test('are made of what is told of them', () => {
    for (const { by, seconds, of } of reaction()) {
      if (by !== 'headroom') continue;
      expect(Object.values(of ?? {}).reduce((total: number, part) => total + Number(part), 0)).toBe(seconds);
    }
  });

  test('grow with each of the period and the delay of a part', () => {
    const part = { kind: 'cloudwatch', namespace: 'Shop', metricName: 'Busy', stat: 'Average' } as const;
    const of = (periodSeconds: number, delaySeconds: number) =>
      reactionOf(reading.parse({ parts: [{ ...part, periodSeconds, delaySeconds }] })).total;
    expect(of(30, 11)).toBe(of(20, 11) + 10);
    expect(of(20, 60)).toBe(of(20, 11) + 49);
    expect([1, 5, 10, 20, 60].map(alarmPeriodSeconds)).toEqual([10, 10, 10, 20, 60]);
  });
});
