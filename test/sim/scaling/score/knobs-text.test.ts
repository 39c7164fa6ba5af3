import { expect, it } from 'vitest';
import { knobsText } from '../../../../sim/scaling/score/knobs-text.ts';

it('tells knobs as people say them: minutes where they are whole, and which time is the same', () => {
  expect(knobsText({ days: 7, share: 1, target: 0.9, holdSeconds: 600 })).toBe(
    'of the week, share 1, target 0.9, hold 10 min',
  );
  expect(knobsText({ days: 1, scaleInCooldownSeconds: 90 })).toBe('of the day, scale in cooldown 90 s');
  expect(knobsText({ target: 0.5, label: 'as it is' })).toBe('target 0.5 (as it is)');
});
