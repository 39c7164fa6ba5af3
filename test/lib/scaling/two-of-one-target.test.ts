import { CfnParameter, Stack } from 'aws-cdk-lib';
import { AutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import { describe, expect, it } from 'vitest';
import { parseDeployment } from '../../../core/config.ts';
import { type TargetConfig, type TargetKind, targetKinds } from '../../../core/scaling/config/target-kinds.ts';
import { AutoScalingGroupTarget, Headroom, type ScalingTarget, targetNamed } from '../../../lib/index.ts';
import { aHeadroom, env, resources } from '../an-app.ts';
import { aGroup, settings } from './a-target.ts';

/** An app whose stack Service scales what it is given as `a`, `b` and so on. */
function scaling(targetsIn: (service: Stack) => readonly ScalingTarget[]) {
  const { app, stack, headroom } = aHeadroom();
  const service = new Stack(app, 'Service', { env });
  for (const [index, target] of targetsIn(service).entries()) {
    headroom.scale('abc'[index] ?? '', target, settings({ scope: service }));
  }
  return { app, stack, service, headroom };
}

interface Def {
  readonly entries?: Readonly<Record<string, string>>;
}

interface Parses {
  safeParse(value: string): { readonly success: boolean };
}

const named = AutoScalingGroupTarget.fromName;
const both = /"[ab]" and "[ab]" \(.*headroom--[ab]\) both scale .*take turns.*let one of them have it/;

describe('two scalables of one target', () => {
  it.each([
    ['one construct', (service: Stack) => [aGroup(service)].flatMap((group) => [group, group])],
    [
      'a construct that is given its name, and that name',
      (service: Stack) => [aGroup(service, { autoScalingGroupName: 'web' }), { autoScalingGroupName: 'web' }],
    ],
    [
      'a construct, and what was imported by its name',
      (service: Stack) => [
        aGroup(service, { autoScalingGroupName: 'web' }),
        AutoScalingGroup.fromAutoScalingGroupName(service, 'Imported', 'web'),
      ],
    ],
    [
      'a name and the same name with its place',
      () => [{ autoScalingGroupName: 'w' }, { autoScalingGroupName: 'w', ...env }],
    ],
  ])('fail the synth, which names both: %s', (_, groups) => {
    const { app } = scaling((service) => groups(service).map((group) => new AutoScalingGroupTarget(group)));
    expect(() => app.synth()).toThrow(both);
  });

  it('fail it across stacks and deployments', () => {
    const { app, headroom } = scaling(() => [named('web')]);
    headroom.scale('b', named('web'), settings({ scope: new Stack(app, 'Blog', { env }) }));
    expect(() => app.synth()).toThrow(both);
    const one = scaling(() => [named('web')]);
    const second = new Headroom(new Stack(one.app, 'Second', { env }), 'Headroom', { deploymentName: 'second' });
    second.scale('b', named('web'), settings());
    expect(() => one.app.synth()).toThrow(/"a" and "b"/);
  });

  it('pass it where they are two: other names, other groups, another Region', () => {
    const { app } = scaling((service) => [new AutoScalingGroupTarget(aGroup(service)), named('web'), named('web2')]);
    const elsewhere = { ...env, region: 'us-east-1' };
    const second = new Headroom(new Stack(app, 'Second', { env: elsewhere }), 'Headroom');
    second.scale('b', named('web'), settings());
    expect(() => app.synth()).not.toThrow();
  });

  it('of which only the deploy can tell name each other to it, and no others do', () => {
    const { app, service } = scaling((stack) => [
      named(new CfnParameter(stack, 'Name').valueAsString),
      new AutoScalingGroupTarget(aGroup(stack)),
      targetNamed({ kind: 'ecs-service', cluster: 'c', serviceName: 's', account: null, region: null }),
    ]);
    app.synth();
    const items = resources(service, 'Custom::HeadroomScalable').map(({ Properties }) => Properties);
    expect(items.map(({ name, besides }) => [name, besides])).toEqual([
      ['a', ['b']],
      ['b', ['a']],
      ['c', undefined],
    ]);
  });

  it('that have one name fail the synth too', () => {
    const { app, headroom, service } = scaling(() => [named('web')]);
    headroom.scale('a', named('other'), settings({ scope: new Stack(service, 'Nested', { env }) }));
    expect(() => app.synth()).toThrow(/is called "a" too; give one of them another name/);
  });
});

describe.each(Object.keys(targetKinds))('two scalables of one config, of the kind %s', (kind) => {
  // Every name that a kind has is a text; what it may choose among is said beside them.
  const shape = targetKinds[kind as TargetKind]._zod.def.shape as Readonly<Record<string, { _zod: { def: Def } }>>;
  const { account: _, region: __, ...fields } = shape;
  const versions = 'version' in fields ? { version: 'v1' } : {};
  const offered = Object.fromEntries(
    Object.entries(fields).flatMap(
      ([
        field,
        {
          _zod: { def },
        },
      ]) => (def.entries === undefined ? [] : [[field, Object.values(def.entries)[0]]]),
    ),
  );
  const chosen: Readonly<Record<string, unknown>> = { ...versions, ...offered };
  // What takes some words only has one of them by itself.
  const isName = (field: string) => !(field in chosen) && (fields[field] as unknown as Parses).safeParse('web').success;
  const texts = Object.fromEntries(Object.keys(fields).flatMap((field) => (isName(field) ? [[field, 'web']] : [])));
  const names = { ...chosen, ...texts };
  const scalable = (target: object) => ({
    target: { kind, ...target } as TargetConfig,
    bounds: { min: 1, max: 4 },
    policies: [{ kind: 'schedule' as const, timeZone: 'UTC', windows: [{ from: '08:00', to: '18:00', floor: 2 }] }],
  });

  it('are refused with both names, however the place is written', () => {
    for (const place of [{}, { region: 'eu-west-1' }]) {
      const input = { scalables: { 'shop/web': scalable(names), 'shop/again': scalable({ ...names, ...place }) } };
      expect(() => parseDeployment(input)).toThrow(/"shop\/web" and "shop\/again" both scale the .*web.*take turns/);
      expect(() => parseDeployment(input)).toThrow(
        expect.objectContaining({ field: 'scalables["shop/again"].target' }),
      );
    }
  });

  it('name it in one way alone: an ARN is refused', () => {
    for (const field of Object.keys(texts)) {
      const target = { ...names, [field]: 'arn:aws:autoscaling:eu-west-1:111122223333:autoScalingGroup:u:n/web' };
      expect(() => parseDeployment({ scalables: { a: scalable(target) } })).toThrow(/an ARN; give the name/);
    }
  });
});

describe('two numbers of one event source, of which AWS has one', () => {
  const source = (uuid: string, polling: 'MaximumConcurrency' | 'MinimumPollers') =>
    targetNamed({ kind: 'lambda-event-source', account: null, region: null, uuid, polling });

  it('fail the synth, which says why', () => {
    const { app } = scaling(() => [source('u', 'MaximumConcurrency'), source('u', 'MinimumPollers')]);
    expect(() => app.synth()).toThrow(/contradict each other: the event source u has Max.* or Min.*, never both/);
    const others = scaling(() => [source('u', 'MaximumConcurrency'), source('v', 'MinimumPollers')]);
    expect(() => others.app.synth()).not.toThrow();
  });
});

it('a scalable is told of floors that hold more connections than another takes, at synth too', () => {
  const { app, service, headroom } = scaling(() => []);
  const bounds = { min: 3, max: 9 };
  headroom.scale('web', named('web'), settings({ scope: service, bounds, needs: { db: { connectionsPerUnit: 20 } } }));
  headroom.scale('db', named('db'), settings({ scope: service, connectionsMost: 50 }));
  const { messages } = app.synth().getStackByName(service.stackName);
  const told = messages.map(({ entry }) => String(entry.data)).filter((one) => one.includes('connectionsMost'));
  expect(told).toEqual([
    expect.stringContaining('db: connectionsMost: 50 at most are taken, and bounds.min of "web" holds 60'),
  ]);
});

it('a group whose name IAM would take for a pattern is granted alone', () => {
  const { app, service } = scaling(() => [named('web-*?')]);
  app.synth();
  const policies = JSON.stringify(
    resources(service, 'AWS::IAM::Policy').concat(resources(service, 'AWS::IAM::ManagedPolicy')),
  );
  expect(policies).toMatch(/autoScalingGroupName\/web-\$\{\*\}\$\{\?\}/);
  expect(policies).not.toContain('autoScalingGroupName/web-*');
});
