import { Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { AttributeType, StreamViewType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { SecurityGroup, Vpc } from 'aws-cdk-lib/aws-ec2';
import { AccountRootPrincipal, Role } from 'aws-cdk-lib/aws-iam';
import { beforeAll, describe, expect, it } from 'vitest';
import { type CacheProps, ElastiCacheNodeGroupsTarget, Headroom } from '../../../lib/index.ts';
import { anApp, env } from '../an-app.ts';

const nodes = { nodeType: 'cache.t4g.small' } as const;

function stackWith(props: (stack: Stack, vpc: Vpc) => CacheProps, name = 'orders') {
  const stack = new Stack(anApp(), 'Shared', { env });
  const vpc = new Vpc(stack, 'Vpc');
  const headroom = new Headroom(stack, 'Headroom');
  const cache = headroom.cache(name, props(stack, vpc));
  return { stack, vpc, headroom, cache };
}

const aTable = (stack: Stack, stream: StreamViewType | null = StreamViewType.KEYS_ONLY) =>
  new Table(stack, 'Rows', {
    partitionKey: { name: 'id', type: AttributeType.STRING },
    ...(stream !== null && { stream }),
  });

describe('nodes that are made', () => {
  let template: Template;
  beforeAll(() => {
    const { stack, cache } = stackWith((stack, vpc) => ({
      vpc,
      nodes,
      tables: [{ table: aTable(stack), keys: ['order/{id}'] }],
    }));
    cache.grantUse(new Role(stack, 'Application', { assumedBy: new AccountRootPrincipal() }));
    template = Template.fromStack(stack);
  });

  it('take TLS alone, keep nothing in the clear, and go with their stack', () => {
    template.hasResource('AWS::ElastiCache::ReplicationGroup', {
      Properties: {
        TransitEncryptionEnabled: true,
        TransitEncryptionMode: 'required',
        AtRestEncryptionEnabled: true,
        AutomaticFailoverEnabled: true,
        MultiAZEnabled: true,
        NumCacheClusters: 2,
        Engine: 'valkey',
      },
      DeletionPolicy: 'Delete',
      UpdatePolicy: { UseOnlineResharding: true },
    });
  });

  it('let in whom they know by IAM, on the keys of this cache alone, and nobody by default', () => {
    const access = 'on ~hv:{orders#* ~hc:{orders#* ~hl:{orders#* ~ht:{orders#* ~hu:{orders}:* -@all ';
    template.hasResourceProperties('AWS::ElastiCache::User', {
      AuthenticationMode: { Type: 'iam' },
      AccessString: Match.stringLikeRegexp(`^${access.replace(/[*{}]/g, '\\$&')}`),
    });
    template.hasResourceProperties('AWS::ElastiCache::User', { UserName: 'default', AccessString: 'off -@all' });
    template.resourceCountIs('AWS::SecretsManager::Secret', 0);
  });

  it('let applications log in to this group as this user, and to nothing else', () => {
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: [
          {
            Action: 'elasticache:Connect',
            Resource: [
              Match.stringLikeRegexp('^arn:aws:elasticache:eu-central-1:111122223333:user:orders-[0-9a-f]{8}$'),
              {
                'Fn::Join': ['', ['arn:aws:elasticache:eu-central-1:111122223333:replicationgroup:', Match.anyValue()]],
              },
            ],
          },
        ],
      },
      Roles: [{ Ref: Match.stringLikeRegexp('^Application') }],
    });
  });

  it('are reached by the function that invalidates, and by nobody else', () => {
    const rules = Object.values(template.findResources('AWS::EC2::SecurityGroupIngress'));
    expect(rules).toHaveLength(1);
    expect(rules[0]?.Properties).toMatchObject({ IpProtocol: 'tcp', Description: expect.stringContaining('changed') });
  });

  it('are told of changed rows by the stream, each tried until the stream forgets it, and then a person is', () => {
    template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      StartingPosition: 'TRIM_HORIZON',
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      MaximumRecordAgeInSeconds: 82_800,
      MaximumRetryAttempts: Match.absent(),
      DestinationConfig: { OnFailure: { Destination: Match.anyValue() } },
    });
  });
});

describe('headroom.cache', () => {
  it('spreads keys over a cluster where shards are said, and fails over in it always', () => {
    const { stack } = stackWith((_, vpc) => ({ vpc, nodes: { ...nodes, shards: 3, replicas: 0 } }));
    Template.fromStack(stack).hasResourceProperties('AWS::ElastiCache::ReplicationGroup', {
      NumNodeGroups: 3,
      ReplicasPerNodeGroup: 0,
      ClusterMode: 'enabled',
      AutomaticFailoverEnabled: true,
      MultiAZEnabled: false,
    });
  });

  it('makes a password where that is asked for, which the template does not hold', () => {
    const { stack } = stackWith((_, vpc) => ({ vpc, nodes: { ...nodes, login: 'password' } }));
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::ElastiCache::ReplicationGroup', {
      AuthToken: { 'Fn::Join': ['', Match.arrayWith(['{{resolve:secretsmanager:'])] },
    });
    template.resourceCountIs('AWS::ElastiCache::User', 0);
  });

  it('adopts what is there, and lets its function in', () => {
    const { stack } = stackWith((stack, vpc) => ({
      vpc,
      existing: {
        host: 'orders.example.com',
        login: { kind: 'iam', user: 'shop', cacheName: 'orders' },
        securityGroups: [SecurityGroup.fromSecurityGroupId(stack, 'Theirs', 'sg-0a1')],
      },
    }));
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::ElastiCache::ReplicationGroup', 0);
    template.hasResourceProperties('AWS::EC2::SecurityGroupIngress', { GroupId: 'sg-0a1', FromPort: 6379 });
  });

  it.each<[string, (stack: Stack, vpc: Vpc) => CacheProps, RegExp, string?]>([
    ['neither nodes nor what is there', (_, vpc) => ({ vpc }), /^caches\["orders"\]\.nodes: give nodes/],
    ['both', (_, vpc) => ({ vpc, nodes, existing: { host: 'a' } }), /^caches\["orders"\]\.nodes: give nodes/],
    ['no network for nodes', () => ({ nodes }), /^caches\["orders"\]\.vpc: is missing/],
    [
      'a type that is none',
      (_, vpc) => ({ vpc, nodes: { nodeType: 'db.t4g.small' } }),
      /^caches\["orders"\]\.nodeType: .*is not a type of node/,
    ],
    [
      'a name that is none',
      () => ({ existing: { host: 'a' } }),
      /^caches\["Orders_1"\]\.cache: "Orders_1" is not a name/,
      'Orders_1',
    ],
    [
      'a table without a stream',
      (stack) => ({ existing: { host: 'a' }, tables: [{ table: aTable(stack, null), keys: ['{id}'] }] }),
      /^caches\["orders"\]\.tables\[0\]\.table: has no stream/,
    ],
    [
      'no keys',
      (stack) => ({ existing: { host: 'a' }, tables: [{ table: aTable(stack), keys: [] }] }),
      /^caches\["orders"\]\.tables\[0\]\.keys: is empty/,
    ],
    [
      'a pattern that is none',
      (stack) => ({ existing: { host: 'a' }, tables: [{ table: aTable(stack), keys: ['order/id'] }] }),
      /^caches\["orders"\]\.tables\[0\]\.keys: "order\/id" is not a pattern/,
    ],
  ])('refuses %s', (_, props, says, name) => {
    expect(() => stackWith(props, name)).toThrow(says);
  });
});

describe('a cache whose node groups are scaled', () => {
  const missCost = { database: { service: 'shop', tier: 'db', usdPerHour: 0.58 } };
  const made = stackWith((_, vpc) => ({ vpc, nodes: { ...nodes, shards: 2 }, missCost, shrinksFirst: true }));
  const scalable = made.headroom.scale('shop/orders', new ElastiCacheNodeGroupsTarget(made.cache.replicationGroup), {
    bounds: { min: 1, max: 8 },
    readings: { pays: made.cache.nodeGroupsThatPay() },
    policies: [{ kind: 'target-tracking', reading: 'pays', of: 'demand', target: 1 }],
  });
  const template = Template.fromStack(made.stack);

  it('follows how many pay, looked at on schedule: no alarm tells how many there are', () => {
    expect(scalable.config.readings).toEqual({
      pays: expect.objectContaining({
        parts: [expect.objectContaining({ metricName: 'CacheNodeGroupsThatPay', dimensions: expect.anything() })],
      }),
    });
    expect(scalable.config).toMatchObject({ alarmName: null, leadSeconds: 1200 });
  });

  it('lets its function read what was found of the database, and take out what is used least', () => {
    template.hasResourceProperties('AWS::Lambda::Function', {
      Environment: {
        Variables: Match.objectLike({
          HEADROOM_CACHE_SHRINKS_FIRST: 'true',
          HEADROOM_CACHE_MISS_COST: JSON.stringify({ usdPerMillion: null, ...missCost }),
        }),
      },
    });
    template.hasResourceProperties('AWS::ElastiCache::User', {
      AccessString: Match.stringLikeRegexp(String.raw`\+scan \+object\|idletime \+unlink`),
    });
    const granted = JSON.stringify(template.findResources('AWS::IAM::Policy'));
    expect(granted).toContain('"dynamodb:LeadingKeys":["findings"]');
  });

  it('has no group of its own where it was there already', () => {
    const { cache } = stackWith(() => ({ existing: { host: 'cache.internal' } }));
    expect(() => cache.replicationGroup).toThrow(/nodes: is missing/);
  });
});
