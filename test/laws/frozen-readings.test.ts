import { describe, expect, test } from 'vitest';
import { minuteMs, noonMs } from '../fixtures.ts';
import { type Life, type Look, live, type Policy, policies, seeded } from './life-of-readings.ts';

const day = 1440;
const hour = 60;
const forEver = Number.POSITIVE_INFINITY;
const random = seeded(7);
/** A thousand a second by day and a fifth of it by night, never twice the same. */
const waves = (minute: number) => (minute % day < 600 ? 1000 : 200) * (0.95 + 0.1 * random(minute));
const inTime = { isLost: () => false, lateSeconds: () => 0 };

function life(policy: Policy, more: Partial<Life> = {}): Life {
  return { policy, habit: inTime, stepSeconds: 60, holdSeconds: 300, witness: false, demandAt: waves, ...more };
}

const since = (looks: readonly Look[], minute: number) =>
  looks.filter(({ observation }) => observation.atMs >= noonMs + minute * minuteMs);
const troublesOf = (looks: readonly Look[]) =>
  looks.flatMap(({ observation }) => Object.values(observation.readings).flatMap(({ trouble }) => trouble ?? []));

describe.each(policies)('a source that tells its last value on and on, under %s,', (_, policy) => {
  test('takes nothing away and brings nothing once that has lasted, and is told', async () => {
    const frozenFrom = 2 * day + 300;
    const looks = await live(life(policy, { frozen: [frozenFrom, forEver] }), frozenFrom + 4 * hour);
    const later = since(looks, frozenFrom + 25);
    const asked = later.map((look) => look.asked);
    expect(asked).toEqual([...asked].sort((one, other) => one - other));
    // A provisioner goes on from what it knows of the day.
    if (policy.kind !== 'provisioner') expect(new Set(asked).size).toBe(1);
    expect(later.at(-1)?.told).toContain(
      'degraded: data has been late or missing for {silentSeconds} s, and nothing is taken away; {still} still tells {value}, the same for {sameSeconds} s, which nobody seems to measure any more',
    );
    // Its points come in time: a longer delay would mend nothing.
    expect(later.flatMap(({ told }) => told).join()).not.toContain('its delaySeconds is');
    expect(troublesOf(later)[0]).toMatch(
      /^exactly [\d.]+ for \d+ min, and never the same for longer than \d min before; taken for a value that nobody measures any more$/,
    );
  });

  test('is not told of what has stopped, though it was the same to the end', async () => {
    const end = 2 * day + 300;
    const isLost = (minute: number) => minute >= end + 30;
    const looks = await live(
      life(policy, { frozen: [end + 20, forEver], habit: { ...inTime, isLost } }),
      end + 3 * hour,
    );
    const told = looks.at(-1)?.told.filter((says) => says.startsWith('degraded')) ?? [];
    expect(told).toHaveLength(1);
    expect(told[0]).not.toContain('nobody seems to measure');
  });

  test('counts again at once when it moves', async () => {
    const [from, until] = [2 * day + 300, 2 * day + 420];
    const looks = await live(life(policy, { frozen: [from, until] }), until + 3 * hour);
    expect(troublesOf(since(looks, until + 5))).toEqual([]);
    expect(since(looks, until - 5)[0]?.observation.memory.kept?.silentSinceMs).not.toBeNull();
    expect(looks.at(-1)?.observation.memory.kept?.silentSinceMs).toBeNull();
  });
});

describe('what may tell the same for long', () => {
  const [, policy] = policies[0] ?? [];
  if (policy === undefined) throw new Error('no policy');
  const troubles = async (more: Partial<Life>, minutes: number) => troublesOf(await live(life(policy, more), minutes));

  test('is nothing: a service is idle all night', async () => {
    const demandAt = (minute: number) => (minute < 2 * day || minute % day < 600 ? waves(minute) : 0);
    expect(await troubles({ demandAt }, 3 * day)).toEqual([]);
  });

  test('is a utilisation that is full', async () => {
    const [, byCpu] = policies[1] ?? [];
    // Forty units are all that may be, and 100 % of them are busy from the third day on.
    const demandAt = (minute: number) => (minute < 2 * day ? waves(minute) : 8000);
    const looks = await live(life(byCpu ?? policy, { demandAt }), 2 * day + 3 * hour);
    expect(looks.at(-1)?.observation.readings.cpu?.samples.at(-1)).toMatchObject({ is: 'value', value: 100 });
    expect(troublesOf(looks)).toEqual([]);
  });

  test('is what AWS measures', async () => {
    expect(await troubles({ frozen: [2 * day, forEver], namespace: 'AWS/ApplicationELB' }, 2 * day + 3 * hour)).toEqual(
      [],
    );
    expect(await troubles({ frozen: [2 * day, forEver], namespace: 'AWSomeShop' }, 2 * day + 3 * hour)).not.toEqual([]);
  });

  test('is what was as long on the first day', async () => {
    const demandAt = (minute: number) => (minute % day < 600 ? waves(minute) : 12);
    expect(await troubles({ demandAt }, 3 * day)).toEqual([]);
  });

  test('is what was doubted once and moved on by itself, as long as it lasted then', async () => {
    const nights = (minute: number) => minute > day && minute % day >= 600;
    const demandAt = (minute: number) => (nights(minute) ? 12 : waves(minute));
    const looks = await live(life(policy, { demandAt }), 3 * day + 600);
    expect(troublesOf(since(looks, day + 700))).not.toEqual([]);
    expect(troublesOf(since(looks, 2 * day + 300))).toEqual([]);
  });

  test('is what is told anew each ten minutes alone, five times as long', async () => {
    const demandAt = (minute: number) => waves(10 * Math.floor(minute / 10));
    const looks = await live(life(policy, { demandAt, frozen: [2 * day, forEver] }), 2 * day + 2 * hour);
    expect(troublesOf(looks.filter((look) => !since(looks, 2 * day + 50).includes(look)))).toEqual([]);
    expect(troublesOf(looks)[0]).toBe(
      `exactly ${waves(2 * day)} for 51 min, and never the same for longer than 10 min before; taken for a value that nobody measures any more`,
    );
  });

  test('is nothing that was missing between: nobody knows what it would have told', async () => {
    const isLost = (minute: number) => minute % 10 === 0;
    expect(await troubles({ frozen: [2 * day, forEver], habit: { ...inTime, isLost } }, 2 * day + 3 * hour)).toEqual(
      [],
    );
  });
});
