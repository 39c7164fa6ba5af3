import { Duration, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Distribution } from 'aws-cdk-lib/aws-cloudfront';
import { S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { Schedule } from 'aws-cdk-lib/aws-events';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { AwsSolutionsChecks } from 'cdk-nag';
import { describe, expect, it } from 'vitest';
import type { PurgeProps } from '../../../lib/index.ts';
import { aHeadroom, env, resources } from '../an-app.ts';

function aSite(props: Partial<PurgeProps> = {}) {
  const { app, stack: shared, headroom } = aHeadroom();
  const stack = new Stack(app, 'Site', { env });
  const bucket = new Bucket(stack, 'Bucket');
  const distribution = new Distribution(stack, 'Distribution', {
    defaultBehavior: { origin: S3BucketOrigin.withOriginAccessControl(bucket) },
  });
  headroom.purge('site', { distribution, buckets: [{ bucket, originPath: '/site' }], ...props });
  return { app, shared, stack, template: Template.fromStack(stack), own: Template.fromStack(shared) };
}

describe('a distribution that is purged', () => {
  const { stack, template, own } = aSite();

  it('hears of the objects of its buckets by EventBridge', () => {
    template.hasResourceProperties('Custom::S3BucketNotifications', {
      NotificationConfiguration: { EventBridgeConfiguration: {} },
    });
    template.hasResourceProperties('AWS::Events::Rule', {
      EventPattern: {
        source: ['aws.s3'],
        'detail-type': ['Object Created', 'Object Deleted'],
        detail: { bucket: { name: [Match.anyValue()] } },
      },
    });
  });

  it('may be purged, and its buckets listed, and nothing else', () => {
    const policies = resources(stack, 'AWS::IAM::Policy').map(({ Properties }) => Properties.PolicyDocument);
    const mine = policies.filter((document) => JSON.stringify(document).includes('cloudfront:'));
    expect(mine).toMatchObject([
      {
        Statement: [
          {
            Action: ['cloudfront:CreateInvalidation', 'cloudfront:GetDistributionConfig', 'cloudfront:GetInvalidation'],
          },
          { Action: 's3:ListBucket' },
        ],
      },
    ]);
    expect(JSON.stringify(mine)).not.toContain('"*"');
  });

  it('has its config written by Headroom', () => {
    template.hasResourceProperties('Custom::HeadroomPurge', { capability: 'purging', name: 'site' });
  });

  it('shares one queue, which lets rules of this account in and keeps what failed five times', () => {
    own.hasResourceProperties('AWS::SQS::Queue', { RedrivePolicy: Match.objectLike({ maxReceiveCount: 5 }) });
    own.hasResourceProperties('AWS::SQS::QueuePolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Effect: 'Allow',
            Action: 'sqs:SendMessage',
            Principal: { Service: 'events.amazonaws.com' },
            Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:events:eu-central-1:111122223333:rule/*' } },
          }),
        ]),
      },
    });
    own.hasResourceProperties('AWS::Events::Rule', {
      EventPattern: { 'detail-type': ['Content Changed'], account: ['111122223333'] },
    });
    own.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      BatchSize: 1000,
      MaximumBatchingWindowInSeconds: 5,
    });
    own.hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmName: 'headroom-purge-age',
      MetricName: 'PurgeAgeSeconds',
    });
  });

  it('hears "Content Changed" from other accounts where they are named', () => {
    const { stack: shared, headroom } = aHeadroom({ contentFrom: ['111122223333', '444455556666'] });
    const named = { distributionId: 'E1', domainName: 'd' };
    headroom.purge('site', { distribution: Distribution.fromDistributionAttributes(shared, 'D', named) });
    Template.fromStack(shared).hasResourceProperties('AWS::Events::Rule', {
      EventPattern: { 'detail-type': ['Content Changed'], account: ['111122223333', '444455556666'] },
    });
  });

  it('has changes gathered for as long as the deployment says', () => {
    const { stack: shared, headroom } = aHeadroom({ purgeWindow: Duration.seconds(60) });
    const distribution = Distribution.fromDistributionAttributes(shared, 'D', {
      distributionId: 'E1',
      domainName: 'd',
    });
    headroom.purge('site', { distribution });
    Template.fromStack(shared).hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      BatchSize: 1000,
      MaximumBatchingWindowInSeconds: 60,
    });
  });

  it('wakes somebody where it fails, or where changes could not be taken in', () => {
    for (const name of ['headroom-purge-errors', 'headroom-purge-dead-letters']) {
      own.hasResourceProperties('AWS::CloudWatch::Alarm', { AlarmName: name, Threshold: 0 });
    }
  });

  it('is purged as a whole after a release and by the clock, where that is asked for', () => {
    const purgeOn = [{ source: ['aws.codepipeline'], detail: { state: ['SUCCEEDED'] } }];
    const { template: told } = aSite({ purgeOn, schedule: Schedule.expression('rate(1 day)') });
    for (const on of [{ EventPattern: purgeOn[0] }, { ScheduleExpression: 'rate(1 day)' }]) {
      const InputTransformer = { InputTemplate: Match.stringLikeRegexp('"source":"headroom.deployed","purge":"site"') };
      told.hasResourceProperties('AWS::Events::Rule', { ...on, Targets: [Match.objectLike({ InputTransformer })] });
    }
  });

  it('is opted in to purges by tag where a header is named', () => {
    aSite({ cacheTagHeader: 'cache-tag' }).template.hasResourceProperties('AWS::CloudFront::Distribution', {
      DistributionConfig: { CacheTagConfig: { HeaderName: 'cache-tag' } },
    });
  });

  it('has warm-ups sent to its own domain, which the deploy makes', () => {
    const { template: warmed } = aSite({ warmUp: { paths: ['/', '/news/'] } });
    const configs = Object.values(warmed.findResources('Custom::HeadroomPurge'));
    expect(JSON.stringify(configs)).toMatch(
      /\\"warmUp\\":{\\"host\\":\\"",{"Fn::GetAtt":\["Distribution\w+","DomainName"\]}/,
    );
    expect(() => aSite({ warmUp: { paths: ['news'] } })).toThrow(/warmUp\.paths.*path such as/);
  });

  it('costs nothing where nothing is purged', () => {
    const functions = resources(aHeadroom().stack, 'AWS::Lambda::Function').map(
      ({ Properties }) => Properties.FunctionName,
    );
    expect(functions).not.toContain('headroom-cdn-purger');
  });

  it('refuses a config that cannot be, naming the field', () => {
    expect(() => aSite({ collateralPercent: 120 })).toThrow(/collateralPercent.*120/);
  });

  it('leaves cdk-nag nothing to find', () => {
    const { app, shared, stack: site } = aSite();
    app.synth();
    const mine = [shared, ...site.node.children.filter(({ node }) => node.id.startsWith('headroom'))];
    const found = mine.flatMap((scope) => new AwsSolutionsChecks().validateScope(scope).violations);
    expect(found.map(({ ruleName }) => ruleName)).toEqual([]);
  });
});
