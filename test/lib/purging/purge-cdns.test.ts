import { Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Distribution } from 'aws-cdk-lib/aws-cloudfront';
import { ServerApplication, ServerDeploymentGroup } from 'aws-cdk-lib/aws-codedeploy';
import { Pipeline } from 'aws-cdk-lib/aws-codepipeline';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { type ISecret, Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { AwsSolutionsChecks } from 'cdk-nag';
import { describe, expect, it } from 'vitest';
import {
  CloudflareCdn,
  deploymentSucceeded,
  FastlyCdn,
  type PurgeProps,
  pipelineSucceeded,
} from '../../../lib/index.ts';
import { aHeadroom, env, resources } from '../an-app.ts';

const account = '111122223333';
const completeArn = `arn:aws:secretsmanager:eu-central-1:${account}:secret:fastly-AbCdEf`;

/** A purge in a stack of its own. */
function aPurge(props: (stack: Stack) => PurgeProps) {
  const { app, stack: shared, headroom } = aHeadroom();
  const stack = new Stack(app, 'Site', { env });
  const made = headroom.purge('site', { scope: stack, ...props(stack) });
  return { app, shared, stack, headroom, made, template: Template.fromStack(stack) };
}

const statements = (stack: Stack) =>
  resources(stack, 'AWS::IAM::Policy').flatMap(({ Properties }) => {
    const { Statement } = Properties.PolicyDocument as { Statement: { Action: unknown; Resource: unknown }[] };
    return Statement;
  });

const fastly = (secret: ISecret, more: object = {}) =>
  new FastlyCdn({ serviceId: 'SU1Z0isxPaozGVKXdv0eY', host: 'www.example.com', secret, ...more });

describe('a purge of Fastly', () => {
  const { template, stack, app, shared } = aPurge((scope) => ({
    cdn: fastly(Secret.fromSecretCompleteArn(scope, 'Key', completeArn), { secretField: 'token' }),
  }));

  it('may read its secret, and do nothing else', () => {
    expect(statements(stack)).toMatchObject([{ Action: 'secretsmanager:GetSecretValue', Resource: completeArn }]);
  });

  it('has in its config where the key is, and never the key', () => {
    template.hasResourceProperties('Custom::HeadroomPurge', {
      name: 'site',
      config: Match.serializedJson(
        Match.objectLike({
          cdn: {
            kind: 'fastly',
            serviceId: 'SU1Z0isxPaozGVKXdv0eY',
            host: 'www.example.com',
            soft: true,
            secretArn: completeArn,
            secretField: 'token',
          },
          dollarsPerItem: 0,
        }),
      ),
    });
  });

  it('leaves cdk-nag nothing to find', () => {
    app.synth();
    const mine = [shared, ...stack.node.children.filter(({ node }) => node.id.startsWith('headroom'))];
    const found = mine.flatMap((scope) => new AwsSolutionsChecks().validateScope(scope).violations);
    expect(found.map(({ ruleName }) => ruleName)).toEqual([]);
  });

  it('may decrypt the secret through Secrets Manager alone where it has a key of its own', () => {
    const { stack: own } = aPurge((scope) => ({
      cdn: fastly(new Secret(scope, 'Secret', { encryptionKey: new Key(scope, 'Cmk') })),
    }));
    expect(statements(own)).toMatchObject([
      { Action: 'secretsmanager:GetSecretValue', Resource: { Ref: expect.stringMatching(/^Secret/) } },
      {
        Action: 'kms:Decrypt',
        Condition: { StringEquals: { 'kms:ViaService': expect.anything() } },
        Resource: { 'Fn::GetAtt': [expect.stringMatching(/^Cmk/), 'Arn'] },
      },
    ]);
  });

  it('reads a secret that is known by its name, whatever its last six characters', () => {
    const { stack: own } = aPurge((scope) => ({ cdn: fastly(Secret.fromSecretNameV2(scope, 'Key', 'fastly')) }));
    expect(JSON.stringify(statements(own))).toContain(':secret:fastly-??????');
  });

  it('refuses what Fastly cannot do, naming the field', () => {
    const secret = (scope: Stack) => Secret.fromSecretCompleteArn(scope, 'Key', completeArn);
    expect(() => aPurge((scope) => ({ cdn: fastly(secret(scope)), cachesQueries: true }))).toThrow(
      /^purges\["site"\]\.cachesQueries: .*Fastly/,
    );
    expect(() => aPurge((scope) => ({ cdn: fastly(secret(scope), { host: 'https://x.com/' }) }))).toThrow(
      /cdn\.host.*host such as/,
    );
    expect(() => aPurge((scope) => ({ cdn: fastly(secret(scope), { serviceId: '../x' }) }))).toThrow(/serviceId/);
  });
});

describe('a purge of Cloudflare', () => {
  it('may read its secret, and hears of the objects of its buckets in their stack', () => {
    const { app, headroom } = aHeadroom();
    const stack = new Stack(app, 'Site', { env });
    const bucket = new Bucket(stack, 'Bucket');
    const secret = Secret.fromSecretCompleteArn(stack, 'Key', completeArn);
    const cdn = new CloudflareCdn({ zoneId: '0123456789abcdef0123456789abcdef', host: 'www.example.com', secret });
    headroom.purge('site', { cdn, buckets: [{ bucket }] });
    expect(statements(stack).map(({ Action }) => Action)).toEqual(
      expect.arrayContaining(['secretsmanager:GetSecretValue', 's3:ListBucket']),
    );
    Template.fromStack(stack).resourceCountIs('AWS::Events::Rule', 1);
  });
});

describe('a purge of a tenant of a distribution', () => {
  const distribution = (scope: Stack) =>
    Distribution.fromDistributionAttributes(scope, 'D', { distributionId: 'E1', domainName: 'd1.cloudfront.net' });

  it('may purge the tenant, and only read the distribution', () => {
    const { stack, template } = aPurge((scope) => ({ distribution: distribution(scope), tenantId: 'dt_1' }));
    const arn = (resource: string) => `arn:aws:cloudfront::${account}:${resource}`;
    expect(statements(stack)).toMatchObject([
      { Action: 'cloudfront:GetDistributionConfig', Resource: arn('distribution/E1') },
      {
        Action: [
          'cloudfront:CreateInvalidationForDistributionTenant',
          'cloudfront:GetInvalidationForDistributionTenant',
        ],
        Resource: arn('distribution-tenant/dt_1'),
      },
    ]);
    template.hasResourceProperties('Custom::HeadroomPurge', { config: Match.stringLikeRegexp('"tenantId":"dt_1"') });
  });

  it('needs to be told where warm-ups go, which a distribution itself tells', () => {
    const warmUp = { paths: ['/'] };
    const tenant = (scope: Stack) => ({ distribution: distribution(scope), tenantId: 'dt_1', warmUp });
    expect(() => aPurge(tenant)).toThrow(/warmUp\.host: is missing/);
    expect(aPurge((scope) => ({ distribution: distribution(scope), warmUp })).made.config.warmUp).toEqual({
      host: 'd1.cloudfront.net',
      paths: ['/'],
    });
    const bad = { paths: ['/'], host: '169.254.169.254' };
    expect(() => aPurge((scope) => ({ distribution: distribution(scope), warmUp: bad }))).toThrow(/warmUp\.host/);
  });
});

describe('releases', () => {
  function release(pattern: (stack: Stack) => ReturnType<typeof pipelineSucceeded>) {
    return aPurge((scope) => {
      const attributes = { distributionId: 'E1', domainName: 'd1.cloudfront.net' };
      const distribution = Distribution.fromDistributionAttributes(scope, 'D', attributes);
      return { distribution, purgeOn: [pattern(scope)] };
    }).template;
  }

  it('are the successes of one pipeline', () => {
    const arn = `arn:aws:codepipeline:eu-central-1:${account}:shop`;
    release((scope) => pipelineSucceeded(Pipeline.fromPipelineArn(scope, 'P', arn))).hasResourceProperties(
      'AWS::Events::Rule',
      {
        EventPattern: {
          source: ['aws.codepipeline'],
          'detail-type': ['CodePipeline Pipeline Execution State Change'],
          detail: { pipeline: ['shop'], state: ['SUCCEEDED'] },
        },
      },
    );
  });

  it('are the successes of one deployment group', () => {
    const group = (scope: Stack) =>
      ServerDeploymentGroup.fromServerDeploymentGroupAttributes(scope, 'G', {
        application: ServerApplication.fromServerApplicationName(scope, 'A', 'shop'),
        deploymentGroupName: 'web',
      });
    release((scope) => deploymentSucceeded(group(scope))).hasResourceProperties('AWS::Events::Rule', {
      EventPattern: {
        source: ['aws.codedeploy'],
        'detail-type': ['CodeDeploy Deployment State-change Notification'],
        detail: { application: ['shop'], deploymentGroup: ['web'], state: ['SUCCESS'] },
      },
    });
  });
});

describe('purging in a deployment', () => {
  const { shared } = aPurge((scope) => ({ cdn: fastly(Secret.fromSecretCompleteArn(scope, 'Key', completeArn)) }));

  it('offers console test events for all that wakes it, which change nothing', () => {
    const events = resources(shared, 'Custom::HeadroomTestEvents')
      .map(({ Properties }) => JSON.parse(String(Properties.events)) as Record<string, { dryRun?: boolean }>)
      .find((all) => 'content-changed' in all);
    expect(Object.keys(events ?? {})).toEqual([
      'content-changed',
      'object-created',
      'paths',
      'release',
      'tags',
      'tick',
    ]);
    expect(Object.values(events ?? {}).every(({ dryRun }) => dryRun === true)).toBe(true);
    const writable = JSON.stringify(resources(shared, 'AWS::IAM::Policy'));
    expect(writable).toContain('lambda-testevent-schemas/_headroom-*');
  });

  it('shows on the dashboard what this month has cost, beside what is free', () => {
    const body = JSON.stringify(resources(shared, 'AWS::CloudWatch::Dashboard')[0]?.Properties.DashboardBody);
    expect(body).toContain('PurgeDollarsThisMonth');
    expect(body).toMatch(/free on CloudFront.*1000|1000.*free on CloudFront/);
  });
});
