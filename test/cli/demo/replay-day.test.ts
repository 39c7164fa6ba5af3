import { describe, expect, it } from 'vitest';
import { type DayLook, replayDay } from '../../../cli/demo/replay-day.ts';
import type { Stage } from '../../../cli/demo/stage.ts';

/** A stage on which the real schedule's look holds the scalable for so many looks of the demo, for each that it plays. */
function busyStage(heldFor: number) {
  let [asks, paused] = [0, 0];
  const decided = { decision: { lookAgainAtMs: null } };
  const superseded = {
    decision: null,
    outcome: { is: 'superseded', because: { says: 'another look holds the lease' } },
  };
  const stage = {
    outputs: { Scalable: 'checkout/web' },
    ...{ setClock: async () => {}, forgetFullLook: async () => {}, ask: async () => {}, report: async () => {} },
    asked: async () => 2,
    pause: async () => void paused++,
    wake: async (event: object) => {
      if ('source' in event) asks = 0;
      return [asks++ < heldFor ? superseded : decided];
    },
  };
  return { stage: stage as unknown as Stage, paused: () => paused };
}

const plan = {
  day: { name: 'made', startMs: 0, perMinute: Array.from({ length: 10 }, () => 100), past: [], notes: [] },
  ...{ sizing: { requestsPerUnit: 100, minUnits: 2, maxUnits: 4 }, leadSeconds: 60, playedStartMs: 0, startUnits: 2 },
};

async function played(heldFor: number) {
  const { stage, paused } = busyStage(heldFor);
  const looks: DayLook[] = [];
  await replayDay(stage, { ...plan, onLook: (_done, _total, look) => void looks.push(look) });
  return { minutes: looks.map(({ minute }) => minute), paused: paused() };
}

describe('a look of a replayed day', () => {
  it('is made at once where nobody else looks', async () => {
    expect(await played(0)).toEqual({ minutes: [5, 10], paused: 0 });
  });

  it('waits until the look of the real schedule has let go', async () => {
    expect(await played(5)).toEqual({ minutes: [5, 10], paused: 8 });
  });

  it('ends with what it came to where that never does', async () => {
    await expect(played(1000)).rejects.toThrow(/the look at .* came to no decision: .*another look holds the lease/);
  });
});
