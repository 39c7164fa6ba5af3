import { describe, expect, test } from 'vitest';
import { usualAt } from '../../../../core/scaling/policies/provisioner/season.ts';
import { aFaultyScalable, askings, demandOf } from './a-faulty-scalable.ts';
import { type Story, tell, wobble } from './tell-story.ts';

const twenty = demandOf(20);

/** How far the season of the minutes after minute 0 has moved from that of a world in which nothing happened. */
function movedSeason(story: Story, quiet: Story, calm: number, minutes: number): number {
  const last = minutes - 1;
  const moved = Array.from({ length: 80 }, (_, minute) => {
    const [there, here] = [story, quiet].map((one) => usualAt(one.learned(last), calm + minute));
    return there == null || here == null ? Number.NaN : Math.abs(Math.exp(there - here) - 1);
  });
  return Math.max(...moved);
}

function firstMinute(minutes: number, holds: (minute: number) => boolean): number {
  return Array.from({ length: minutes }, (_, minute) => minute).findIndex(holds);
}

/** Minutes at which capacity was lowered although the newest minute that is known was full. */
function loweredWhileFull(story: Story, minutes: number): number[] {
  return Array.from({ length: minutes - 2 }, (_, at) => at + 2).filter((minute) => {
    return story.at(minute - 2).utilisation >= 0.9 && story.at(minute).asked < story.at(minute - 1).asked;
  });
}

describe.each(askings)(
  'scenario 1, censored demand, asking by %s: a threefold step of which only what is served is seen',
  (_, asking) => {
    describe.each([60, 180, 900])('with a lead of %i s', (leadSeconds) => {
      test.each(['backlog', null] as const)(
        'nineteen twentieths of need serve within two leads and three periods, told by %s',
        async (backlog) => {
          const story = await tell({
            config: aFaultyScalable(asking, { leadSeconds, backlog }),
            calm: 200,
            minutes: 60,
            demand: (minute) => (minute < 0 ? 1 : 3) * twenty * wobble(minute),
            fate: { censored: true, leadSeconds: () => leadSeconds },
          });
          const reached = firstMinute(60, (minute) => story.at(minute).running >= 0.95 * story.at(minute).need);
          expect(reached).toBeGreaterThan(0);
          expect(reached).toBeLessThanOrEqual((2 * leadSeconds) / 60 + 3);
          expect(loweredWhileFull(story, 60)).toEqual([]);
        },
      );
    });

    test('what full units serve enters the season as the least that was wanted', async () => {
      const scenario = {
        config: aFaultyScalable(asking, { leadSeconds: 900 }),
        calm: 1500,
        minutes: 40,
        demand: () => twenty,
      };
      const weak = await tell({
        ...scenario,
        fate: { censored: true, leadSeconds: () => 900, capacityShare: (at) => (at >= 0 ? 0.5 : 1) },
      });
      const quiet = await tell({ ...scenario, fate: { censored: true } });
      expect(weak.at(5).served).toBeLessThan(0.7 * twenty);
      for (let minute = 0; minute < 30; minute++) {
        const [there, here] = [weak, quiet].map((one) => usualAt(one.learned(39), 1500 + minute) ?? Number.NaN);
        expect(there).toBeGreaterThanOrEqual((here as number) - 0.001);
      }
    });
  },
);

describe.each(askings)('scenario 2, a deploy that takes 30 % of a unit, asking by %s', (_, asking) => {
  const scenario = {
    config: aFaultyScalable(asking),
    calm: 1500,
    minutes: 60,
    demand: (minute: number) => twenty * wobble(minute),
  };
  const deploy = { censored: true, capacityShare: (sinceMs: number) => (sinceMs >= 0 ? 0.7 : 1) };

  test('is learned within ten minutes, with no scale-in meanwhile, and leaves the season alone', async () => {
    const story = await tell({ ...scenario, fate: deploy });
    const learned = firstMinute(60, (minute) => Math.abs(story.serving(minute).unitShare / 0.7 - 1) < 0.05);
    expect(learned).toBeGreaterThan(0);
    expect(learned).toBeLessThanOrEqual(10);
    for (let minute = 1; minute <= 10; minute++) {
      expect(story.at(minute).asked).toBeGreaterThanOrEqual(story.at(minute - 1).asked);
    }
    const quiet = await tell({ ...scenario, fate: { censored: true } });
    expect(movedSeason(story, quiet, 1500, 60)).toBeLessThan(0.01);
  });

  test('ends in capacity that serves again, without waste', async () => {
    const story = await tell({ ...scenario, fate: deploy });
    expect(story.over(20, 60, ({ violation }) => violation).reduce((sum, one) => sum + one, 0)).toBeLessThan(0.1);
    expect(Math.max(...story.over(0, 60, ({ asked }) => asked))).toBeLessThan((21 / 0.7) * 1.3);
  });
});

describe.each(askings)('scenario 3, units that serve 30 % for three minutes, asking by %s', (_, asking) => {
  const cold = { censored: true, coldSeconds: 180, coldShare: 0.3 };

  test.each([
    { name: 'a step by half', factor: (minute: number) => (minute < 0 ? 1 : 1.5) },
    {
      name: 'a rise by half over twenty minutes',
      factor: (minute: number) => 1 + Math.max(0, Math.min(minute, 20)) / 40,
    },
  ])('$name: they lower what is known of a unit by less than a fiftieth', async ({ factor }) => {
    const demand = (minute: number) => factor(minute) * twenty * wobble(minute);
    const story = await tell({ config: aFaultyScalable(asking), calm: 300, minutes: 40, demand, fate: cold });
    for (let minute = 0; minute < 40; minute++) expect(story.serving(minute).unitShare).toBeGreaterThan(0.98);
  });

  test('they cause no second scale-out', async () => {
    const demand = (minute: number) => (minute < 0 ? 1 : 1.5) * twenty;
    const [slow, quick] = await Promise.all(
      [cold, { censored: true }].map((fate) =>
        tell({ config: aFaultyScalable(asking), calm: 300, minutes: 16, demand, fate }),
      ),
    );
    const most = (story: Story | undefined) => Math.max(...(story?.over(0, 16, ({ asked }) => asked) ?? []));
    expect(most(slow)).toBeGreaterThan(25);
    expect(most(slow)).toBeLessThanOrEqual(most(quick) * 1.05);
  });
});

describe('scenario 4, each violating request comes twice more', () => {
  const near = askings.map(
    ([name, asking]) => [name, asking.by === 'rate' ? { ...asking, target: 0.95 } : asking] as const,
  );

  describe.each(near)('asking by %s', (_, asking) => {
    test.each([60, 180])(
      '15 minutes into a twofold burst asked is within a tenth of need, with a lead of %i s',
      async (leadSeconds) => {
        const story = await burst(asking, 2, leadSeconds, 60);
        expect(Math.max(...story.over(0, 10, ({ offered }) => offered))).toBeGreaterThan(2.5 * 2 * twenty);
        const [asked, need] = [story.at(15).asked, Math.max(...story.over(10, 16, (minute) => minute.need))];
        expect(Math.abs(asked / need - 1)).toBeLessThanOrEqual(0.1);
      },
    );

    test('the next day’s season moves by less than 5 %', async () => {
      const [story, quiet] = [await burst(asking, 2, 180, 20), await burst(asking, 1, 180, 20)];
      expect(movedSeason(story, quiet, 1500, 90)).toBeLessThan(0.05);
    });
  });
});

function burst(
  asking: (typeof askings)[number][1],
  factor: number,
  leadSeconds: number,
  length: number,
): Promise<Story> {
  return tell({
    config: aFaultyScalable(asking, { leadSeconds, holdSeconds: 300 }),
    calm: 1500,
    minutes: 90,
    demand: (minute) => (minute >= 0 && minute < length ? factor : 1) * twenty * wobble(minute),
    fate: { retries: 2, leadSeconds: () => leadSeconds },
  });
}

describe.each(askings)('scenario 6, units of the sizes 1.0 and 0.6, asking by %s', (_, asking) => {
  test('what a unit can serve is known within 5 %, and scale-in leaves enough though the larger leave', async () => {
    const story = await tell({
      config: aFaultyScalable(asking),
      startUnits: 40,
      calm: 300,
      minutes: 120,
      demand: (minute) => demandOf(minute < 0 ? 24 : 12) * wobble(minute),
      fate: { sizes: [1, 0.6] },
    });
    for (const minute of [-1, 60, 119]) {
      const { worth, running } = story.at(minute);
      expect(Math.abs(story.serving(minute).unitShare / (worth / running) - 1)).toBeLessThan(0.05);
    }
    expect(story.at(119).asked).toBeLessThan(0.75 * story.at(-1).asked);
    for (let minute = 2; minute < 120; minute++)
      expect(story.at(minute).worth).toBeGreaterThanOrEqual(story.at(minute).need);
  });
});
