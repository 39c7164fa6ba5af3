import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Construct } from 'constructs';
import { describe, expect, it } from 'vitest';
import { AutoScalingGroupTarget } from '../../lib/index.ts';
import { aHeadroom, env, root } from './an-app.ts';
import { makeApp } from './any-app/make-app.ts';
import { templatesOf } from './any-app/templates.ts';
import { settings } from './scaling/a-target.ts';

interface Made {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

const page = readFileSync(join(root, 'docs', 'what-a-deploy-does.md'), 'utf8');
/** The rows of the page by type: who names it, and what a destroy does. */
const rows = new Map(
  [...page.matchAll(/^\| `([\w:]+)` \| (.*) \|$/gm)].map(([, type = '', cells = '']) => {
    const [named = '', update = '', , destroy = ''] = cells.split(' | ');
    return [type, { named, update, destroy }] as const;
  }),
);

const everything = makeApp({
  ...{ deploymentName: 'headroom', stackName: 'Shared', region: 'eu-central-1', apart: true, sitesElsewhere: false },
  ...{ key: 'none', grantBy: 'name', hasFlags: true, hasBoundary: false, isTold: true, hasDashboard: true },
  ...{
    network: 'open',
    hasTestEvents: true,
    groups: 1,
    services: 1,
    balances: 1,
    sites: 1,
    keyspaces: 1,
    caches: 1,
    databases: 1,
    people: 0,
  },
});

/** What Headroom makes of an app: not what is scaled, purged or sharded. */
const made = templatesOf(everything).flatMap(({ json }) =>
  Object.entries(json.Resources ?? {})
    .filter(([id]) => /headroom/i.test(id))
    .map(([id, one]) => ({ id, ...(one as Made) })),
);
/** What holds nothing and has no name of its own: it says what others may do, or belongs to one of the rest. */
const parts =
  /Policy$|Permission$|SecurityGroup(?:In|E)gress$|Subscription$|EventSourceMapping$|EventInvokeConfig$|AWS::S3|Custom::S3|::Version$|::Alias$/;

const physicalName = ({ Type, Properties = {} }: Made): unknown => {
  const what = Type.split('::').at(-1) ?? '';
  return (
    Properties[`${what}Name`] ??
    Properties.AlarmName ??
    Properties[`${what}Id`] ??
    Properties[what === 'LogGroup' ? 'LogGroupName' : 'Name']
  );
};

describe('docs/what-a-deploy-does.md', () => {
  it('has a row for everything that is made, and none for what is not', () => {
    const types = new Set(made.map(({ Type }) => Type).filter((type) => !parts.test(type)));
    expect([...rows.keys()].sort()).toEqual([...types].sort());
  });

  it.each([...rows])('says of %s who names it and what a destroy does, as the templates do', (type, row) => {
    const all = made.filter(({ Type }) => Type === type);
    const named = all.filter((one) => physicalName(one) !== undefined);
    if (!type.startsWith('Custom::')) {
      expect(named.length > 0).toBe(/\bus\b/.test(row.named));
      expect(named.length < all.length).toBe(row.named.includes('CloudFormation'));
    }
    const isKept = all.every(({ DeletionPolicy }) => DeletionPolicy === 'Retain');
    expect(isKept).toBe(row.destroy.startsWith('keeps'));
    // What is kept at a destroy is kept where it is replaced, too.
    for (const { DeletionPolicy, UpdateReplacePolicy } of all) expect(UpdateReplacePolicy).toBe(DeletionPolicy);
  });
});

describe('what is named by us', () => {
  it('is named without anything that a deploy may change under it', () => {
    for (const one of made) expect(JSON.stringify(physicalName(one) ?? '')).not.toContain('"Ref"');
  });

  it('has another name where its construct is moved in its stack', () => {
    const [before, after] = ['Old', 'New'].map((place) => {
      const { app, headroom } = aHeadroom();
      const stack = new Stack(app, 'Service', { env });
      const scope = new Construct(stack, place);
      headroom.scale('web', AutoScalingGroupTarget.fromName('web'), settings({ scope }));
      const arn = 'arn:aws:elasticloadbalancing:eu-central-1:111122223333';
      const group = (name: string) => ({ targetGroup: { targetGroupArn: `${arn}:targetgroup/${name}/1` } });
      const listenerRuleArn = `${arn}:listener-rule/app/shop/1/2/3`;
      headroom.balance({ listenerRuleArn }, { name: 'x', scope, groups: { a: group('a'), b: group('b') } });
      const { Resources } = Template.fromStack(stack).toJSON() as { Resources: Record<string, Made> };
      return new Map(Object.entries(Resources).map(([id, one]) => [id, `${one.Type} ${physicalName(one)}`]));
    }) as [Map<string, string>, Map<string, string>];
    const isNew = [...after].filter(([id, name]) => !before.has(id) && !name.endsWith('undefined'));
    expect(isNew.length).toBeGreaterThan(3);
    const old = new Set(before.values());
    const twice = isNew.filter(([, name]) => old.has(name) && !/^AWS::IAM::Policy|Custom::/.test(name));
    expect(twice).toEqual([]);
  });
});

it('the config of a subject names its table, so that it is written anew into another', () => {
  const { stack, headroom } = aHeadroom({ removalPolicy: RemovalPolicy.DESTROY });
  headroom.scale('web', AutoScalingGroupTarget.fromName('web'), settings());
  Template.fromStack(stack).hasResourceProperties('Custom::HeadroomScalable', {
    table: { Ref: 'HeadroomTable9FFC67D4' },
  });
});
