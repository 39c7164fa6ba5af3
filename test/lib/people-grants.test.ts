import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Stack } from 'aws-cdk-lib';
import { AccountRootPrincipal, Role } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { describe, expect, it } from 'vitest';
import type { HeadroomProps } from '../../lib/index.ts';
import { withPermissions } from '../architecture/permissions-table.ts';
import { aHeadroom, env, resources, root } from './an-app.ts';

interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

/** What a role in a stack of its own is allowed. */
function granted(grant: 'grantRead' | 'grantOperate', props: HeadroomProps = {}): readonly Statement[] {
  const { app, headroom } = aHeadroom(props);
  const people = new Stack(app, 'People', { env });
  headroom[grant](new Role(people, 'OnCall', { assumedBy: new AccountRootPrincipal() }));
  return resources(people, 'AWS::IAM::Policy').flatMap(
    ({ Properties }) => (Properties.PolicyDocument as { Statement: Statement[] }).Statement,
  );
}

/** What only tells, and cannot be narrowed, or tells of whatever a config may name. */
const describes =
  /^(?!iam:)[\w-]+:(Describe\w+|ListExports|ListAlarmMuteRules|ListTags(OfResource|ForResource)?|ListSubscriptionsByTopic|Get(MetricData|Alias|EventSourceMapping|FunctionCon\w+|ProvisionedConcurrencyConfig)|QueryMetrics)$/;
/** Not what lists, which AWS cannot narrow. */
const isMuting = (action: Statement['Action']) => /(Put|Delete|Get)AlarmMuteRule/.test(JSON.stringify(action));
const actionsOf = (statements: readonly Statement[]) => statements.flatMap(({ Action }) => Action).sort();

describe('grantRead', () => {
  it('lets a role read this table and find it, and change nothing', () => {
    const statements = granted('grantRead');
    expect(actionsOf(statements).filter((action) => /Put|Delete|Update|Invoke|Start/.test(action))).toEqual([]);
    expect(actionsOf(statements)).toContain('dynamodb:Query');
    const everywhere = statements.filter(({ Resource }) => Resource === '*');
    expect(actionsOf(everywhere)).toContain('cloudformation:ListExports');
    expect(actionsOf(everywhere).filter((action) => !describes.test(action))).toEqual([]);
  });

  it('includes the use of a key of the user’s own', () => {
    const { stack } = aHeadroom();
    const encryptionKey = Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:eu-central-1:111122223333:key/1');
    expect(actionsOf(granted('grantRead', { encryptionKey }))).toContain('kms:Decrypt');
    expect(actionsOf(granted('grantRead'))).not.toContain('kms:Decrypt');
  });
});

describe('grantOperate', () => {
  const statements = granted('grantOperate');

  it('lets a role write overrides and the switch, and nothing else of the table', () => {
    const writing = statements.filter(({ Action }) => /PutItem|DeleteItem|UpdateItem/.test(JSON.stringify(Action)));
    expect(writing.map(({ Condition }) => Condition)).toEqual([
      {
        'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['*/overrides', 'switch'] },
        Null: { 'dynamodb:LeadingKeys': 'false' },
      },
    ]);
  });

  it('lets it wake the functions of this deployment that look, each by its whole name', () => {
    const [invoking, ...others] = statements.filter(({ Action }) => Action.includes('lambda:InvokeFunction'));
    expect(others).toEqual([]);
    const names = ['cdn-purger', 'index-advisor', 'load-balancer', 'performance-metrics', 'resource-allocator'];
    const arn = (name: string) => `arn:aws:lambda:eu-central-1:111122223333:function:headroom-${name}:live`;
    expect(invoking?.Resource).toEqual(names.map(arn));
  });

  it('lets it move the alias of every function that a release is of', () => {
    const [moving, ...others] = statements.filter(({ Action }) => JSON.stringify(Action).includes('UpdateAlias'));
    expect(others).toEqual([]);
    const names = [
      'cdn-purger',
      'index-advisor',
      'load-balancer',
      'performance-metrics',
      'policy-tuner',
      'resource-allocator',
    ].map((name) => `headroom-${name}`);
    const arn = (name: string) => `arn:aws:lambda:eu-central-1:111122223333:function:${name}`;
    expect(moving?.Resource).toEqual(['customWidget-headroom-decisions', ...names].map(arn));
  });

  it('lets it mute the alarms on what services promise, by name, and so none that wakes a look', () => {
    const muting = statements.filter(({ Action }) => isMuting(Action));
    const arn = 'arn:aws:cloudwatch:eu-central-1:111122223333';
    expect(muting.map(({ Resource }) => Resource)).toEqual([
      [`${arn}:alarm-mute-rule:headroom-mute-*`, `${arn}:alarm:headroom-objective/*`],
    ]);
  });

  it('names nothing by a wildcard but what describes, what mutes, and nothing of IAM', () => {
    const wild = statements.filter(
      ({ Resource, Action }) => JSON.stringify(Resource).includes('*') && !isMuting(Action),
    );
    expect(actionsOf(wild)).toContain('cloudwatch:GetMetricData');
    expect(actionsOf(wild).filter((action) => !describes.test(action))).toEqual([]);
  });
});

it('docs/permissions.md tells what each command needs, as it is granted; npm run house writes it', () => {
  const text = readFileSync(join(root, 'docs', 'permissions.md'), 'utf8');
  expect(text === withPermissions(text)).toBe(true);
});
