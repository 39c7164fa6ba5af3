import { type App, Duration, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { describe, expect, it } from 'vitest';
import type { ReadingInput } from '../../../core/readings/reading-config.ts';
import { AutoScalingGroupTarget, Headroom, lambdaReading, type ScaleProps } from '../../../lib/index.ts';
import { anApp } from '../an-app.ts';
import { settings } from './a-target.ts';

const env = { account: '111122223333', region: 'eu-central-1' };

interface Made {
  readonly app: App;
  readonly stack: Stack;
  readonly fn: LambdaFunction;
  scale(name: string, reading: ReadingInput, over?: Partial<ScaleProps>): void;
}

function make(): Made {
  const app = anApp();
  const stack = new Stack(app, 'Headroom', { env });
  const headroom = new Headroom(stack, 'Headroom', { local: false });
  const fn = new LambdaFunction(stack, 'Numbers', {
    runtime: Runtime.NODEJS_24_X,
    handler: 'index.handler',
    code: Code.fromInline('exports.handler = () => null'),
  });
  return {
    app,
    stack,
    fn,
    scale(name, reading, over = {}) {
      const readings = { mine: reading };
      const policies: ScaleProps['policies'] = [{ kind: 'target-tracking', reading: 'mine', of: 'demand', target: 1 }];
      headroom.scale(name, AutoScalingGroupTarget.fromName(name), settings({ readings, policies, ...over }));
    },
  };
}

/** Who may invoke what: the resources of every statement that allows it, by the roles. */
/** Who may invoke which functions; who rehearses a release invokes those of the deployment itself, and none of a reading. */
function invocations(stack: Stack): unknown[] {
  const policies = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Policy'));
  return policies.flatMap(({ Properties }) => {
    const statements = Properties.PolicyDocument.Statement as { Action: unknown; Resource: unknown }[];
    return statements
      .filter(({ Action }) => JSON.stringify(Action).includes('lambda:InvokeFunction'))
      .map(({ Action, Resource }) => ({
        Action,
        Resource: JSON.stringify(Resource),
        Roles: JSON.stringify(Properties.Roles),
      }))
      .filter(({ Roles }) => !Roles.includes('ReleaseRehearser'));
  });
}

describe('a reading that a function answers', () => {
  it('is read with the right to invoke this function alone, once however many scalables ask it', () => {
    const { stack, fn, scale } = make();
    scale('a', lambdaReading(fn, { payload: { metric: 'a' } }));
    scale('b', lambdaReading(fn, { payload: { metric: 'b' } }));
    expect(invocations(stack)).toEqual([
      {
        Action: 'lambda:InvokeFunction',
        Resource: expect.stringMatching(/:lambda:eu-central-1:111122223333:function:.*\{"Ref":"Numbers/),
        Roles: expect.stringMatching(/ResourceAllocator/),
      },
    ]);
  });

  it('may be read at night too where there is something to tune', () => {
    const { stack, fn, scale } = make();
    scale('a', lambdaReading(fn), { policies: [{ kind: 'tuned', reading: 'mine', unitPerSecond: 10 }] });
    const roles = invocations(stack).map((one) => (one as { Roles: string }).Roles);
    expect(roles).toEqual([expect.stringMatching(/ResourceAllocator/), expect.stringMatching(/PolicyTuner/)]);
  });

  it('is written to the config as the function is named, with its period, delay, unit and scale', () => {
    const { stack, fn } = make();
    const options = { period: Duration.minutes(5), delay: Duration.seconds(30), unit: 'count', adds: true } as const;
    const { parts, scale } = lambdaReading(fn, { ...options, scale: 1 / 300 });
    expect(stack.resolve(parts[0])).toMatchObject({
      kind: 'lambda',
      functionName: {
        'Fn::Join': [
          '',
          ['arn:aws:lambda:eu-central-1:111122223333:function:', { Ref: expect.stringMatching(/^Numbers/) }],
        ],
      },
      periodSeconds: 300,
      delaySeconds: 30,
      unit: 'count',
      adds: true,
    });
    expect(scale).toBe(1 / 300);
  });

  it('by its name alone is a function of this account and Region', () => {
    const { stack, scale } = make();
    scale('a', { parts: [{ kind: 'lambda', functionName: 'numbers:live' }] });
    expect(invocations(stack)).toMatchObject([
      { Resource: expect.stringMatching(/:lambda:eu-central-1:111122223333:function:numbers:live"/) },
    ]);
  });

  it.each([
    ['account', 'arn:aws:lambda:eu-central-1:999988887777:function:numbers'],
    ['Region', 'arn:aws:lambda:us-east-1:111122223333:function:numbers'],
  ])('of another %s is refused', (_, functionName) => {
    const { scale } = make();
    expect(() => scale('a', { parts: [{ kind: 'lambda', functionName }] })).toThrow(
      /^scalables\["a"\]\.functionName: .* and Headroom in .*; name a function of the same account and Region/,
    );
  });

  it('has no alarm and no line in the graph, and synth says that every minute is looked at', () => {
    const { stack, fn, scale } = make();
    scale('a', lambdaReading(fn));
    Template.fromStack(stack).resourcePropertiesCountIs('AWS::CloudWatch::Alarm', { AlarmName: 'headroom/a' }, 0);
    Annotations.fromStack(stack).hasInfo(
      '*',
      Match.stringLikeRegexp('a: no alarm can watch mine, so that Headroom looks at it every minute'),
    );
  });

  it('that no policy names is not looked at, so synth says nothing of it', () => {
    const { stack, fn, scale } = make();
    scale('a', lambdaReading(fn), { ...settings(), readings: { ...settings().readings, mine: lambdaReading(fn) } });
    Annotations.fromStack(stack).hasNoInfo('*', Match.stringLikeRegexp('no alarm can watch'));
  });

  it('leaves the alarm to the readings beside it', () => {
    const { stack, fn, scale } = make();
    scale('a', lambdaReading(fn), {
      readings: { ...settings().readings, mine: lambdaReading(fn) },
      policies: [
        { kind: 'target-tracking', reading: 'mine', of: 'demand', target: 1 },
        { kind: 'target-tracking', reading: 'cpu', of: 'utilisation', target: 50 },
      ],
    });
    Template.fromStack(stack).hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmName: Match.stringLikeRegexp('^headroom/a:[0-9a-f]{8}$'),
      MetricName: 'CPUUtilization',
      Threshold: 50,
    });
  });

  it('is readable before the config that asks for it is written', () => {
    const { stack, fn, scale } = make();
    scale('a', lambdaReading(fn));
    const template = Template.fromStack(stack);
    const [item] = Object.values(template.findResources('Custom::HeadroomScalable'));
    const reads = Object.keys(template.findResources('AWS::IAM::Policy')).filter((id) => id.includes('reads'));
    expect(reads).toHaveLength(1);
    expect(item?.DependsOn).toEqual(expect.arrayContaining(reads));
  });
});
