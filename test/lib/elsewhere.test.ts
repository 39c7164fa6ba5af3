import { Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Distribution } from 'aws-cdk-lib/aws-cloudfront';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { AttributeType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { describe, expect, it } from 'vitest';
import { DynamoDbTableShard, EcsServiceTarget, Headroom, pipelineSucceeded } from '../../lib/index.ts';
import { aHeadroom, anApp, env, resources } from './an-app.ts';
import { aService, settings } from './scaling/a-target.ts';

const north = { account: env.account ?? '', region: 'us-east-1' };

describe('a site in the Region of certificates', () => {
  const app = anApp();
  const shared = new Stack(app, 'Shared', { env, crossRegionReferences: true });
  const site = new Stack(app, 'Site', { env: north, crossRegionReferences: true });
  const bucket = new Bucket(site, 'Bucket', { bucketName: 'site-of-the-shop' });
  const known = { distributionId: 'E1234567890ABC', domainName: 'd111111abcdef8.cloudfront.net' };
  const distribution = Distribution.fromDistributionAttributes(site, 'Distribution', known);
  new Headroom(shared, 'Headroom').purge('site', {
    distribution,
    buckets: [{ bucket }],
    purgeOn: [pipelineSucceeded({ pipelineName: 'release' })],
  });
  app.synth();
  const there = Template.fromStack(site);

  it('has its config and its grant where Headroom is', () => {
    expect(resources(site, 'Custom::HeadroomPurge')).toEqual([]);
    expect(resources(shared, 'Custom::HeadroomPurge')).toHaveLength(1);
    expect(JSON.stringify(resources(site, 'AWS::IAM::Policy'))).not.toContain('cloudfront:');
  });

  it('is heard of by way of the bus of that Region, objects and releases alike', () => {
    const bus = 'arn:aws:events:eu-central-1:111122223333:event-bus/default';
    for (const source of ['aws.s3', 'aws.codepipeline']) {
      there.hasResourceProperties('AWS::Events::Rule', {
        EventPattern: Match.objectLike({ source: [source] }),
        Targets: [Match.objectLike({ Arn: bus, DeadLetterConfig: Match.anyValue() })],
      });
      Template.fromStack(shared).hasResourceProperties('AWS::Events::Rule', {
        EventPattern: Match.objectLike({ source: [source] }),
      });
    }
    there.hasResourceProperties('AWS::IAM::Role', {
      Policies: [{ PolicyDocument: { Statement: [{ Action: 'events:PutEvents', Effect: 'Allow', Resource: bus }] } }],
    });
  });
});

describe('what is in another Region than it is used from is refused by name', () => {
  const elsewhere = () => {
    const { app, stack, headroom } = aHeadroom();
    return { app, stack, headroom, north: new Stack(app, 'North', { env: north }) };
  };

  it('a key and a topic of alarms', () => {
    const { app, north: there } = elsewhere();
    const key = Key.fromKeyArn(there, 'Key', 'arn:aws:kms:us-east-1:111122223333:key/1');
    let made = 0;
    const make = (props: object) => () => new Headroom(new Stack(app, `S${++made}`, { env }), 'H', props);
    expect(make({ encryptionKey: key })).toThrow(/^encryptionKey: is in us-east-1, and is used from eu-central-1/);
    const topic = Topic.fromTopicArn(there, 'Topic', 'arn:aws:sns:us-east-1:111122223333:on-call');
    expect(make({ alarmActions: [new SnsAction(topic)] })).toThrow(/^alarmActions: is in us-east-1/);
    // One that is made there has no ARN here, and the CDK says so first.
    expect(make({ alarmActions: [new SnsAction(new Topic(there, 'Made'))] })).toThrow(/cross-environment/);
  });

  it('a service whose scalable is made beside Headroom', () => {
    const { stack, headroom, north: there } = elsewhere();
    const target = new EcsServiceTarget(aService(there));
    expect(() => headroom.scale('web', target, settings({ scope: stack }))).toThrow(
      /^scalables\["web"\].region: North is in us-east-1/,
    );
  });

  it('a listener rule and a target group', () => {
    const { headroom } = elsewhere();
    const arn = (region: string, what: string) => `arn:aws:elasticloadbalancing:${region}:111122223333:${what}`;
    const rule = (region: string) => ({ listenerRuleArn: arn(region, 'listener-rule/app/shop/1/2/3') });
    const group = (region: string, name: string) => ({
      targetGroup: { targetGroupArn: arn(region, `targetgroup/${name}/1`) },
    });
    const balance = (at: string, of: string) => () =>
      headroom.balance(rule(at), { name: `${at}/x`, groups: { a: group(of, 'a'), b: group('eu-central-1', 'b') } });
    expect(balance('us-east-1', 'eu-central-1')).toThrow(/balancer: is in us-east-1/);
    expect(balance('eu-central-1', 'us-east-1')).toThrow(/groups\.a: is in us-east-1/);
  });

  it('a table of a shard, and a bucket that is imported into a stack of another Region', () => {
    const { stack, headroom, north: there } = elsewhere();
    const part = (name: string) => ({ name, type: AttributeType.STRING });
    const table = new Table(there, 'Table', { partitionKey: part('pk'), sortKey: part('sk') });
    const shards = { a: new DynamoDbTableShard(table) };
    expect(() => headroom.shard('orders', { shards })).toThrow(/shards\.a: is in us-east-1/);
    const bucket = Bucket.fromBucketAttributes(stack, 'Bucket', { bucketName: 'site-of-others', region: 'us-east-1' });
    const distribution = Distribution.fromDistributionAttributes(stack, 'D', { distributionId: 'E1', domainName: 'd' });
    expect(() => headroom.purge('site', { distribution, buckets: [{ bucket }] })).toThrow(/buckets: is in us-east-1/);
  });
});
