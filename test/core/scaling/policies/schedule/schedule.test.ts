import { describe, expect, test } from 'vitest';
import { ceilingAt } from '../../../../../core/scaling/ceiling-at.ts';
import type { PolicyConfig } from '../../../../../core/scaling/config/policy-kinds.ts';
import type { ScalableInput } from '../../../../../core/scaling/config/scalable.ts';
import type { DecidingConfig } from '../../../../../core/scaling/deciding-config.ts';
import { schedule } from '../../../../../core/scaling/policies/schedule/schedule.ts';
import { aConfig, anObservation, aPart, minuteMs } from '../../../../fixtures.ts';

type Input = Extract<ScalableInput['policies'][number], { kind: 'schedule' }>;
type Windows = Input['windows'];

const tracking = { kind: 'target-tracking', reading: 'demand', of: 'demand', target: 100 } as const;

function configOf(windows: Windows, timeZone: string, others: ScalableInput['policies'] = [tracking]) {
  const readings = { demand: { parts: [aPart] } };
  return aConfig({ readings, policies: [{ kind: 'schedule', timeZone, windows }, ...others] });
}

function proposeAt(windows: Windows, timeZone: string, atMs: number, others?: ScalableInput['policies']) {
  return proposeBy(configOf(windows, timeZone, others), atMs);
}

function proposeBy(config: DecidingConfig, atMs: number) {
  return schedule(config.policies[0] as PolicyConfig<'schedule'>, anObservation({ config, atMs }), null);
}

const wanted = (units: number | null) => (units === null ? null : { units });

/** How many minutes of a UTC range a floor is open. */
function minutesOpen(windows: Windows, timeZone: string, from: string, to: string): number {
  const config = configOf(windows, timeZone);
  let open = 0;
  for (let atMs = Date.parse(from); atMs < Date.parse(to); atMs += minuteMs) {
    if (proposeBy(config, atMs).desired !== null) open++;
  }
  return open;
}

describe('a window', () => {
  const office: Windows = [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '08:00', to: '18:00', floor: 5 }];

  test.each([
    ['2026-03-04T06:59:59Z', null],
    ['2026-03-04T07:00:00Z', 5],
    ['2026-03-04T16:59:59Z', 5],
    ['2026-03-04T17:00:00Z', null],
    ['2026-03-07T12:00:00Z', null], // Saturday
    ['2026-07-01T06:00:00Z', 5], // summer time
  ])('of 8 to 18 in Berlin at %s proposes %s', (at, floor) => {
    expect(proposeAt(office, 'Europe/Berlin', Date.parse(at))).toMatchObject({
      desired: wanted(floor),
      blind: false,
    });
  });

  const night: Windows = [{ days: ['fri'], from: '22:00', to: '06:00', floor: 5 }];
  test.each([
    ['2026-03-06T21:59:00Z', null],
    ['2026-03-06T22:00:00Z', 5],
    ['2026-03-07T05:59:00Z', 5], // Saturday morning belongs to Friday's window
    ['2026-03-07T06:00:00Z', null],
    ['2026-03-06T05:00:00Z', null], // Friday morning would be Thursday's
    ['2026-03-07T23:00:00Z', null],
  ])('over midnight counts from the day it starts: at %s it proposes %s', (at, floor) => {
    expect(proposeAt(night, 'UTC', Date.parse(at)).desired).toEqual(wanted(floor));
  });

  test('from a time to the same time is open for a day', () => {
    const whole: Windows = [{ days: ['wed'], from: '08:00', to: '08:00', floor: 5 }];
    expect(minutesOpen(whole, 'UTC', '2026-03-01T00:00Z', '2026-03-08T00:00Z')).toBe(1440);
  });

  test('to 00:00 is open until midnight', () => {
    expect(
      minutesOpen([{ from: '20:00', to: '00:00', floor: 5 }], 'UTC', '2026-03-04T00:00Z', '2026-03-05T00:00Z'),
    ).toBe(240);
  });
});

describe('when the clocks change', () => {
  const all: Windows = [{ days: ['sun'], from: '00:00', to: '00:00', floor: 5 }];
  const early: Windows = [{ from: '01:30', to: '02:30', floor: 5 }];

  test.each([
    ['a Sunday of 23 hours', 'Europe/Berlin', '2026-03-28T12:00Z', '2026-03-30T12:00Z', all, 23 * 60],
    ['a Sunday of 25 hours', 'Europe/Berlin', '2026-10-24T12:00Z', '2026-10-26T12:00Z', all, 25 * 60],
    ['a Sunday of 23 hours', 'America/New_York', '2026-03-07T12:00Z', '2026-03-09T12:00Z', all, 23 * 60],
    ['a Sunday of 25 hours', 'America/New_York', '2026-10-31T12:00Z', '2026-11-02T12:00Z', all, 25 * 60],
    ['a Sunday of 24.5 hours', 'Australia/Lord_Howe', '2026-04-04T01:00Z', '2026-04-06T01:00Z', all, 24.5 * 60],
    ['a Sunday of 23.5 hours', 'Australia/Lord_Howe', '2026-10-03T01:00Z', '2026-10-05T01:00Z', all, 23.5 * 60],
    ['a Sunday like any other', 'Asia/Kathmandu', '2026-03-28T12:00Z', '2026-03-30T12:00Z', all, 24 * 60],
    ['half an hour that is left out', 'Europe/Berlin', '2026-03-28T12:00Z', '2026-03-29T12:00Z', early, 30],
    ['half an hour that comes twice', 'Europe/Berlin', '2026-10-24T12:00Z', '2026-10-25T12:00Z', early, 90],
  ])('%s in %s is followed by the clock on the wall', (_, timeZone, from, to, windows, minutes) => {
    expect(minutesOpen(windows, timeZone, from, to)).toBe(minutes);
  });
});

describe('of several windows', () => {
  const windows: Windows = [
    { from: '08:00', to: '18:00', floor: 5, ceiling: 12 },
    { from: '10:00', to: '12:00', floor: 9, ceiling: 15 },
    { from: '11:00', to: '23:00', ceiling: 10 },
  ];
  const at = (hour: number) => Date.UTC(2026, 2, 4, hour);

  test('the highest floor of those that are open is proposed', () => {
    expect([7, 9, 11, 13, 20].map((hour) => proposeAt(windows, 'UTC', at(hour)).desired?.units ?? null)).toEqual([
      null,
      5,
      9,
      5,
      null,
    ]);
  });

  test('the lowest ceiling of those that are open is the ceiling', () => {
    expect([7, 9, 10, 11, 20, 23].map((hour) => ceilingAt(configOf(windows, 'UTC'), at(hour)))).toEqual([
      null,
      12,
      12,
      10,
      10,
      null,
    ]);
  });
});

describe('outside all windows', () => {
  const windows: Windows = [{ from: '08:00', to: '18:00', floor: 5 }];
  const midnight = Date.UTC(2026, 2, 4);

  test('it is silent beside other policies', () => {
    expect(proposeAt(windows, 'UTC', midnight)).toMatchObject({ desired: null, blind: false });
  });

  test('it asks for nothing where schedules are all there is, so that capacity comes down again', () => {
    expect(proposeAt(windows, 'UTC', midnight, [])).toMatchObject({ desired: { units: 0 }, blind: false });
  });

  test('it is silent where there are only ceilings', () => {
    expect(proposeAt([{ from: '08:00', to: '18:00', ceiling: 5 }], 'UTC', midnight, []).desired).toBeNull();
  });
});

describe('a turn within the next minutes', () => {
  const windows: Windows = [{ from: '08:00', to: '18:00', floor: 5 }];
  const lookAgain = (at: string, timeZone = 'UTC') => {
    const { lookAgainAtMs } = proposeAt(windows, timeZone, Date.parse(at));
    return lookAgainAtMs === undefined ? null : new Date(lookAgainAtMs).toISOString();
  };

  test('is worth a look of its own', () => {
    expect(lookAgain('2026-03-04T07:54:00Z')).toBe('2026-03-04T08:00:00.000Z');
    expect(lookAgain('2026-03-04T07:59:30.500Z')).toBe('2026-03-04T08:00:00.000Z');
    expect(lookAgain('2026-03-04T17:57:00Z')).toBe('2026-03-04T18:00:00.000Z');
    expect(lookAgain('2026-03-04T13:40:00Z', 'Asia/Kathmandu')).toBeNull();
    expect(lookAgain('2026-03-04T12:11:00Z', 'Asia/Kathmandu')).toBe('2026-03-04T12:15:00.000Z');
  });

  test('is none when the turn is further off, or is now', () => {
    expect(lookAgain('2026-03-04T07:53:59Z')).toBeNull();
    expect(lookAgain('2026-03-04T08:00:00Z')).toBeNull();
  });

  test('may be the change of the clocks', () => {
    expect(lookAgain('2026-03-29T00:56:00Z', 'Europe/Berlin')).toBe('2026-03-29T01:00:00.000Z');
  });
});
