import { describe, expect, test } from 'vitest';
import { lambdaConcurrencies } from '../../../../../adapters/scaling/targets/lambda-concurrency/lambda-concurrency.ts';
import { Refusal } from '../../../../../core/model/errors.ts';
import { FakeApplicationAutoScaling } from '../any-kind/fake-application-auto-scaling.ts';
import { aFunction, FakeLambda } from './fake-lambda.ts';

const of = (aliasName: string | null) =>
  ({ kind: 'lambda-concurrency', account: null, region: null, functionName: 'checkout', aliasName }) as const;
const term = { leftMs: () => 60_000 };

function setUp(more: Parameters<typeof aFunction>[1] = {}) {
  const fake = new FakeLambda();
  fake.functions.set('checkout', aFunction(2, more));
  const clients = { reader: () => fake.client, actor: () => fake.client };
  const world = { clients, account: null, leftMs: () => 5000, random: () => 0 };
  return { fake, target: lambdaConcurrencies(world, new FakeApplicationAutoScaling().readRivals()) };
}

describe('provisioned concurrency', () => {
  test('of an alias that has none is zero, and zero takes it away, twice if need be', async () => {
    const { fake, target } = setUp({ provisioned: null });
    expect(await target.capacity(of('live'))).toMatchObject({ asked: 0, running: 0, inFlight: 0, min: 0 });
    await target.setCapacity(of('live'), { units: 3 }, term);
    expect(await target.capacity(of('live'))).toMatchObject({ asked: 3, running: 0, inFlight: 3 });
    for (const _ of [1, 2]) expect((await target.setCapacity(of('live'), { units: 0 }, term)).is).toBe('applied');
    expect(fake.functions.get('checkout')?.provisioned).toBeNull();
  });

  test('that cannot be allocated is told as what runs, and stays in flight', async () => {
    const { target } = setUp({
      provisioned: {
        ...{ RequestedProvisionedConcurrentExecutions: 9, AvailableProvisionedConcurrentExecutions: 4 },
        ...{ Status: 'FAILED', StatusReason: 'the account is at its limit' },
      },
    });
    expect(await target.capacity(of('live'))).toMatchObject({ asked: 9, running: 4, inFlight: 5 });
  });

  test('waits while the alias has weights, and is refused by name where they came in between', async () => {
    const RoutingConfig = { AdditionalVersionWeights: { '2': 0.1 } };
    const { fake, target } = setUp({ alias: { Name: 'live', RoutingConfig } });
    expect((await target.capacity(of('live'))).rations?.busyBecause?.says).toContain('another version');
    const outcome = await target.setCapacity(of('live'), { units: 3 }, term);
    expect(outcome).toMatchObject({ is: 'refused', because: { says: expect.stringContaining('weights') } });
    fake.functions.set('checkout', aFunction());
    expect((await target.capacity(of('live'))).rations?.busyBecause).toBeNull();
    expect((await target.setCapacity(of('live'), { units: 3 }, term)).is).toBe('applied');
  });

  test('of an alias that the function does not have is a refusal', async () => {
    await expect(setUp().target.capacity(of('old'))).rejects.toThrow(/alias "old".*remove the scalable/);
  });
});

describe('reserved concurrency', () => {
  test('is in force at once, and nothing else of AWS scales it', async () => {
    const { target } = setUp({ reserved: 20 });
    expect(await target.capacity(of(null))).toMatchObject({ asked: 20, running: 20, inFlight: 0, min: 1 });
    expect((await target.setCapacity(of(null), { units: 30 }, term)).is).toBe('applied');
    expect(await target.capacity(of(null))).toMatchObject({ asked: 30, running: 30 });
    expect(await target.rivals?.(of(null))).toEqual([]);
  });

  test('that is none is a refusal, since nothing limits the function', async () => {
    await expect(setUp().target.capacity(of(null))).rejects.toThrow(Refusal);
    await expect(setUp().target.capacity(of(null))).rejects.toThrow(/reserve some first/);
  });
});
