import { describe, expect, test } from 'vitest';
import { clockChangeMs, wallClock } from '../../../core/time/wall-clock.ts';
import { minuteMs } from '../../fixtures.ts';

const days = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

function shown(timeZone: string, atMs: number): string {
  const { weekday, minute } = wallClock(timeZone, atMs);
  const two = (part: number) => String(part).padStart(2, '0');
  return `${days[weekday]} ${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}

describe('the clock on the wall', () => {
  test.each([
    ['Europe/Berlin', '2026-03-29T00:59:59Z', 'Sun 01:59'],
    ['Europe/Berlin', '2026-03-29T01:00:00Z', 'Sun 03:00'],
    ['Europe/Berlin', '2026-10-25T00:59:00Z', 'Sun 02:59'],
    ['Europe/Berlin', '2026-10-25T01:00:00Z', 'Sun 02:00'],
    ['America/New_York', '2026-03-08T06:59:00Z', 'Sun 01:59'],
    ['America/New_York', '2026-03-08T07:00:00Z', 'Sun 03:00'],
    ['Australia/Lord_Howe', '2026-04-04T14:59:00Z', 'Sun 01:59'],
    ['Australia/Lord_Howe', '2026-04-04T15:00:00Z', 'Sun 01:30'],
    ['Asia/Kathmandu', '2026-03-04T12:00:00Z', 'Wed 17:45'],
    ['UTC', '1969-12-31T23:59:00Z', 'Wed 23:59'],
  ])('in %s at %s shows %s', (timeZone, at, wanted) => {
    expect(shown(timeZone, Date.parse(at))).toBe(wanted);
  });

  test.each(['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu'])(
    'shows what Intl says for every minute of 2026 in %s',
    (timeZone) => {
      const format = new Intl.DateTimeFormat('en-GB', {
        timeZone,
        weekday: 'short',
        hour: '2-digit',
        minute: '2-digit',
      });
      const wrong: string[] = [];
      for (let atMs = Date.UTC(2026, 0, 1); atMs < Date.UTC(2027, 0, 1); atMs += minuteMs) {
        if (format.format(atMs).replace(', ', ' ') !== shown(timeZone, atMs)) wrong.push(new Date(atMs).toISOString());
      }
      expect(wrong).toEqual([]);
    },
  );

  test('gives the same answer whatever it was asked before', () => {
    const atMs = Date.parse('2026-03-29T01:00:00Z');
    const before = shown('Europe/Berlin', atMs);
    for (let quarter = 0; quarter < 200; quarter++) shown('Europe/Berlin', quarter * 900_000);
    for (const zone of Intl.supportedValuesOf('timeZone').slice(0, 100)) shown(zone, atMs);
    expect(shown('Europe/Berlin', atMs)).toBe(before);
  });
});

describe('a change of the clocks', () => {
  test('is seen a quarter of an hour ahead', () => {
    const changeMs = Date.parse('2026-03-29T01:00:00Z');
    expect(clockChangeMs('Europe/Berlin', changeMs - 1)).toBe(changeMs);
    expect(clockChangeMs('Europe/Berlin', changeMs - 15 * minuteMs)).toBe(changeMs);
    expect(clockChangeMs('Europe/Berlin', changeMs - 15 * minuteMs - 1)).toBeNull();
    expect(clockChangeMs('Europe/Berlin', changeMs)).toBeNull();
  });
});
