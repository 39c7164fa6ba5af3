import { expect, it } from 'vitest';
import { undisturbed } from '../../../cli/demo/undisturbed.ts';

it('plays while the schedule is not heard, and looks at what has waited before the clock goes on', async () => {
  const done: string[] = [];
  const stage = {
    hear: async (hears: boolean) => void done.push(hears ? 'hears' : 'does not hear'),
    setClock: async (nowMs: number | null) => void done.push(nowMs === null ? 'the real clock' : 'a made-up clock'),
    pause: async () => void done.push('waits'),
  };
  const played = await undisturbed(stage, async () => {
    await stage.setClock(5);
    return 'a day';
  });
  expect(played).toBe('a day');
  expect(done).toEqual(['does not hear', 'a made-up clock', 'hears', 'waits', 'the real clock']);
});
