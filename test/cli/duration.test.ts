import { describe, expect, it } from 'vitest';
import { parseDuration, tellDuration } from '../../cli/duration.ts';
import { InvalidInput } from '../../core/model/errors.ts';

describe('a duration', () => {
  it.each([
    ['90s', 90_000],
    ['30m', 1_800_000],
    ['2h', 7_200_000],
    ['1.5h', 5_400_000],
    ['1d', 86_400_000],
    ['1h30m', 5_400_000],
  ])('%s is read as %i ms', (text, ms) => {
    expect(parseDuration('--for', text)).toBe(ms);
  });

  it.each(['', '2', 'h', '2 h', '-1h', '0m', '2w', '2h later', '1h,30m', 'NaNh'])(
    'refuses "%s", naming the option and what to write',
    (text) => {
      expect(() => parseDuration('--for', text)).toThrow(InvalidInput);
      expect(() => parseDuration('--for', text)).toThrow(/--for: .*write 30m/);
    },
  );

  it.each([
    ['digits alone', '1'.repeat(100_000)],
    ['parts and then something else', `${'1h'.repeat(50_000)}x`],
    ['points', '1.'.repeat(50_000)],
  ])('that is hostile (%s) is refused at once, in a short message', (_, text) => {
    // What this process has computed, since a clock also counts what others do on a machine that is busy.
    const began = process.cpuUsage();
    expect(() => parseDuration('--for', text)).toThrow(/^.{1,120}$/);
    const { user, system } = process.cpuUsage(began);
    expect((user + system) / 1000).toBeLessThan(1000);
  });

  it('that nobody lives to see is refused', () => {
    expect(() => parseDuration('--for', `${'9'.repeat(400)}d`)).toThrow(InvalidInput);
  });

  it('is told in its two largest units', () => {
    expect([45_000, 5_400_000, 86_400_000, 90_061_000, 0].map(tellDuration)).toEqual([
      '45s',
      '1h 30m',
      '1d',
      '1d 1h',
      '0s',
    ]);
  });
});
