import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { albBalancer } from '../../../adapters/balancing/alb.ts';
import { loadBalancerArn } from '../../../adapters/balancing/arns.ts';
import { memoryLedger } from '../../../adapters/ledger/memory.ts';
import { balancing } from '../../../core/balancing/balancing.ts';
import type { Allocation, Kept, Observation } from '../../../core/balancing/observation.ts';
import type { Entry } from '../../../core/model/entry.ts';
import { tell } from '../../../core/model/reason.ts';
import { run } from '../../../core/pipeline.ts';
import { aBalance, performanceAt, ruleArn } from '../../core/balancing/fleet.ts';
import { minuteMs, noonMs } from '../../fixtures.ts';
import { ElbServer } from './elb-server.ts';

/** Noon is in it from 12:15 on by its lead of half an hour. */
const config = aBalance({ reservation: { windows: [{ from: '12:15', to: '13:00', capacityUnits: 2000 }] } });
const weights = { blue: 1, green: 1 };

let server: ElbServer;
let balancer: ReturnType<typeof albBalancer>;
const troubles: unknown[] = [];

beforeEach(async () => {
  const groupArns = Object.values(config.groups).map(({ targetGroupArn }) => targetGroupArn);
  server = new ElbServer(loadBalancerArn(config.balancer), ruleArn, groupArns);
  const client = await server.start();
  balancer = albBalancer({
    clients: { reader: () => client, actor: () => client },
    account: null,
    leftMs: () => 5000,
    exclusively: (_, __, work) => work(),
    random: () => 0,
    onTrouble: (_, error) => troubles.push(error),
  });
});
afterEach(() => server.stop());

const reserve = (reservedUnits: number) =>
  balancer.apply(config, weights, { weights, attributes: {}, reservedUnits }, { leftMs: () => 30_000 });

describe('a reservation on the wire', () => {
  it('is asked for in capacity units, and given back by a reset', async () => {
    expect(await balancer.reservation(config)).toMatchObject({ units: 0, pending: false, decreasesLeft: 2 });
    expect(await reserve(2000)).toEqual({ is: 'applied', because: null });
    expect(await balancer.reservation(config)).toMatchObject({ units: 2000, pending: true, decreasesLeft: 2 });
    server.state = 'provisioned';
    expect(await reserve(0)).toEqual({ is: 'applied', because: null });
    expect(await balancer.reservation(config)).toMatchObject({ units: 0, pending: false, decreasesLeft: 1 });
    expect(troubles).toEqual([]);
  });

  it('is refused while an earlier request is worked on, and is asked for once', async () => {
    await reserve(2000);
    for (const state of ['pending', 'rebalancing'] as const) {
      server.state = state;
      expect(await reserve(3000)).toMatchObject({
        is: 'refused',
        because: { says: expect.stringContaining('an earlier request for capacity is still being worked on') },
      });
      expect(await balancer.reservation(config)).toMatchObject({ pending: true });
    }
    expect(server.called('ModifyCapacityReservation')).toBe(3);
  });

  it('falls twice a day and no more', async () => {
    for (const units of [2000, 1000, 500]) {
      expect((await reserve(units)).is).toBe('applied');
      server.state = 'provisioned';
    }
    expect(await reserve(0)).toMatchObject({
      is: 'refused',
      because: { says: expect.stringContaining('no decrease of the reservation is left today') },
    });
    server.nextDay();
    expect((await reserve(0)).is).toBe('applied');
  });

  it('is refused beyond what the account may reserve', async () => {
    expect(await reserve(20_000)).toMatchObject({
      is: 'refused',
      because: { says: expect.stringContaining('more capacity units than the account may reserve') },
    });
  });
});

describe('looks at a balance with a reservation', () => {
  it('reserve ahead of the peak at its price, wait, and release after it', async () => {
    const ledger = memoryLedger();
    let nowMs = noonMs;
    const capability = balancing({
      settings: { balance: async () => config, overrides: async () => [] },
      balancer,
      measures: {
        performance: async (_, __, atMs) => performanceAt(atMs, { requests: 600 }),
        zones: async () => ({}),
        peakUnits: async () => null,
      },
      scalable: async () => null,
      bookings: { put: async () => {}, list: async () => [] },
    });
    let ids = 0;
    const spine = { ledger, clock: { nowMs: () => nowMs }, newId: () => `id-${++ids}`, leaseMs: 45_000 };
    const signal = { kind: 'tick', id: 'tick', atMs: null, dryRun: false } as const;
    const look = async (atMs: number) => {
      nowMs = atMs;
      return (await run(capability, config.balance, signal, spine)) as Entry<Observation, Allocation, Kept>;
    };
    const said = ({ decision }: Entry<Observation, Allocation, Kept>) =>
      decision?.reasons.filter(({ by }) => by === 'reservation').map(({ because }) => tell(because));

    const ahead = await look(noonMs);
    expect(ahead.outcome).toEqual({ is: 'applied', because: null });
    expect(said(ahead)).toEqual(['2000 capacity units are reserved for a peak, for 16 USD an hour']);
    expect((await look(noonMs + minuteMs)).outcome?.is).toBe('unchanged');
    server.state = 'provisioned';
    expect((await look(noonMs + 30 * minuteMs)).outcome?.is).toBe('unchanged');
    const after = await look(noonMs + 61 * minuteMs);
    expect(after.outcome?.is).toBe('applied');
    expect(said(after)).toEqual(['the peak is over, and its 2000 capacity units are released']);
    expect(server.units).toBe(0);
    expect(server.called('ModifyCapacityReservation')).toBe(2);
    expect(server.called('ModifyRule')).toBe(0);
  });

  it('tell what AWS could not give', async () => {
    server.units = 2000;
    server.state = 'failed';
    expect(await balancer.reservation(config)).toMatchObject({
      units: 2000,
      pending: false,
      failedBecause: 'no capacity',
    });
  });
});
