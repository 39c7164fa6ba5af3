import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide } from '../../../core/balancing/decide.ts';
import type { Allocation, Kept, Observation } from '../../../core/balancing/observation.ts';
import type { Decision } from '../../../core/model/decision.ts';
import { tell } from '../../../core/model/reason.ts';
import { aGroup, aGroupInput, aLook, looks } from './fleet.ts';

/** Who gives a group its units. */
type Giver =
  /** Scaling: what is booked serves after the lead. */
  | { readonly is: 'books'; readonly leadMinutes: number }
  /** Somebody else's target tracking, at three quarters of what a unit carries. */
  | { readonly is: 'tracks'; readonly leadMinutes: number }
  /** Nobody. */
  | { readonly is: 'fixed' };

interface World {
  readonly giver: Giver;
  /** Requests a minute, by minute. */
  demand(minute: number): number;
  /** Requests a minute that a unit of either version carries. */
  readonly unit: number;
  readonly blue: number;
  readonly green: number;
  /** Share of its requests that fail whatever it has to carry. */
  readonly faults?: number;
  readonly minutes: number;
  readonly plan?: 'linear' | 'steps';
  /** Units of green, whatever it is given. */
  loses?(minute: number, units: number): number;
}

const plans = {
  linear: { kind: 'linear', startPercent: 5, overSeconds: 600 },
  steps: {
    kind: 'steps',
    steps: [5, 25, 50, 100].map((percent) => ({ percent, holdSeconds: 240 })),
  },
} as const;

interface Minute {
  readonly observation: Observation;
  readonly decision: Decision<Allocation, Kept>;
  readonly lost: number;
  readonly green: number;
  readonly share: number;
}

/** Plays a shift, minute by minute, and what became of the requests. */
function play(world: World): Minute[] {
  const { giver, unit, faults = 0 } = world;
  const scalable = giver.is === 'books' ? { scalable: 'checkout/green' } : {};
  const input = {
    groups: { blue: aGroupInput('blue', { scalable: 'checkout/blue' }), green: aGroupInput('green', scalable) },
    shift: { from: 'blue', to: 'green', name: 'v2', minRequests: 20, plan: plans[world.plan ?? 'linear'] },
  };
  const first = aLook({
    input,
    groups: { blue: aGroup({ weight: 999, healthy: world.blue }), green: aGroup({ weight: 0, healthy: world.green }) },
  });
  let units = world.green;
  let [lost, share] = [0, 0];
  const wanted: number[] = [];
  const minutes: Minute[] = [];
  const doing = (minute: number, weights: Allocation['weights']) => {
    const demand = world.demand(minute);
    const [blue, green] = [weights.blue ?? 0, weights.green ?? 0];
    share = green / (blue + green);
    units = world.loses?.(minute, units) ?? units;
    const mine = Math.round(demand * share);
    const over = { green: Math.max(0, mine - units * unit), blue: Math.max(0, demand - mine - world.blue * unit) };
    lost = over.green + over.blue;
    wanted.push(Math.ceil(mine / (0.75 * unit)));
    return {
      blue: { requests: demand - mine, errors: over.blue },
      green: { requests: mine, errors: Math.max(over.green, Math.round(faults * mine)) },
    };
  };
  const change = (minute: number, observation: Observation): Observation => {
    const { green, blue } = observation.groups as { green: typeof first.groups.green; blue: typeof first.groups.blue };
    if (green === undefined || blue === undefined) throw new Error('a shift has two groups');
    const booked = minutes.map(({ decision }) => decision.desired.bookings?.['checkout/green']?.units ?? 0);
    const since = giver.is === 'fixed' ? 0 : giver.leadMinutes;
    const given = { books: booked, tracks: wanted, fixed: [] }[giver.is].slice(0, Math.max(0, minute + 1 - since));
    units = Math.max(units, ...given);
    units = world.loses?.(minute, units) ?? units;
    const seen = { ...green, healthy: units, ...(giver.is === 'books' && { leadSeconds: giver.leadMinutes * 60 }) };
    return { ...observation, groups: { blue, green: seen } };
  };
  for (const { observation, decision } of looks(first, doing, change)) {
    minutes.push({ observation, decision, lost, green: units, share });
    if (minutes.length === world.minutes) return minutes;
  }
  return minutes;
}

const totalLost = (minutes: readonly Minute[]) => minutes.reduce((sum, { lost }) => sum + lost, 0);
const shiftOf = (minute: Minute | undefined) => minute?.decision.keep.shift ?? null;
const reasons = ({ decision }: Minute, by: string) =>
  decision.reasons.filter((one) => one.by === by).map(({ because }) => tell(because));
const steady = { demand: () => 3000, unit: 200, blue: 20, green: 1, minutes: 60 };
const books = { is: 'books', leadMinutes: 3 } as const;

describe('a share waits for the units that it needs', () => {
  it('and they are booked within its lead, so that a release without a fault is done without a request lost', () => {
    const minutes = play({ ...steady, giver: books });
    expect(totalLost(minutes)).toBe(0);
    const done = minutes.findIndex((minute) => shiftOf(minute)?.is === 'done');
    expect(done).toBeGreaterThan(8);
    expect(done).toBeLessThan(18);
    expect(minutes[0]?.decision.change?.bookings?.['checkout/green']?.units).toBeGreaterThan(1);
    expect(minutes[done]?.decision.reasons.find(({ by }) => by === 'bookings')).toBeDefined();
  });

  it('whoever gives them, and no request is lost for a release without a fault', () => {
    const aGiver = fc.oneof(
      fc.record({
        is: fc.constantFrom('books' as const, 'tracks' as const),
        leadMinutes: fc.integer({ min: 1, max: 12 }),
      }),
      fc.constant({ is: 'fixed' as const }),
    );
    const aWorld = fc.record({
      giver: aGiver,
      units: fc.integer({ min: 2, max: 40 }),
      green: fc.integer({ min: 1, max: 40 }),
      busy: fc.double({ min: 0.2, max: 0.72, noNaN: true }),
      swing: fc.double({ min: 0, max: 0.15, noNaN: true }),
      unit: fc.integer({ min: 100, max: 5000 }),
      plan: fc.constantFrom('linear' as const, 'steps' as const),
    });
    fc.assert(
      fc.property(aWorld, ({ giver, units, green, busy, swing, unit, plan }) => {
        const demand = (minute: number) => Math.round(units * unit * busy * (1 + swing * Math.sin(minute / 9)));
        const minutes = play({ giver, unit, blue: units, green, plan, demand, minutes: 45 });
        expect(minutes.filter((minute) => shiftOf(minute)?.is === 'rolled-back')).toEqual([]);
        expect(totalLost(minutes)).toBe(0);
      }),
      { numRuns: 150, seed: 31 },
    );
  });

  it('is told of as wanting units, and is not a roll-back, where nobody gives them', () => {
    const last = play({ ...steady, giver: { is: 'fixed' }, minutes: 30 }).at(-1) as Minute;
    expect(shiftOf(last)).toMatchObject({ is: 'held' });
    expect(reasons(last, 'shift')[0]).toMatch(
      /held at \d.* % for want of units: green has 1 and needs \d+.*groups.green.scalable/,
    );
    const never = play({ ...steady, giver: { is: 'books', leadMinutes: 999 }, minutes: 8 }).at(-1) as Minute;
    expect(reasons(never, 'shift')[0]).toMatch(/needs \d+.*checkout\/green is asked for them/);
  });

  it('goes back in part where units are lost, and comes again with them', () => {
    const loses = (minute: number) => (minute >= 10 && minute < 16 ? 4 : 20);
    const minutes = play({ ...steady, giver: { is: 'fixed' }, green: 20, plan: 'steps', loses, minutes: 40 });
    expect(minutes[9]?.share).toBeCloseTo(0.5, 1);
    expect(minutes[12]?.share).toBeLessThan((4 * 200) / 3000);
    expect(minutes[12]?.lost).toBe(0);
    expect(minutes.every((minute) => shiftOf(minute)?.is !== 'rolled-back')).toBe(true);
    expect(shiftOf(minutes.at(-1))?.is).toBe('done');
  });
});

describe('a release with a fault', () => {
  it('is rolled back whoever gives it units, and however few it has', () => {
    const givers: readonly Giver[] = [books, { is: 'tracks', leadMinutes: 3 }, { is: 'fixed' }];
    for (const giver of givers) {
      for (const faults of [0.05, 0.2, 1]) {
        const minutes = play({ ...steady, giver, faults, minutes: 20 });
        const back = minutes.findIndex((minute) => shiftOf(minute)?.is === 'rolled-back');
        expect(back).toBeGreaterThan(0);
        expect(back).toBeLessThan(8);
        expect(minutes.at(-1)?.share).toBe(0);
      }
    }
  });
});

describe('the old group of a shift', () => {
  const minutes = play({ ...steady, giver: books, minutes: 60 });
  const done = minutes.findIndex((minute) => shiftOf(minute)?.is === 'done');
  const bookedAt = (minute: number) =>
    minutes[minute]?.decision.reasons.some(({ because }) => because.scalable === 'checkout/blue');

  it('stays booked for all that a roll-back would ask of it, until the shift has baked', () => {
    const units = minutes[3]?.decision.reasons.find(({ because }) => because.scalable === 'checkout/blue')?.because
      .units;
    expect(units).toBe(20);
    expect(bookedAt(done + 14)).toBe(true);
    expect(bookedAt(done + 15)).toBe(false);
    expect(minutes[done + 14]?.decision.lookAgainAtMs).not.toBeNull();
  });

  it('gets all back where the new one fails while it bakes', () => {
    const atMs = (minutes[done]?.observation.atMs ?? 0) + 60_000;
    const before = minutes[done] as Minute;
    const failing = aGroup({ weight: 999, healthy: 20 }, { requests: 3000, errors: 900 }, atMs);
    const look = {
      ...before.observation,
      atMs,
      memory: { ...before.observation.memory, kept: before.decision.keep },
      groups: { blue: aGroup({ weight: 0, healthy: 20 }, { requests: 0 }, atMs), green: failing },
    };
    expect(decide(look).keep.shift).toMatchObject({ is: 'rolled-back', percent: 0 });
  });
});
