import { describe, expect, test } from 'vitest';
import { measuredLeadSeconds, noLaunches } from '../../../../core/scaling/launches.ts';
import type { Launches } from '../../../../core/scaling/observation.ts';
import { sampledLeads } from '../../../../sim/scaling/faults/sampled-leads.ts';
import { random } from '../../../../sim/workloads/random.ts';
import { aFaultyScalable, askings, demandOf } from './a-faulty-scalable.ts';
import { type Story, tell, wobble } from './tell-story.ts';

const minuteMs = 60_000;

function launchesAt(story: Story, minute: number): Launches {
  return story.entry(minute)?.decision?.keep.launches ?? noLaunches;
}

/** The steps by which asked went up, by minute. */
function raises(story: Story, minutes: number): [minute: number, by: number][] {
  return Array.from({ length: minutes }, (_, minute): [number, number] => [
    minute,
    story.at(minute).asked - story.at(minute - 1).asked,
  ]).filter(([, by]) => by > 0);
}

describe.each(askings)('scenario 5, asking by %s', (_, asking) => {
  const config = aFaultyScalable(asking);

  test('a third of the units lost at once is replaced once and never counted twice', async () => {
    const fate = { censored: true, lossAt: (sinceMs: number) => (sinceMs === 0 ? 1 / 3 : 0) };
    const story = await tell({
      config,
      calm: 200,
      minutes: 60,
      demand: (minute) => demandOf(20) * wobble(minute),
      fate,
    });
    const before = story.at(-1);
    expect(story.at(1).running).toBeLessThan(0.7 * before.running);
    expect(story.at(4).running).toBe(before.running);
    for (let minute = 0; minute < 60; minute++) {
      expect(story.at(minute).asked).toBeGreaterThanOrEqual(Math.min(before.asked, 20));
      expect(story.at(minute).asked).toBeLessThanOrEqual(before.asked + 1);
    }
  });

  test('launches older than twice the 99th percentile of lead are asked for again once', async () => {
    // What is launched in the first five minutes never comes; what is launched later does.
    const leadSeconds = (sinceMs: number) => (sinceMs >= 0 && sinceMs < 5 * minuteMs ? Number.POSITIVE_INFINITY : 180);
    const story = await tell({
      config,
      calm: 200,
      minutes: 90,
      demand: (minute) => demandOf(minute < 0 ? 20 : 30),
      fate: { leadSeconds },
    });
    const lacking = story.at(4).asked - story.at(-1).asked;
    expect(lacking).toBeGreaterThanOrEqual(8);
    const again = raises(story, 90).filter(([minute]) =>
      story.entry(minute)?.decision?.reasons.some(({ by }) => by === 'overdue'),
    );
    expect(again).toHaveLength(1);
    const [minute, by] = again[0] as [number, number];
    expect(minute).toBeGreaterThan(2 + 6);
    expect(minute).toBeLessThanOrEqual(2 + 6 + 2);
    expect(Math.abs(by - lacking)).toBeLessThanOrEqual(1);
    expect(story.at(minute + 6).running).toBeGreaterThanOrEqual(story.at(minute + 6).need);
    // Once they serve, those that never came are let go.
    expect(story.at(40).asked).toBeLessThan(story.at(minute).asked);
  });

  test('where nothing ever comes it is asked for once more and no more, and capacity goes down to what is needed', async () => {
    const leadSeconds = (sinceMs: number) => (sinceMs >= 0 ? Number.POSITIVE_INFINITY : 180);
    const demand = (minute: number) => demandOf(minute < 0 ? 20 : minute < 80 ? 30 : 3);
    const story = await tell({ config, calm: 200, minutes: 200, demand, fate: { leadSeconds } });
    const lacking = story.at(4).asked - story.at(-1).asked;
    for (let minute = 0; minute < 80; minute++) {
      expect(story.at(minute).asked).toBeLessThanOrEqual(story.at(-1).asked + 2 * lacking + 2);
    }
    expect(story.at(199).asked).toBeLessThanOrEqual(2 * story.at(199).need);
  });
});

describe.each(askings)('scenario 7, a lead three times as long for a day, asking by %s', (_, asking) => {
  test('is followed within five launches, and left again', async () => {
    const dayMs = 1440 * minuteMs;
    const leadSeconds = (sinceMs: number) => (sinceMs >= 0 && sinceMs < dayMs ? 540 : 180);
    const demand = (minute: number) => demandOf(20) * (1 + 0.35 * Math.sin(minute / 25)) * wobble(minute);
    const story = await tell({
      config: aFaultyScalable(asking),
      calm: 600,
      minutes: 2880,
      demand,
      fate: { leadSeconds },
    });
    const leadAt = (minute: number) => measuredLeadSeconds(launchesAt(story, minute), 180);
    expect(leadAt(-1)).toBe(180);
    const followed =
      Array.from({ length: 1440 }, (_, minute) => minute).find((minute) => leadAt(minute) >= 540) ?? Number.NaN;
    const long = launchesAt(story, followed).leads.filter((lead) => lead > 360);
    expect(long.length).toBeGreaterThan(0);
    expect(long.length).toBeLessThanOrEqual(5);
    expect(leadAt(1400)).toBe(540);
    expect(leadAt(2879)).toBe(180);
  });
});

test('scenario 7, replays sample measured leads, not their mean', () => {
  const leadOf = sampledLeads([60, 60, 60, 900]);
  const chance = random(7);
  const drawn = Array.from({ length: 400 }, () => leadOf(0, chance));
  expect(new Set(drawn)).toEqual(new Set([60, 900]));
  expect(drawn.filter((lead) => lead === 900).length).toBeGreaterThan(60);
  expect(() => sampledLeads([])).toThrow('give at least one');
});
