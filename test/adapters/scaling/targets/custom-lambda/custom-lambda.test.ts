import { expect, test } from 'vitest';
import { customLambdas } from '../../../../../adapters/scaling/targets/custom-lambda/custom-lambda.ts';
import { Refusal } from '../../../../../core/model/errors.ts';
import { FakeFunctions } from './fake-functions.ts';

const config = {
  kind: 'custom-lambda',
  account: null,
  region: null,
  functionName: 'scales',
  resource: 'pool',
} as const;
const term = { leftMs: () => 60_000 };

function setUp(answer: string | null = null, functionError?: string) {
  const fake = new FakeFunctions();
  fake.functions.set('scales', { asked: 2, running: 1.5, max: 10 });
  Object.assign(fake, { answer, functionError });
  const clients = { reader: () => fake.client, actor: () => fake.client };
  return { fake, target: customLambdas({ clients, account: null, leftMs: () => 5000, random: () => 0 }) };
}

test('a function is told which of its resources is meant, and an absolute number', async () => {
  const { fake, target } = setUp();
  expect(await target.capacity(config)).toMatchObject({ asked: 2, running: 1.5, inFlight: 0.5, min: 0, max: 10 });
  await target.setCapacity(config, { units: 7 }, term);
  const sent = fake.calls.map(({ input }) => JSON.parse(new TextDecoder().decode(input.Payload as Uint8Array)));
  expect(sent).toEqual([
    { headroom: 'capacity', resource: 'pool' },
    { headroom: 'set', resource: 'pool', units: 7 },
  ]);
});

test.each([
  ['no JSON', 'ok', /BadAnswer: the answer is not JSON/],
  ['nothing', 'null', /BadAnswer/],
  ['a part of a unit', '{"asked":1.5,"running":1}', /BadAnswer.*1\.5/],
  ['no number', '{"asked":2}', /BadAnswer/],
  ['what it does not mean', '{"asked":2,"running":2,"maximum":9}', /BadAnswer.*maximum/],
])('what answers %s cannot be read, and is not a number', async (_, answer, says) => {
  const error = await setUp(answer)
    .target.capacity(config)
    .catch((reason: unknown) => reason);
  expect(error).not.toBeInstanceOf(Refusal);
  expect(String(error)).toMatch(says);
});

test('what it refuses is a refusal in its words, without account numbers', async () => {
  const { target } = setUp('{"refused":"the pool of 111122223333 is closed; remove the scalable"}');
  await expect(target.capacity(config)).rejects.toThrow(/"pool".*is closed; remove the scalable/);
  await expect(target.capacity(config)).rejects.not.toThrow(/111122223333/);
  const outcome = await target.setCapacity(config, { units: 3 }, term);
  expect(outcome).toMatchObject({ is: 'refused', because: { units: 3, error: expect.stringContaining('is closed') } });
});

test('a function that throws, or answers a change with what is none, has failed, and is asked at the next look', async () => {
  const thrown = setUp('{"errorMessage":"no"}', 'Unhandled');
  await expect(thrown.target.capacity(config)).rejects.toThrow(/Unhandled: .*no/);
  expect((await thrown.target.setCapacity(config, { units: 3 }, term)).is).toBe('failed');
  expect((await setUp('{"done":true}').target.setCapacity(config, { units: 3 }, term)).is).toBe('failed');
  expect((await setUp('null').target.setCapacity(config, { units: 3 }, term)).is).toBe('applied');
});

test('what says that it is busy takes no change, and says why', async () => {
  const { target } = setUp('{"asked":2,"running":2,"busy":"the pool is being moved"}');
  expect((await target.capacity(config)).rations?.busyBecause).toMatchObject({ busy: 'the pool is being moved' });
});
