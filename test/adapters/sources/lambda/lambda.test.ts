import { describe, expect, test } from 'vitest';
import { lambdaSource } from '../../../../adapters/sources/lambda/lambda.ts';
import type { SourceConfig } from '../../../../core/readings/source-kinds.ts';
import { answering, FakeLambda, throwing } from './fake-lambda.ts';

const minuteMs = 60_000;
const toMs = Date.parse('2026-11-20T12:00:00Z');
const fromMs = toMs - 10 * minuteMs;
const account = '111122223333';

const part = (more: Partial<SourceConfig<'lambda'>> = {}): SourceConfig<'lambda'> => ({
  kind: 'lambda',
  functionName: 'numbers',
  payload: { metric: 'm' },
  periodSeconds: 60,
  delaySeconds: 60,
  unit: null,
  adds: false,
  speaksAtZero: null,
  ...more,
});

function open(fake: FakeLambda, mine: string | null = account) {
  return lambdaSource({ client: fake.client, account: mine, leftMs: () => 5000, nowMs: () => toMs });
}

/** What a function that gives this answer to everything is told to have said. */
async function told(answer: unknown) {
  const fake = new FakeLambda();
  fake.functions.set('numbers', () => answer);
  return (await open(fake).read(part(), fromMs, toMs)).metric;
}

describe('what a function is asked', () => {
  test('is all reads of one look at once, each thing once, in the shape that is documented', async () => {
    const fake = new FakeLambda();
    fake.functions.set('numbers', answering(new Map([['a', [[fromMs, 1]]]])));
    const source = open(fake);
    const parts = ['a', 'b', 'a'].map((metric) => part({ payload: { metric } }));
    const answers = await Promise.all(parts.map((one) => source.read(one, fromMs, toMs)));
    const range = { fromMs, toMs, periodSeconds: 60 };
    expect(fake.asked).toEqual([
      {
        headroom: 'read',
        reads: [
          { payload: { metric: 'a' }, ...range },
          { payload: { metric: 'b' }, ...range },
        ],
      },
    ]);
    expect(answers.map(({ metric }) => metric.points.length)).toEqual([1, 0, 1]);
  });

  test('is one invocation for each function, and for each hundred reads', async () => {
    const fake = new FakeLambda();
    for (const name of ['numbers', 'others']) fake.functions.set(name, answering(new Map()));
    const source = open(fake);
    const reads = Array.from({ length: 101 }, (_, index) => part({ payload: { metric: `${index}` } }));
    await Promise.all([...reads, part({ functionName: 'others' })].map((one) => source.read(one, fromMs, toMs)));
    expect(fake.asked.map(({ reads: asked }) => asked.length).sort()).toEqual([1, 1, 100]);
  });

  test('is fewer reads at once where the answers are more than Lambda hands on', async () => {
    const fake = new FakeLambda();
    const points = [{ atMs: fromMs, value: 1 }];
    const wide = { points, trouble: ' '.repeat(2_000_000) };
    fake.functions.set('numbers', ({ reads }) => ({ answers: reads.map(() => wide) }));
    const source = open(fake);
    const parts = Array.from({ length: 8 }, (_, index) => part({ payload: { metric: `${index}` } }));
    const answers = await Promise.all(parts.map((one) => source.read(one, fromMs, toMs)));
    expect(answers.every(({ metric }) => metric.points.length === 1)).toBe(true);
    expect(fake.asked.map(({ reads }) => reads.length)).toEqual([8, 4, 2, 2, 4, 2, 2]);
  });
});

describe('an answer', () => {
  const good = { points: [{ atMs: fromMs, value: 1 }], trouble: null };

  test('may tell why points are lacking, without account numbers, beside those that there are', async () => {
    const trouble = `the store of ${account} is down`;
    expect(await told({ answers: [{ ...good, trouble }] })).toEqual({
      points: good.points,
      trouble: 'the store of ************ is down',
    });
  });

  test.each([
    ['no JSON', 'not json', 'BadAnswer: the answer is not JSON; answer { "answers": [...] }'],
    ['no answers', {}, 'BadAnswer: answers: is missing; give an array'],
    ['a field that nobody knows', { answers: [good], more: 1 }, 'BadAnswer: more: there is no such field'],
    ['too many answers', { answers: [good, good] }, 'BadAnswer: 2 answers came for 1 read; answer each'],
    [
      'a value that is none',
      { answers: [{ points: [{ atMs: fromMs, value: '1' }] }] },
      'answers[0]: points[0].value: "1"',
    ],
    [
      'an answer with a strange field',
      { answers: [{ ...good, unit: 's' }] },
      'answers[0]: unit: there is no such field',
    ],
  ])('that is %s is trouble', async (_, answer, says) => {
    const { points, trouble } = await told(answer);
    expect(points).toEqual([]);
    expect(trouble).toContain(says);
  });

  test('that is bad spoils none of the others', async () => {
    const fake = new FakeLambda();
    fake.functions.set('numbers', () => ({ answers: [{ points: 1 }, good] }));
    const source = open(fake);
    const parts = ['a', 'b'].map((metric) => part({ payload: { metric } }));
    const [bad, whole] = await Promise.all(parts.map((one) => source.read(one, fromMs, toMs)));
    expect(bad?.metric.trouble).toContain('answers[0]: points: 1');
    expect(whole?.metric).toEqual(good);
  });

  test('has no points that do not begin with a period: they are left out and told', async () => {
    const stray = { atMs: fromMs + 30_000, value: 2 };
    expect(await told({ answers: [{ points: [...good.points, stray] }] })).toEqual({
      points: good.points,
      trouble: '1 point does not begin with a period of 60 seconds',
    });
  });
});

describe('a function that fails', () => {
  test('is trouble with what it has thrown, without account numbers', async () => {
    const fake = new FakeLambda();
    fake.functions.set('numbers', throwing(`no table in ${account}`));
    const { metric } = await open(fake).read(part(), fromMs, toMs);
    expect(metric).toEqual({ points: [], trouble: 'FunctionFailed: Error: no table in ************' });
  });

  test('by not being there is trouble', async () => {
    const { metric } = await open(new FakeLambda()).read(part(), fromMs, toMs);
    expect(metric.trouble).toContain('ResourceNotFoundException');
  });
});

describe('a function by its ARN', () => {
  const arn = (owner: string) => `arn:aws:lambda:eu-west-1:${owner}:function:numbers`;

  test('is asked where it is in the account of Headroom', async () => {
    const fake = new FakeLambda();
    fake.functions.set('numbers', answering(new Map([['m', [[fromMs, 1]]]])));
    const { metric } = await open(fake).read(part({ functionName: arn(account) }), fromMs, toMs);
    expect(metric.points).toHaveLength(1);
  });

  test('is not asked where it is in another', async () => {
    const fake = new FakeLambda();
    const { metric } = await open(fake).read(part({ functionName: arn('999988887777') }), fromMs, toMs);
    expect(metric.trouble).toBe("the function is in another account than Headroom; name one of Headroom's own");
    expect(fake.calls).toEqual([]);
  });
});
