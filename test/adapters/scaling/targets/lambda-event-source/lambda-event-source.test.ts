import { describe, expect, test } from 'vitest';
import { lambdaEventSources } from '../../../../../adapters/scaling/targets/lambda-event-source/lambda-event-source.ts';
import { Refusal } from '../../../../../core/model/errors.ts';
import type { Polling } from '../../../../../core/scaling/config/targets/lambda-event-source.ts';
import { FakeEventSources, source } from './fake-event-sources.ts';

const of = (polling: Polling) =>
  ({ kind: 'lambda-event-source', account: null, region: null, uuid: 'mail', polling }) as const;
const term = { leftMs: () => 60_000 };
const pollers = { MinimumPollers: 5, MaximumPollers: 40, PollerGroupName: 'shop' };

function setUp(described = source(2)) {
  const fake = new FakeEventSources();
  fake.sources.set('mail', described);
  const clients = { reader: () => fake.client, actor: () => fake.client };
  return { fake, target: lambdaEventSources({ clients, account: null, leftMs: () => 5000, random: () => 0 }) };
}

describe('an event source', () => {
  test('has a maximum concurrency from 2 to 1000', async () => {
    const { target } = setUp();
    expect(await target.capacity(of('MaximumConcurrency'))).toMatchObject({ asked: 2, min: 2, max: 1000 });
  });

  test('with provisioned pollers is scaled by the least of them, up to the most, which stays', async () => {
    const { fake, target } = setUp({ State: 'Enabled', ProvisionedPollerConfig: pollers });
    expect(await target.capacity(of('MinimumPollers'))).toMatchObject({ asked: 5, min: 2, max: 40 });
    expect((await target.setCapacity(of('MinimumPollers'), { units: 12 }, term)).is).toBe('applied');
    fake.settle();
    expect(fake.sources.get('mail')?.ProvisionedPollerConfig).toEqual({ ...pollers, MinimumPollers: 12 });
    expect((await target.setCapacity(of('MinimumPollers'), { units: 41 }, term)).is).toBe('refused');
  });

  test.each([
    ['MaximumConcurrency', { State: 'Enabled', ProvisionedPollerConfig: pollers }, /scale MinimumPollers/],
    ['MinimumPollers', source(4), /scale MaximumConcurrency/],
    ['MaximumConcurrency', { State: 'Enabled' }, /is not set/],
  ] as const)('of which AWS takes one of the two is refused %s where it has the other', async (polling, told, says) => {
    const { fake, target } = setUp(told);
    await expect(target.capacity(of(polling))).rejects.toThrow(Refusal);
    await expect(target.capacity(of(polling))).rejects.toThrow(says);
    expect((await target.setCapacity(of(polling), { units: 9 }, term)).is).toBe('refused');
    expect(fake.called('UpdateEventSourceMapping')).toBe(0);
  });
});
