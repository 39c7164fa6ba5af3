import { describe, expect, it } from 'vitest';
import { overridesJson } from '../../cli/put-override.ts';
import { thrown } from '../../cli/throw-switch.ts';
import { noonMs } from '../fixtures.ts';

describe('who threw the stop switch last', () => {
  it.each([
    [{ stopped: false, sinceMs: noonMs, note: null, by: 'root' }, ': started 2m ago, by root'],
    [{ stopped: true, sinceMs: noonMs, note: 'game day', by: null }, ': stopped 2m ago (game day)'],
    [{ stopped: false, sinceMs: null, note: null, by: null }, ''],
  ])('%o', (stopSwitch, told) => {
    expect(thrown(stopSwitch, noonMs + 120_000)).toBe(told);
  });
});

describe('overrides for a machine', () => {
  it('end at a time that programs read', () => {
    const [told] = overridesJson([{ kind: 'pause', untilMs: noonMs + 0.5 }]);
    expect(told).toMatchObject({ until: '2026-03-04T12:00:00Z' });
  });
});
