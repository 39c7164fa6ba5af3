import { ArnFormat, RemovalPolicy, SecretValue, Stack, Token, Validations } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { Connections, Port, SecurityGroup, type SubnetSelection, SubnetType } from 'aws-cdk-lib/aws-ec2';
import { CfnReplicationGroup, CfnSubnetGroup, CfnUser, CfnUserGroup } from 'aws-cdk-lib/aws-elasticache';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { type NodesConfig, parseNodes } from '../../core/caching/config/cache-nodes.ts';
import type { CacheServerInput } from '../../core/caching/config/cache-server.ts';
import { InvalidInput } from '../../core/model/errors.ts';
import type { FunctionNetwork } from '../deployment/network.ts';
import { oneMinute } from '../deployment/periods.ts';
import { placeMark } from '../deployment/place-mark.ts';
import type { CachePlace } from './cache-place.ts';
import type { CacheNodes } from './cache-settings.ts';

interface NodesProps {
  readonly cache: string;
  readonly nodes: CacheNodes;
  readonly network: FunctionNetwork;
}

const port = 6379;
const whyNoPassword =
  'Users log in by IAM, with a token that lasts a quarter of an hour; there is no password to lose.';
/** Those that the scripts of the client were tried with, or newer ones of the same commands. */
const newest = { valkey: '8.0', redis: '7.1' } as const;
/** What a client does beside its scripts: it logs in, asks whether it is let in, and where keys are. */
const connecting = ['auth', 'hello', 'ping', 'quit', 'info', 'client|setname', 'cluster|slots', 'cluster|shards'];
/** What the client's scripts do. */
const scripted = ['eval', 'evalsha', 'mget', 'get', 'set', 'del', 'pexpire', 'time'];
/** What is done before nodes are taken away. */
const shrinking = ['scan', 'object|idletime', 'unlink'];

/**
 * What a user of a cache may do: its commands alone, on its own keys alone.
 * https://redis.io/docs/latest/operate/oss_and_stack/management/security/acl
 */
function accessOf(cache: string): string {
  const keys = ['hv', 'hc', 'hl', 'ht'].map((kind) => `~${kind}:{${cache}#*`);
  return [
    'on',
    ...keys,
    `~hu:{${cache}}:*`,
    '-@all',
    ...[...connecting, ...scripted, ...shrinking].map((one) => `+${one}`),
  ].join(' ');
}

/** A replication group of ElastiCache: TLS alone, and a login. */
export class MadeNodes extends Construct implements CachePlace {
  readonly server: CacheServerInput;
  readonly connections: { readonly connections: Connections };
  readonly port = port;
  readonly grants: readonly PolicyStatement[];
  readonly nodes: NodesConfig;
  readonly load: readonly Metric[];
  readonly group: CfnReplicationGroup;

  constructor(scope: Construct, id: string, { cache, nodes, network }: NodesProps) {
    super(scope, id);
    const { encryptionKey, ...said } = nodes;
    const config = parseNodes(said);
    this.nodes = config;
    const { vpc } = network;
    const securityGroup = new SecurityGroup(this, 'SecurityGroup', {
      vpc,
      description: `The cache ${cache}`,
      allowAllOutbound: false,
    });
    this.connections = {
      connections: new Connections({ securityGroups: [securityGroup], defaultPort: Port.tcp(port) }),
    };
    const login = config.login === 'iam' ? this.byIam(cache) : this.byPassword(cache);
    const subnets = new CfnSubnetGroup(this, 'Subnets', {
      description: `Where the cache ${cache} stands`,
      subnetIds: [...vpc.selectSubnets(network.vpcSubnets ?? inside(network)).subnetIds],
    });
    this.group = new CfnReplicationGroup(this, 'Nodes', {
      replicationGroupDescription: `The cache ${cache}`,
      ...sizeOf(config),
      cacheSubnetGroupName: subnets.ref,
      securityGroupIds: [securityGroup.securityGroupId],
      port,
      transitEncryptionEnabled: true,
      transitEncryptionMode: 'required',
      atRestEncryptionEnabled: true,
      ...(encryptionKey !== undefined && { kmsKeyId: encryptionKey.keyArn }),
      autoMinorVersionUpgrade: true,
      ...login.properties,
    });
    if (config.login === 'iam')
      Validations.of(this.group).acknowledge({ id: 'AwsSolutions-AEC6', reason: whyNoPassword });
    this.group.cfnOptions.updatePolicy = { useOnlineResharding: true };
    // What a cache holds is in the database too.
    this.group.applyRemovalPolicy(RemovalPolicy.DESTROY);
    const isCluster = config.shards !== null;
    const { attrPrimaryEndPointPort, attrConfigurationEndPointPort } = this.group;
    this.server = {
      host: isCluster ? this.group.attrConfigurationEndPointAddress : this.group.attrPrimaryEndPointAddress,
      port: Token.asNumber(isCluster ? attrConfigurationEndPointPort : attrPrimaryEndPointPort),
      cluster: isCluster,
      tls: true,
      login: login.by(this.group.ref),
    };
    this.grants = login.grants(this.group.ref);
    this.load = this.metrics(config);
  }

  /** The one who logs in by IAM, and nobody else: the user that is there by default is turned off. */
  private byIam(cache: string): Login {
    const stack = Stack.of(this);
    const userId = `${cache}-${placeMark(this)}`;
    // Its engine is Redis for both: groups of it are taken by Valkey too, and the default user by these alone.
    const user = new CfnUser(this, 'User', {
      engine: 'redis',
      userId,
      userName: userId,
      accessString: accessOf(cache),
      authenticationMode: { Type: 'iam' },
    });
    const nobody = new CfnUser(this, 'Nobody', {
      engine: 'redis',
      userId: `${userId}-d`,
      userName: 'default',
      accessString: 'off -@all',
      noPasswordRequired: true,
    });
    const users = new CfnUserGroup(this, 'Users', {
      engine: 'redis',
      userGroupId: userId,
      userIds: [user.ref, nobody.ref],
    });
    const arn = (resource: string, resourceName: string) =>
      stack.formatArn({ service: 'elasticache', resource, resourceName, arnFormat: ArnFormat.COLON_RESOURCE_NAME });
    return {
      properties: { userGroupIds: [users.ref] },
      by: (cacheName) => ({ kind: 'iam', user: userId, cacheName }),
      grants: (name) => [
        new PolicyStatement({
          actions: ['elasticache:Connect'],
          resources: [arn('replicationgroup', name), arn('user', userId)],
        }),
      ],
    };
  }

  private byPassword(cache: string): Login {
    const secret = new Secret(this, 'Password', {
      description: `The password of the cache ${cache}`,
      // https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth.html has which characters it may have.
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
    });
    return {
      properties: { authToken: SecretValue.secretsManager(secret.secretArn).unsafeUnwrap() },
      by: () => ({ kind: 'password', secretArn: secret.secretArn }),
      grants: () => [
        new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: [secret.secretArn] }),
      ],
    };
  }

  private metrics({ shards }: NodesConfig): readonly Metric[] {
    const metric = (metricName: string, statistic: string, label: string) =>
      new Metric({
        namespace: 'AWS/ElastiCache',
        metricName,
        dimensionsMap: { CacheClusterId: `${this.group.ref}${shards === null ? '-001' : '-0001-001'}` },
        statistic,
        period: oneMinute,
        label,
      });
    return [
      metric('DatabaseMemoryUsagePercentage', 'Maximum', 'memory of the first node, percent'),
      metric('EngineCPUUtilization', 'Maximum', 'its engine, percent'),
    ];
  }
}

interface Login {
  readonly properties: { readonly userGroupIds: string[] } | { readonly authToken: string };
  by(cacheName: string): CacheServerInput['login'];
  grants(cacheName: string): readonly PolicyStatement[];
}

function sizeOf({ nodeType, shards, replicas, engine, engineVersion }: NodesConfig) {
  const count =
    shards === null ? { numCacheClusters: 1 + replicas } : { numNodeGroups: shards, replicasPerNodeGroup: replicas };
  return {
    engine,
    engineVersion: engineVersion ?? newest[engine],
    cacheNodeType: nodeType,
    ...count,
    ...(shards !== null && { clusterMode: 'enabled' }),
    // In a cluster it is always on.
    automaticFailoverEnabled: shards !== null || replicas > 0,
    multiAzEnabled: replicas > 0,
  };
}

/** Isolated subnets where there are some, else the private ones: a cache is never seen from outside. */
function inside({ vpc }: FunctionNetwork): SubnetSelection {
  if (vpc.isolatedSubnets.length > 0) return { subnetType: SubnetType.PRIVATE_ISOLATED };
  if (vpc.privateSubnets.length > 0) return { subnetType: SubnetType.PRIVATE_WITH_EGRESS };
  throw new InvalidInput('vpc', 'has no private subnets; give one that has, or say which by vpcSubnets');
}
