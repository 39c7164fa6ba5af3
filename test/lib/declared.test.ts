import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Distribution } from 'aws-cdk-lib/aws-cloudfront';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Peer, Subnet, Vpc } from 'aws-cdk-lib/aws-ec2';
import { Role } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { parseConfig } from '../../core/capabilities.ts';
import { type DeploymentInput, parseDeployment, subjectsOf } from '../../core/config.ts';
import { type DeploymentSettings, settingNames } from '../../core/deployment-settings.ts';
import { configuredCapabilities, nounOf } from '../../core/model/capability-name.ts';
import { type DeclaredRoom, declaredNoun, declaredRooms } from '../../core/model/declared-rooms.ts';
import { cdnSchemas } from '../../core/purging/config/cdn-kinds.ts';
import { targetKinds } from '../../core/scaling/config/target-kinds.ts';
import { shardSchemas } from '../../core/sharding/config/shard-kinds.ts';
import {
  type BalanceProps,
  type CachedRows,
  type CacheNodes,
  type CacheProps,
  type CloudFrontCdnOptions,
  type CloudflareCdnProps,
  type DynamoDbTableShardOptions,
  declared,
  type EcsServiceTargetOptions,
  type ExistingCache,
  type FastlyCdnProps,
  Headroom,
  type HeadroomProps,
  type IndexProps,
  type KeyspaceProps,
  type KubernetesTargetOptions,
  type PostgresHost,
  type PostgresShardOptions,
  type PurgeBucket,
  type PurgeProps,
  type ScaleProps,
} from '../../lib/index.ts';
import { rigOf } from '../laws/capability-rig.ts';
import { anApp, env } from './an-app.ts';
import { type DeclaredRig, rigs } from './declared/declared-rig.ts';

function aStack(): Stack {
  return new Stack(anApp(), 'Shared', { env });
}

function byConfig(input: DeploymentInput): object {
  const stack = aStack();
  declared(stack, 'Headroom', parseDeployment(input));
  return Template.fromStack(stack).toJSON();
}

function byConstructs(room: DeclaredRoom, { make }: DeclaredRig): object {
  const stack = aStack();
  const headroom = new Headroom(stack, 'Headroom');
  make(headroom, (name) => new Construct(headroom, `Imported-${declaredNoun(room)}-${name}`));
  return Template.fromStack(stack).toJSON();
}

describe.each(declaredRooms)('%s in a config file', (room) => {
  const [, { rig }] = rigs.find(([name]) => name === room) ?? ['', { rig: null }];

  it('deploys to the same template as the constructs do with the same settings', () => {
    expect(rig).not.toBeNull();
    if (rig !== null) expect(byConfig(rig.input)).toEqual(byConstructs(room, rig));
  });
});

describe.each(configuredCapabilities)('%s in a config file', (capability) => {
  it('takes every config that is stored', async () => {
    const { name, config } = rigOf(capability).example;
    const parsed = parseDeployment({ [`${nounOf(capability)}s`]: { [name]: config } });
    const [found] = subjectsOf(parsed, capability);
    expect(found?.subject.config).toEqual(await parseConfig(capability, name, config));
  });
});

it('says every kind of target, CDN and shard that there is', () => {
  const told = JSON.stringify(rigs.map(([, { rig }]) => rig.input));
  const kinds = [targetKinds, cdnSchemas, shardSchemas].flatMap((all) => Object.keys(all));
  expect(kinds.filter((kind) => !told.includes(`"kind":"${kind}"`))).toEqual([]);
});

describe('what a config file says of the deployment', () => {
  const settings = {
    alarmActions: ['on-call', 'arn:aws:sns:eu-central-1:111122223333:pager'],
    runbooks: 'https://wiki.example.com/headroom/',
    removalPolicy: 'destroy',
    encryptionKeyArn: 'arn:aws:kms:eu-central-1:111122223333:key/1234-abcd',
    logRetentionDays: 90,
    dashboard: false,
    grantBy: 'tag',
    purgeWindowSeconds: 60,
    contentFrom: ['111122223333', '444455556666'],
    testEvents: false,
    network: {
      vpcId: 'vpc-0a1',
      subnetIds: ['subnet-0a2'],
      awsPeer: '10.0.0.0/16',
      dynamoDbPeer: 'pl-1',
      s3Peer: 'pl-2',
    },
    readers: ['developer'],
    operators: ['on-call'],
  } as const satisfies DeploymentSettings;

  it('deploys to the same template as the construct does with the same settings', () => {
    expect(Object.keys(settings).sort()).toEqual([...settingNames].sort());
    const site = { site: { cdn: { kind: 'cloudfront', distributionId: 'E1' } } } as const;
    const stack = aStack();
    const headroom = new Headroom(stack, 'Headroom', {
      deploymentName: 'shop',
      alarmActions: ['on-call', 'pager'].map(
        (name) => new SnsAction(Topic.fromTopicArn(stack, name, `arn:aws:sns:eu-central-1:111122223333:${name}`)),
      ),
      runbooks: settings.runbooks,
      removalPolicy: RemovalPolicy.DESTROY,
      encryptionKey: Key.fromKeyArn(stack, 'Key', settings.encryptionKeyArn),
      logRetention: RetentionDays.THREE_MONTHS,
      dashboard: false,
      grantBy: 'tag',
      purgeWindow: Duration.minutes(1),
      contentFrom: settings.contentFrom,
      testEvents: false,
      vpc: Vpc.fromVpcAttributes(stack, 'Vpc', { vpcId: 'vpc-0a1', availabilityZones: ['eu-central-1a'] }),
      vpcSubnets: { subnets: [Subnet.fromSubnetId(stack, 'Subnet', 'subnet-0a2')] },
      awsPeer: Peer.ipv4('10.0.0.0/16'),
      dynamoDbPeer: Peer.prefixList('pl-1'),
      s3Peer: Peer.prefixList('pl-2'),
    });
    const imported = new Construct(headroom, 'Imported-purge-site');
    const attributes = { distributionId: 'E1', domainName: 'x.example.com' };
    headroom.purge('site', { distribution: Distribution.fromDistributionAttributes(imported, 'Site', attributes) });
    const people = new Construct(headroom, 'People');
    headroom.grantRead(Role.fromRoleName(people, 'Role-developer', 'developer'));
    headroom.grantOperate(Role.fromRoleName(people, 'Role-on-call', 'on-call'));
    const made: object = Template.fromStack(stack).toJSON();
    expect(byConfig({ deployment: 'shop', ...settings, purges: site })).toEqual(made);
  });
});

type Keys<T> = T extends unknown ? keyof T : never;
type Input = { readonly [Section in keyof DeploymentInput]: NonNullable<DeploymentInput[Section]> };
type One<Section extends 'scalables' | 'balances' | 'purges' | 'keyspaces' | 'databases' | 'caches'> = NonNullable<
  Input[Section]
>[string];
type OfKind<T, Kind extends string> = Extract<T, { readonly kind: Kind }>;

/**
 * What a construct takes and a config file cannot say: the compiler tells here where there is any more of it. Constructs have
 * a `scope`, of which a config has none; and what is a construct there is named here.
 */
interface Unsaid {
  readonly deployment: Exclude<
    Keys<HeadroomProps>,
    | Keys<DeploymentSettings>
    | (Network | 's3Peer')
    | Extract<Keys<DeploymentInput>, 'sinks'>
    | ('deploymentName' | 'encryptionKey' | 'logRetention' | 'purgeWindow' | 'local')
  >;
  readonly scalable: Exclude<Keys<ScaleProps>, Keys<One<'scalables'>> | 'scope'>;
  readonly ecsService: Exclude<Keys<EcsServiceTargetOptions>, Keys<OfKind<One<'scalables'>['target'], 'ecs-service'>>>;
  /** The construct of a cluster applies manifests, of which a config file knows the name alone. */
  readonly kubernetes: Exclude<
    Keys<KubernetesTargetOptions>,
    Keys<OfKind<One<'scalables'>['target'], 'kubernetes-workload'>> | 'applyRole'
  >;
  readonly balance: Exclude<Keys<BalanceProps>, Keys<One<'balances'>> | 'scope' | 'name'>;
  readonly purge: Exclude<
    Keys<PurgeProps>,
    Keys<One<'purges'>> | 'scope' | 'distribution' | Keys<CloudFrontCdnOptions>
  >;
  readonly bucket: Exclude<Keys<PurgeBucket>, Keys<NonNullable<One<'purges'>['buckets']>[number]> | 'turnEventsOn'>;
  /** A distribution that is named cannot be opted in to tags. */
  readonly cloudFront: Exclude<
    Keys<CloudFrontCdnOptions>,
    Keys<OfKind<One<'purges'>['cdn'], 'cloudfront'>> | 'cacheTagHeader'
  >;
  readonly fastly: Exclude<Keys<FastlyCdnProps>, Keys<OfKind<One<'purges'>['cdn'], 'fastly'>> | 'secret'>;
  readonly cloudflare: Exclude<Keys<CloudflareCdnProps>, Keys<OfKind<One<'purges'>['cdn'], 'cloudflare'>> | 'secret'>;
  readonly keyspace: Exclude<Keys<KeyspaceProps>, Keys<One<'keyspaces'>> | Network | 'scope'>;
  readonly postgres: Exclude<
    Keys<PostgresShardOptions>,
    Keys<OfKind<Shard, 'postgres'>> | 'ownerSecret' | 'applicationSecret'
  >;
  readonly cache: Exclude<Keys<CacheProps>, Keys<One<'caches'>> | Network | 'scope'>;
  readonly nodes: Exclude<Keys<CacheNodes>, Keys<NonNullable<One<'caches'>['nodes']>> | 'encryptionKey'>;
  readonly existing: Exclude<
    Keys<ExistingCache> | Keys<NonNullable<ExistingCache['login']>>,
    Keys<Existing> | Keys<NonNullable<Existing['login']>> | 'secret' | 'securityGroups'
  >;
  readonly rows: Exclude<Keys<CachedRows>, Keys<NonNullable<One<'caches'>['tables']>[number]> | 'table'>;
  readonly database: Exclude<Keys<IndexProps>, Keys<One<'databases'>> | 'scope'>;
  readonly server: Exclude<Keys<PostgresHost>, Keys<One<'databases'>['servers'][number]> | 'secret' | 'connections'>;
  readonly table: Exclude<Keys<DynamoDbTableShardOptions>, Keys<OfKind<Shard, 'dynamodb-table'>>>;
}
type Network = 'vpc' | 'vpcSubnets' | 'securityGroups' | 'awsPeer' | 'dynamoDbPeer';
type Existing = NonNullable<One<'caches'>['existing']>;
type Shard = One<'keyspaces'>['shards'][string];

it('leaves nothing unsaid that the constructs take', () => {
  expectTypeOf<Unsaid[keyof Unsaid]>().toEqualTypeOf<never>();
});
