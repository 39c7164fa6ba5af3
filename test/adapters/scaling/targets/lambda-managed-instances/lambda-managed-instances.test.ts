import { expect, test } from 'vitest';
import { lambdaManagedInstances } from '../../../../../adapters/scaling/targets/lambda-managed-instances/lambda-managed-instances.ts';
import { FakeManagedInstances } from './fake-managed-instances.ts';

const term = { leftMs: () => 60_000 };
const config = {
  kind: 'lambda-managed-instances',
  account: null,
  region: null,
  functionName: 'pay',
  qualifier: '$LATEST.PUBLISHED',
} as const;

function setUp(requested: object | null = { MinExecutionEnvironments: 4, MaxExecutionEnvironments: 40 }) {
  const fake = new FakeManagedInstances();
  fake.versions.set('pay', { requested, applied: requested });
  const clients = { reader: () => fake.client, actor: () => fake.client };
  return { fake, target: lambdaManagedInstances({ clients, account: null, leftMs: () => 5000, random: () => 0 }) };
}

test('the least is set by one call that names the version, and the most goes along as it is', async () => {
  const { fake, target } = setUp();
  expect((await target.setCapacity(config, { units: 9 }, term)).is).toBe('applied');
  const [put, ...others] = fake.calls.filter(({ action }) => action === 'PutFunctionScalingConfig');
  expect(others).toEqual([]);
  expect(put?.input).toEqual({
    FunctionName: 'pay',
    Qualifier: '$LATEST.PUBLISHED',
    FunctionScalingConfig: { MinExecutionEnvironments: 9, MaxExecutionEnvironments: 40 },
  });
  expect(await target.capacity(config)).toMatchObject({ asked: 9, running: 4, inFlight: 5, min: 1, max: 40 });
});

test('a most that nobody has set is set by nobody', async () => {
  const { fake, target } = setUp({ MinExecutionEnvironments: 3 });
  await target.setCapacity(config, { units: 9 }, term);
  expect(fake.versions.get('pay')?.requested).toEqual({ MinExecutionEnvironments: 9 });
  expect((await target.capacity(config)).max).toBe(15_000);
});

test.each([
  [null, /is not a function of Lambda Managed Instances, or keeps to the default/],
  [{ MinExecutionEnvironments: 0, MaxExecutionEnvironments: 0 }, /is switched off/],
])('%j is refused, and stays as it is', async (requested, says) => {
  const { fake, target } = setUp(requested);
  await expect(target.capacity(config)).rejects.toThrow(says);
  expect((await target.setCapacity(config, { units: 9 }, term)).is).toBe('refused');
  expect(fake.versions.get('pay')?.requested).toEqual(requested);
});
