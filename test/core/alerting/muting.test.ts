import { describe, expect, it } from 'vitest';
import { mutableAlarms, mutedBy, mutedTime, rulesFor, scheduleOf } from '../../../core/alerting/muting.ts';

const arn = 'arn:aws:sns:eu-central-1:111122223333';
const nowMs = Date.UTC(2026, 10, 29, 14, 2, 7);

describe('what may be muted', () => {
  it.each([
    ['wakes a look', `${arn}:headroom-wakes`],
    ['calls a function', 'arn:aws:lambda:eu-central-1:111122223333:function:mend'],
    ['changes a capacity', 'arn:aws:autoscaling:eu-central-1:111122223333:scalingPolicy:1'],
    ['stops an instance', 'arn:aws:automate:eu-central-1:ec2:stop'],
  ])('is nothing that also %s', (_, action) => {
    const alarms = [
      { name: 'page', actions: [`${arn}:headroom-page`] },
      { name: 'both', actions: [`${arn}:headroom-page`, action] },
      { name: 'window', actions: [] },
    ];
    expect(mutableAlarms(alarms, [`${arn}:headroom-wakes`])).toEqual({
      mute: ['page'],
      kept: [{ name: 'both', because: expect.stringContaining(action) }],
    });
  });

  it('is a hundred alarms a rule, in rules that are written over when it is muted once more', () => {
    const alarms = Array.from({ length: 201 }, (_, at) => `alarm-${at}`);
    const rules = rulesFor('headroom', 'checkout', alarms);
    expect(rules.map(({ alarms: { length } }) => length)).toEqual([100, 100, 1]);
    expect(rules.map(({ name }) => name)).toEqual(rulesFor('headroom', 'checkout', alarms).map(({ name }) => name));
    for (const { name } of rules) expect(mutedBy('headroom', name)).toBe('checkout');
    expect(mutedBy('another', rules[0]?.name ?? '')).toBeNull();
  });
});

describe('how long it is muted', () => {
  it.each([
    [60_000, 'PT1M'],
    [90_000, 'PT2M'],
    [2 * 3_600_000, 'PT2H'],
    [86_400_000, 'P1D'],
    [15 * 86_400_000, 'P15D'],
    [86_400_000 + 5_400_000, 'P1DT1H30M'],
  ])('%i ms are %s, in whole minutes from the next one', (forMs, duration) => {
    const time = mutedTime(nowMs, forMs);
    expect(scheduleOf(time)).toEqual({ Expression: 'at(2026-11-29T14:03)', Duration: duration, Timezone: 'UTC' });
  });

  it('is refused where it would never end, or at once', () => {
    for (const forMs of [0, 15 * 86_400_000 + 60_000]) expect(() => mutedTime(nowMs, forMs)).toThrow('1m to 15d');
  });
});
