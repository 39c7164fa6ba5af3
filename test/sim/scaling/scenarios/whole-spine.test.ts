import { describe, expect, test } from 'vitest';
import type { Misfortunes } from '../../../../sim/scaling/faults/misfortunes.ts';
import { aFaultyScalable, askings, demandOf } from './a-faulty-scalable.ts';
import { type Story, tell, wobble } from './tell-story.ts';

const day = 1440;
const minuteMs = 60_000;

/** A day of traffic with a burst in it, under the whole spine. */
function live(asking: (typeof askings)[number][1], fate: Partial<Misfortunes>, seed = 1): Promise<Story> {
  const demand = (minute: number) => {
    const wave = 1 + 0.5 * Math.sin((2 * Math.PI * minute) / day);
    return demandOf(20) * wave * (minute >= 600 && minute < 640 ? 1.6 : 1) * wobble(minute);
  };
  return tell({ config: aFaultyScalable(asking), calm: 120, minutes: day, demand, fate, seed });
}

function violationOf(story: Story): number {
  const minutes = story.over(0, day, ({ fresh, violation }) => [fresh, violation] as const);
  const all = minutes.reduce((sum, [fresh]) => sum + fresh, 0);
  return (100 * minutes.reduce((sum, [fresh, violation]) => sum + fresh * violation, 0)) / all;
}

function unitMinutes(story: Story): number {
  return story.over(0, day, ({ asked }) => asked).reduce((sum, asked) => sum + asked, 0);
}

const askedOf = (story: Story): number[] => story.over(0, day, ({ asked }) => asked);

describe.each(askings)('under the whole spine, asking by %s', (_, asking) => {
  test('signals that come twice, late and out of order change nothing', async () => {
    const quiet = await live(asking, {});
    const deliveries: Misfortunes['deliveries'] = (_sinceMs, random) => {
      const olds = [0, 0, 90_000, 5 * minuteMs, 3 * minuteMs];
      return olds.slice(0, 1 + Math.floor(random.uniform() * olds.length));
    };
    const twice = await live(asking, { deliveries });
    expect(askedOf(twice)).toEqual(askedOf(quiet));
    expect([...twice.ledger.entries.values()].some(({ outcome }) => outcome?.is === 'superseded')).toBe(true);
  });

  test('signals that get lost one time in three cost little', async () => {
    const [quiet, lossy] = await Promise.all([
      live(asking, {}),
      live(asking, { deliveries: (_, { uniform }) => (uniform() < 1 / 3 ? [] : [0]) }),
    ]);
    expect(violationOf(lossy)).toBeLessThan(violationOf(quiet) + 1);
    expect(unitMinutes(lossy)).toBeLessThan(unitMinutes(quiet) * 1.1);
  });

  test('nothing is taken away while metrics are lost, and all is as before soon after', async () => {
    const from = 700;
    const isLost = (sinceMs: number) => sinceMs >= from * minuteMs && sinceMs < (from + 45) * minuteMs;
    const [quiet, gap] = await Promise.all([live(asking, {}), live(asking, { isLost })]);
    for (let minute = from + 2; minute < from + 47; minute++) {
      expect(gap.at(minute).asked).toBeGreaterThanOrEqual(gap.at(minute - 1).asked);
    }
    const entry = gap.entry(from + 40);
    expect(entry?.decision?.reasons.some(({ by }) => by === 'silence')).toBe(true);
    const later = from + 150;
    expect(Math.abs(gap.at(later).asked / quiet.at(later).asked - 1)).toBeLessThanOrEqual(0.15);
  });

  test('metrics that are lost one in ten, or late one in four, cost little', async () => {
    const isLost: Misfortunes['isLost'] = (_, { uniform }) => uniform() < 0.1;
    const metricDelaySeconds: Misfortunes['metricDelaySeconds'] = (_, { uniform }) =>
      uniform() < 0.25 ? 60 + 240 * uniform() : 45;
    const [quiet, lossy] = await Promise.all([live(asking, {}), live(asking, { isLost, metricDelaySeconds })]);
    expect(violationOf(lossy)).toBeLessThan(violationOf(quiet) + 1);
    expect(unitMinutes(lossy)).toBeLessThan(unitMinutes(quiet) * 1.25);
  });

  test('changes that fail, and launches that never come, are tried again and counted once', async () => {
    const actFails: Misfortunes['actFails'] = (_, { uniform }) => uniform() < 0.3;
    const leadSeconds: Misfortunes['leadSeconds'] = (_, { uniform }) =>
      uniform() < 0.05 ? Number.POSITIVE_INFINITY : 180;
    const [quiet, failing] = await Promise.all([live(asking, {}), live(asking, { actFails, leadSeconds })]);
    expect([...failing.ledger.entries.values()].some(({ outcome }) => outcome?.is === 'failed')).toBe(true);
    expect(violationOf(failing)).toBeLessThan(violationOf(quiet) + 1.5);
    expect(unitMinutes(failing)).toBeLessThan(unitMinutes(quiet) * 1.3);
  });

  test('the same seed tells the same story, and memory stays small', async () => {
    const fate: Partial<Misfortunes> = {
      isLost: (_, { uniform }) => uniform() < 0.2,
      lossAt: (at) => (at % 7_200_000 === 0 ? 0.2 : 0),
    };
    const [one, other] = await Promise.all([live(asking, fate, 5), live(asking, fate, 5)]);
    expect(askedOf(other)).toEqual(askedOf(one));
    expect(askedOf(await live(asking, fate, 6))).not.toEqual(askedOf(one));
    const sizes = one.entries.map((entry) => JSON.stringify(entry?.decision?.keep ?? null).length);
    expect(Math.max(...sizes)).toBeLessThan(10_000);
  });
});
