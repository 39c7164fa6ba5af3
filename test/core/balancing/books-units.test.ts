import { describe, expect, it } from 'vitest';
import { memoryLedger } from '../../../adapters/ledger/memory.ts';
import { balancing } from '../../../core/balancing/balancing.ts';
import type { Allocation, GroupState, Kept, Observation } from '../../../core/balancing/observation.ts';
import type { Booking } from '../../../core/model/booking.ts';
import type { Entry } from '../../../core/model/entry.ts';
import { tell } from '../../../core/model/reason.ts';
import { run } from '../../../core/pipeline.ts';
import type { Bookings } from '../../../core/ports.ts';
import { parseScalable } from '../../../core/scaling/config/parse-scalable.ts';
import { scaling } from '../../../core/scaling/scaling.ts';
import { aCapacity, minuteMs, noonMs } from '../../fixtures.ts';
import { aBalance, aGroupInput, performanceAt, plainAttributes } from './fleet.ts';

const tick = { kind: 'tick', id: 't', atMs: null, dryRun: false } as const;

class MemoryBookings implements Bookings {
  readonly all = new Map<string, Booking>();
  async put(booking: Booking): Promise<void> {
    this.all.set(`${booking.scalable} ${booking.by}`, booking);
  }
  async list(atMs: number): Promise<readonly Booking[]> {
    return [...this.all.values()].filter(({ untilMs }) => untilMs > atMs);
  }
}

/** A release of green behind blue, in a world in which what is asked for serves after two minutes. */
class World {
  nowMs = noonMs;
  readonly bookings = new MemoryBookings();
  readonly units = { 'checkout/blue': 10, 'checkout/green': 1 };
  readonly asked = { ...this.units };
  weights: Record<string, number | null> = { blue: 999, green: 0 };
  /** Who else moves the weights. */
  movedBy: string | null = null;
  mode: 'on' | 'recommend' = 'on';
  /** Most units that either may have. */
  private readonly most: number;
  private readonly ledger = memoryLedger();
  private ids = 0;

  constructor(most = 40) {
    this.most = most;
  }

  private readonly spine = () => ({
    ledger: this.ledger,
    clock: { nowMs: () => this.nowMs },
    newId: () => `id-${this.ids++}`,
    leaseMs: 45_000,
  });

  async balance(): Promise<Entry<Observation, Allocation, Kept>> {
    const groups = {
      blue: aGroupInput('blue', { scalable: 'checkout/blue' }),
      green: aGroupInput('green', { scalable: 'checkout/green' }),
    };
    const plan = { kind: 'linear' as const, startPercent: 10, overSeconds: 480 };
    const shift = { from: 'blue', to: 'green', name: 'v2', plan, minRequests: 20, bakeSeconds: 300 };
    const config = aBalance({ groups, shift, mode: this.mode });
    const capability = balancing({
      settings: { balance: async () => config, overrides: async () => [] },
      balancer: {
        see: async () => ({ action: { sticky: false, otherGroups: 0, otherWeight: 0 }, groups: this.groups() }),
        reservation: async () => null,
        apply: async (_, __, { weights }) => {
          this.weights = { ...weights };
          return { is: 'applied', because: null };
        },
      },
      measures: {
        performance: async (_, group, atMs) => performanceAt(atMs, { requests: 2000 * this.shareOf(group) }),
        zones: async () => ({}),
        peakUnits: async () => null,
      },
      scalable: async (name) => ({
        asked: this.asked[name as 'checkout/blue'],
        leadSeconds: 120,
        movesWeights: this.movedBy,
      }),
      bookings: this.bookings,
    });
    return (await run(capability, 'checkout/web', tick, this.spine())) as Entry<Observation, Allocation, Kept>;
  }

  async scale(name: 'checkout/blue' | 'checkout/green') {
    const config = parseScalable(name, {
      mode: 'on',
      target: { kind: 'auto-scaling-group', autoScalingGroupName: 'g' },
      bounds: { min: 1, max: this.most },
      policies: [{ kind: 'schedule', timeZone: 'UTC', windows: [{ from: '00:00', to: '23:59', floor: 1 }] }],
    });
    const capability = scaling({
      settings: { scalable: async () => config, overrides: async () => [] },
      source: { read: () => Promise.reject(new Error('nothing is read')) },
      target: {
        capacity: async () => aCapacity({ asked: this.asked[name], running: this.units[name] }),
        setCapacity: async (_, { units }) => {
          this.asked[name] = units;
          return { is: 'applied', because: null };
        },
      },
      alarms: { state: async () => null },
      bookings: this.bookings,
    });
    return run(capability, name, tick, this.spine());
  }

  /** A minute: the balance looks, then scaling; what was asked for a minute ago serves. */
  async minute() {
    const before = { ...this.asked };
    const looked = await this.balance();
    const scaled = [await this.scale('checkout/green'), await this.scale('checkout/blue')] as const;
    this.nowMs += minuteMs;
    Object.assign(this.units, before);
    return { looked, scaled };
  }

  shareOf(group: string): number {
    const total = (this.weights.blue ?? 0) + (this.weights.green ?? 0);
    return (this.weights[group] ?? 0) / total;
  }

  private groups(): Record<string, GroupState> {
    const state = { starting: 0, unhealthy: 0, draining: 0, attributes: plainAttributes, stickyTargets: false };
    const of = (name: 'blue' | 'green') => ({
      ...state,
      weight: this.weights[name] ?? null,
      healthy: this.units[`checkout/${name}`],
    });
    return { blue: of('blue'), green: of('green') };
  }
}

describe('a release whose units Headroom scales', () => {
  it('has its units before its share, keeps those of a roll-back, and lets both go when it has baked', async () => {
    const world = new World();
    let [minutes, baked] = [0, 0];
    for (; baked < 5 && minutes < 40; minutes++) {
      const { looked } = await world.minute();
      if (looked.decision?.keep.shift?.is === 'done') baked++;
      expect(2000 * world.shareOf('green')).toBeLessThanOrEqual(1.03 * 200 * world.units['checkout/green']);
      expect(world.asked['checkout/blue']).toBe(10);
    }
    expect(minutes).toBeLessThan(25);
    expect(world.shareOf('green')).toBe(1);
    for (let minute = 0; minute < 45; minute++) await world.minute();
    expect(world.asked).toEqual({ 'checkout/blue': 1, 'checkout/green': 1 });
  });

  it('says by whom units are booked, and books nothing where it only recommends', async () => {
    const world = new World();
    const { scaled } = await world.minute();
    const reason = scaled[0].decision?.reasons.find(({ by }) => by === 'booked');
    expect(tell(reason?.because ?? { says: '' })).toMatch(/^\d+ units are booked by checkout\/web$/);
    const other = new World();
    other.mode = 'recommend';
    expect((await other.balance()).decision?.desired.bookings).toBeDefined();
    expect(other.bookings.all.size).toBe(0);
  });

  it('is left to whoever else moves the weights, as the scalable tells', async () => {
    const world = new World();
    world.movedBy = 'the BLUE_GREEN deployments of ECS';
    const { decision } = await world.balance();
    expect(world.weights).toEqual({ blue: 999, green: 0 });
    const said = decision?.reasons.find(({ by }) => by === 'hold');
    expect(tell(said?.because ?? { says: '' })).toContain('the BLUE_GREEN deployments of ECS move the weight of blue');
  });

  it('is held and told of where the bounds allow no more units, and loses nothing', async () => {
    const world = new World(3);
    for (let minute = 0; minute < 9; minute++) await world.minute();
    const { looked } = await world.minute();
    expect(looked.decision?.keep.shift).toMatchObject({ is: 'held' });
    const said = looked.decision?.reasons.find(({ by }) => by === 'shift');
    expect(tell(said?.because ?? { says: '' })).toMatch(
      /want of units: green has 3 and needs \d+.*checkout\/green is asked/,
    );
    expect(world.asked['checkout/green']).toBe(3);
  });
});
