import { describe, expect, test } from 'vitest';
import { askAgain } from '../../../core/scaling/ask-again.ts';
import { followLaunches, measuredLeadSeconds, noLaunches, overdueUnits } from '../../../core/scaling/launches.ts';
import { leadSecondsOf } from '../../../core/scaling/lead-time.ts';
import type { Launches, Observation } from '../../../core/scaling/observation.ts';
import { aCapacity, aMemory, anObservation, minuteMs, noonMs } from '../../fixtures.ts';

/** What asked for and what ran, minute by minute from noon; Headroom itself asks for each change. Answers the looks. */
function watch(minutes: readonly (readonly [asked: number, running: number])[], launches = noLaunches): Observation[] {
  const looks: Observation[] = [];
  let known = launches;
  let before: readonly [number, number] = minutes[0] ?? [0, 0];
  minutes.forEach(([asked, running], minute) => {
    const atMs = noonMs + minute * minuteMs;
    const seen = [{ atMs: atMs - minuteMs, asked: before[0], running: before[1] }];
    const intention =
      asked === before[0] ? null : { desired: asked, askedAtMs: atMs - minuteMs, reference: 'x', completed: true };
    const capacity = aCapacity({ asked, running, inFlight: Math.max(0, asked - running) });
    const memory = aMemory({ seen, launches: known }, { intention, lookedAtMs: atMs - minuteMs });
    const look = anObservation({ atMs, capacity, memory });
    known = followLaunches(look);
    looks.push({ ...look, memory: aMemory({ seen, launches: known }) });
    before = [asked, running];
  });
  return looks;
}

const lastOf = (looks: readonly Observation[]): Observation => looks[looks.length - 1] as Observation;
const knownBy = (looks: readonly Observation[]): Launches => lastOf(looks).memory.kept?.launches ?? noLaunches;
const minutesOf = (count: number, asked: number, running: number) =>
  Array.from({ length: count }, () => [asked, running] as const);

describe('launches', () => {
  test('take from the look that asked to the look that sees them run', () => {
    const { leads, pending } = knownBy(
      watch([
        [10, 10],
        [14, 10],
        [14, 10],
        [14, 14],
      ]),
    );
    expect(leads).toEqual([180]);
    expect(pending).toEqual([]);
  });

  test('that land in parts are measured by their last unit', () => {
    expect(
      knownBy(
        watch([
          [10, 10],
          [14, 10],
          [14, 12],
          [14, 12],
          [14, 14],
        ]),
      ).leads,
    ).toEqual([240]);
  });

  test('land in the order in which they were asked for', () => {
    expect(
      knownBy(
        watch([
          [10, 10],
          [12, 10],
          [15, 10],
          [15, 12],
          [15, 15],
        ]),
      ).leads,
    ).toEqual([180, 180]);
  });

  test('that are called off teach nothing', () => {
    expect(
      knownBy(
        watch([
          [10, 10],
          [14, 10],
          [10, 10],
        ]),
      ),
    ).toEqual({ pending: [], leads: [], again: null });
  });

  test('that replace lost units count from the look that saw the loss', () => {
    const { pending } = knownBy(
      watch([
        [12, 12],
        [12, 8],
        [12, 8],
      ]),
    );
    expect(pending).toEqual([{ atMs: noonMs + minuteMs, units: 4 }]);
  });

  test('are overdue after twice the longest lead, and the config’s lead stands in until five are known', () => {
    const waiting = [[10, 10] as const, ...minutesOf(8, 14, 10)];
    expect(overdueUnits(knownBy(watch(waiting.slice(0, 7))), lastOf(watch(waiting.slice(0, 7))))).toBe(0);
    expect(overdueUnits(knownBy(watch(waiting)), lastOf(watch(waiting)))).toBe(4);
    const slow = { ...noLaunches, leads: [60, 60, 60, 60, 600] };
    expect(overdueUnits(knownBy(watch(waiting, slow)), lastOf(watch(waiting, slow)))).toBe(0);
  });

  test('that are overdue land last, so that what failed does not pass for a long lead', () => {
    const looks = watch([[10, 10], ...minutesOf(8, 14, 10), [16, 10], [16, 12]]);
    expect(knownBy(looks).leads).toEqual([120]);
  });

  test('are asked for again once, and another time only after something has landed', () => {
    const stuck = [[10, 10] as const, ...minutesOf(8, 14, 10), ...minutesOf(9, 18, 10)];
    expect(knownBy(watch(stuck)).again).toEqual({ units: 4, level: 18, landed: false });
    const landed = [...stuck, [18, 12] as const, ...minutesOf(9, 22, 12)];
    expect(knownBy(watch(landed)).again?.units).toBeGreaterThan(4);
  });
});

describe('the measured lead', () => {
  const leadOf = (leads: readonly number[]): number => measuredLeadSeconds({ ...noLaunches, leads }, 180);

  test('is the config’s until five launches have been seen', () => {
    expect(leadOf([60, 60, 60, 60])).toBe(180);
    expect(leadOf([60, 60, 60, 60, 60])).toBe(60);
    expect(leadSecondsOf(anObservation())).toBe(180);
  });

  test('follows a longer lead within five launches, and a single slow one not at all', () => {
    const usual = Array.from({ length: 19 }, () => 120);
    expect(leadOf([...usual, 600])).toBe(120);
    expect(leadOf([...usual.slice(4), 360, 360, 360, 360, 360])).toBe(360);
  });
});

describe('asking again', () => {
  const again = { units: 4, level: 14, landed: false };
  const launches: Launches = { pending: [{ atMs: noonMs - 7 * minuteMs, units: 4 }], leads: [], again };
  const look = (asked: number, running: number) =>
    anObservation({ capacity: aCapacity({ asked, running, inFlight: asked - running }) });

  test('adds what is overdue, no more than are lacking', () => {
    expect(askAgain(look(10, 6), launches, { units: 10 })).toMatchObject({
      desired: { units: 14 },
      because: { units: 4 },
    });
    expect(askAgain(look(10, 6), launches, { units: 8 })).toMatchObject({ desired: { units: 10 } });
    expect(askAgain(look(10, 6), launches, { units: 6 })).toBeNull();
  });

  test('leaves what is wanted beside units as it was', () => {
    const wanted = { units: 10, size: 'm7g.large' };
    expect(askAgain(look(10, 6), launches, wanted)?.desired).toStrictEqual({ ...wanted, units: 14 });
  });

  test('does not grow what only repeats what is asked for by now', () => {
    expect(askAgain(look(14, 6), launches, { units: 14 })).toBeNull();
    expect(askAgain(look(14, 6), launches, { units: 10 })).toMatchObject({ desired: { units: 14 } });
    expect(askAgain(look(14, 6), launches, { units: 16 })).toMatchObject({ desired: { units: 20 } });
  });

  test('says nothing where nothing was given up', () => {
    expect(askAgain(look(10, 6), { ...launches, again: null }, { units: 10 })).toBeNull();
  });
});
