import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { Distribution } from 'aws-cdk-lib/aws-cloudfront';
import { type IVpc, Peer, Port, SecurityGroup, SubnetType, Vpc } from 'aws-cdk-lib/aws-ec2';
import { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import {
  AuroraPostgresEngineVersion,
  ClusterInstance,
  DatabaseCluster,
  DatabaseClusterEngine,
} from 'aws-cdk-lib/aws-rds';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { describe, expect, it } from 'vitest';
import { bundledFunctions } from '../../lib/deployment/endpoints.ts';
import { isDoneByOthers } from '../../lib/deployment/service-endpoints.ts';
import {
  AuroraReadersTarget,
  AutoScalingGroupTarget,
  CloudFrontCdn,
  EcsServiceTarget,
  ElastiCacheReplicasTarget,
  ElastiCacheServerlessTarget,
  endpointsOf,
  FastlyCdn,
  Headroom,
  type HeadroomProps,
  KubernetesTarget,
  LambdaEventSourceTarget,
  lambdaReading,
  PostgresServer,
  PostgresShard,
  prometheusReading,
  type ScaleProps,
} from '../../lib/index.ts';
import { sourceFiles } from '../architecture/source-file.ts';
import { clientsOf } from '../clients-of.ts';
import { anApp, env, resources, root } from './an-app.ts';
import { type Deployed, resourcesOf, templatesOf } from './any-app/templates.ts';
import { withEndpoints } from './endpoints-table.ts';
import { settings } from './scaling/a-target.ts';

const engine = DatabaseClusterEngine.auroraPostgres({ version: AuroraPostgresEngineVersion.VER_16_13 });
const vpcSubnets = { subnetType: SubnetType.PRIVATE_ISOLATED };
const writer = ClusterInstance.serverlessV2('Writer');

const isolated = [{ name: 'inside', subnetType: SubnetType.PRIVATE_ISOLATED, cidrMask: 24 }];

const sizes: ScaleProps['sizes'] = {
  change: 'on',
  configured: 't4g.small',
  ladder: [
    { size: 't4g.small', serves: 1, usdPerHour: 0.0168 },
    { size: 't4g.medium', serves: 2, usdPerHour: 0.0336 },
  ],
  windows: [{ from: '02:00', to: '05:00' }],
};

/** Headroom in a VPC without a way out. */
function inside(props: (vpc: Vpc) => HeadroomProps = () => ({}), natGateways = 0) {
  const app = anApp();
  const stack = new Stack(app, 'Shared', { env });
  const vpc = new Vpc(
    stack,
    'Vpc',
    natGateways === 0 ? { subnetConfiguration: isolated, natGateways } : { natGateways },
  );
  const headroom = new Headroom(stack, 'Headroom', { vpc, ...props(vpc) });
  return { app, stack, vpc, headroom };
}

/** With everything that any function of a deployment may be asked to do. */
function everything() {
  const made = inside();
  const { stack, vpc, headroom } = made;
  const told = lambdaReading(LambdaFunction.fromFunctionName(stack, 'Told', 'told'));
  const workspaceArn = `arn:aws:aps:${env.region}:${env.account}:workspace/ws-1`;
  const workspace = {
    attrArn: workspaceArn,
    attrPrometheusEndpoint: 'https://aps-workspaces.example.com/workspaces/ws-1/',
  };
  const asked = prometheusReading({ workspace }, 'up');
  const token = new Secret(stack, 'Token');
  const guarded = prometheusReading({ url: 'https://prometheus.example.com', token }, 'up');
  const tuned = { kind: 'tuned', reading: 'told', strain: { utilisation: 'told' } } as const;
  headroom.scale(
    'web',
    AutoScalingGroupTarget.fromName('web'),
    settings({ shiftedBy: 'itself', warmPool: { readyBy: 'image' } }),
  );
  const templated = { launchTemplateId: 'lt-1', instanceRoleArn: `arn:aws:iam::${env.account}:role/sized` };
  headroom.scale('sized', AutoScalingGroupTarget.fromName('sized', templated), settings({ sizes }));
  headroom.scale('worker', EcsServiceTarget.fromNames('shop', 'worker'), settings());
  headroom.scale('sessions', new ElastiCacheReplicasTarget({ replicationGroupId: 'sessions' }), settings());
  headroom.scale('readers', new AuroraReadersTarget({ dbClusterIdentifier: 'orders' }), settings());
  const baskets = new ElastiCacheServerlessTarget({ serverlessCacheName: 'baskets' }, { limit: 'ecpu' });
  headroom.scale('baskets', baskets, settings());
  const mail = LambdaEventSourceTarget.fromUuid('u-1', { polling: 'MaximumConcurrency' });
  headroom.scale('mail', mail, settings());
  headroom.scale('pods', KubernetesTarget.fromNames('shop', { namespace: 'shop', name: 'web' }), settings());
  headroom.scale(
    'api',
    AutoScalingGroupTarget.fromName('api'),
    settings({ readings: { told, asked, guarded }, policies: [tuned] }),
  );
  const arn = `arn:aws:elasticloadbalancing:${env.region}:${env.account}`;
  const group = (name: string) => ({ targetGroup: { targetGroupArn: `${arn}:targetgroup/${name}/1` } });
  const listenerRuleArn = `${arn}:listener-rule/app/shop/1/2/3`;
  headroom.balance({ listenerRuleArn }, { name: 'shop', groups: { a: group('a'), b: group('b') } });
  const cdn = new FastlyCdn({ serviceId: 'S1', host: 'www.example.com', secret: new Secret(stack, 'Key') });
  const attributes = { distributionId: 'E1', domainName: 'd1.cloudfront.net' };
  const distribution = Distribution.fromDistributionAttributes(stack, 'Site', attributes);
  headroom.purge('shop', { cdn: new CloudFrontCdn(distribution) });
  headroom.purge('site', { cdn, buckets: [{ bucket: new Bucket(stack, 'Bucket') }] });
  const shard = (id: string) =>
    PostgresShard.fromCluster(new DatabaseCluster(stack, id, { engine, vpc, vpcSubnets, writer }), {
      database: 'orders',
    });
  headroom.shard('orders', { shards: { a: shard('A'), b: shard('B') } });
  const cluster = new DatabaseCluster(stack, 'Db', { engine, vpc, vpcSubnets, writer });
  headroom.indexes('shop/db', { servers: [PostgresServer.fromCluster(cluster, { database: 'db' })] });
  return made;
}

const warnings = (stack: Stack) =>
  Annotations.fromStack(stack)
    .findWarning('*', Match.stringLikeRegexp('known to have a NAT gateway'))
    .map(({ entry }) => String(entry.data));

const namesOf = (vpc: IVpc) => {
  const { gateways, interfaces, internet } = endpointsOf(vpc);
  return { gateways: Object.keys(gateways), interfaces: Object.keys(interfaces), internet };
};

/** The services that each function's role allows something of, by the prefixes of their actions. */
function allowedOf(all: readonly Deployed[]): ReadonlyMap<string, ReadonlySet<string>> {
  const functions = all.filter(({ type }) => type === 'AWS::Lambda::Function');
  const bundles = new Map(
    functions.flatMap(({ properties: { Role, Environment } }) => {
      const { Variables } = (Environment ?? {}) as { readonly Variables?: Readonly<Record<string, string>> };
      const bundle = Variables?.POWERTOOLS_SERVICE_NAME;
      return bundle === undefined ? [] : [[String(Role).replace(/\.Arn>$/, '>'), bundle] as const];
    }),
  );
  const allowed = new Map<string, Set<string>>();
  const add = (role: string, document: unknown) => {
    const bundle = bundles.get(role);
    if (bundle === undefined) return;
    const known = allowed.get(bundle) ?? new Set<string>();
    allowed.set(bundle, known);
    const { Statement } = document as { Statement: { Effect: string; Action: string | string[] }[] };
    const actions = Statement.filter(({ Effect }) => Effect === 'Allow').flatMap(({ Action }) => Action);
    for (const action of actions.filter((one) => !isDoneByOthers(one))) known.add(action.split(':')[0] ?? '');
  };
  for (const { stack, id, type, properties } of all) {
    if (type === 'AWS::IAM::Role')
      for (const { PolicyDocument } of (properties.Policies ?? []) as { PolicyDocument: unknown }[])
        add(`<${stack}.${id}>`, PolicyDocument);
    if (type === 'AWS::IAM::Policy')
      for (const role of properties.Roles as string[]) add(role, properties.PolicyDocument);
  }
  return allowed;
}

/** The prefix of the actions of a client's service, where it is not the client's own name. */
const prefixOf: Readonly<Record<string, string>> = {
  'application-auto-scaling': 'application-autoscaling',
  'auto-scaling': 'autoscaling',
  'elastic-load-balancing-v2': 'elasticloadbalancing',
  eventbridge: 'events',
  'secrets-manager': 'secretsmanager',
  sfn: 'states',
};

/** What a function could load and never does. */
const neverLoaded: Readonly<Record<string, readonly string[]>> = {
  // It puts back bounds and pools, and leaves sizes as they are.
  'config-writer': ['ec2', 'cloudwatch'],
  // A balance reads metrics of its load balancer alone.
  'load-balancer': ['lambda', 'secretsmanager'],
  // The catalogue of shards can measure; the mover does not.
  'shard-mover': ['cloudwatch'],
};

/** What is reached without a client of AWS: over HTTP, signed by ourselves, by CloudFormation, or with a key of a CDN. */
const withoutClient: Readonly<Record<string, readonly string[]>> = {
  'cdn-purger': ['CDNs'],
  'config-writer': ['s3'],
  'release-rehearser': ['s3'],
  'policy-tuner': ['aps'],
  'resource-allocator': ['aps', 'arc-zonal-shift'],
  'test-event-writer': ['s3'],
};

describe('what functions reach', () => {
  it('is what their roles allow: each service that a function loads a client of, and no other', () => {
    const { app } = everything();
    const files = new Map(sourceFiles(['functions', 'adapters', 'core', 'sim']).map((one) => [one.file, one]));
    const reaches = new Map(bundledFunctions(app).map((one) => [one.bundle, one.reaches]));
    const allowed = allowedOf(resourcesOf(templatesOf(app)));
    expect(allowed.size).toBe(12);
    for (const [bundle, services] of allowed) {
      const own = [...services];
      const clients = clientsOf(`functions/${bundle}/handler.ts`, files).map((one) => prefixOf[one] ?? one);
      const asked = clients.filter((one) => !neverLoaded[bundle]?.includes(one));
      expect([bundle, ...new Set([...own, ...(reaches.get(bundle) ?? [])])].sort()).toEqual(
        [bundle, ...asked, ...(withoutClient[bundle] ?? [])].sort(),
      );
    }
  });

  it('is told for a VPC by what stands in it, by gateway, by interface and by nothing but the internet', () => {
    expect(namesOf(everything().vpc)).toEqual({
      gateways: ['dynamodb', 's3'],
      interfaces: [
        ...['application-autoscaling', 'aps', 'autoscaling', 'cloudwatch', 'ec2', 'ecs', 'eks', 'elasticache'],
        ...['elasticloadbalancing', 'events', 'lambda'],
        ...['rds', 'schemas', 'secretsmanager', 'sqs', 'states'],
      ],
      internet: ['CDNs', 'arc-zonal-shift', 'cloudfront'],
    });
  });

  it('is no more than what the capabilities in use take', () => {
    const { vpc, headroom } = inside(() => ({ testEvents: false }));
    const alone = { gateways: ['dynamodb', 's3'], interfaces: ['cloudwatch', 'events', 'lambda', 'sqs'], internet: [] };
    expect(namesOf(vpc)).toEqual(alone);
    headroom.scale('web', AutoScalingGroupTarget.fromName('web'), settings());
    expect(namesOf(vpc)).toEqual({ ...alone, interfaces: ['autoscaling', 'cloudwatch', 'events', 'lambda', 'sqs'] });
    expect(namesOf(new Vpc(Stack.of(vpc), 'Other', { maxAzs: 1 }))).toEqual({
      gateways: [],
      interfaces: [],
      internet: [],
    });
  });
});

describe('the warning of subnets without a NAT gateway', () => {
  it('names the endpoints that are missing, and goes once they are there', () => {
    const { stack, vpc } = inside(() => ({ testEvents: false }));
    const { gateways, interfaces } = endpointsOf(vpc);
    vpc.addInterfaceEndpoint('sqs', { service: interfaces.sqs as never });
    expect(warnings(stack)).toEqual([
      expect.stringContaining(
        'they need gateway endpoints for dynamodb, s3 and interface endpoints for monitoring, events, lambda;',
      ),
    ]);
    const again = inside(() => ({ testEvents: false }));
    for (const [id, service] of Object.entries(gateways)) again.vpc.addGatewayEndpoint(id, { service });
    for (const [id, service] of Object.entries(interfaces)) again.vpc.addInterfaceEndpoint(id, { service });
    expect(warnings(again.stack)).toEqual([]);
  });

  it('says that nothing but a NAT gateway leads to what has no endpoint', () => {
    const { stack, headroom } = inside();
    headroom.purge('site', {
      cdn: new FastlyCdn({ serviceId: 'S1', host: 'a.example', secret: new Secret(stack, 'Key') }),
    });
    expect(warnings(stack)).toEqual([
      expect.stringContaining('; CDNs has no endpoint, so give them subnets with a NAT'),
    ]);
  });

  it('is not given where there is one, or no VPC', () => {
    expect(warnings(inside(() => ({}), 1).stack)).toEqual([]);
    expect(warnings(inside(() => ({ vpc: undefined as never })).stack)).toEqual([]);
  });
});

describe('a deployment in a VPC', () => {
  it('has all its functions there, those of a keyspace too, and a security group that lets nothing in', () => {
    const { stack } = everything();
    const functions = resources(stack, 'AWS::Lambda::Function').filter(({ Properties }) => 'Environment' in Properties);
    expect(functions.length).toBe(12);
    for (const { Properties } of functions) expect(Properties).toHaveProperty('VpcConfig.SubnetIds');
    const groups = resources(stack, 'AWS::EC2::SecurityGroup').filter(({ Properties }) =>
      String(Properties.GroupDescription).startsWith('Functions'),
    );
    expect(groups).toHaveLength(2);
    for (const { Properties } of groups) expect(Properties).not.toHaveProperty('SecurityGroupIngress');
    const out = groups.flatMap(({ Properties }) => Properties.SecurityGroupEgress as { FromPort: number }[]);
    expect(out.map(({ FromPort }) => FromPort)).toEqual([443, 443]);
  });

  it('lets Lambda make network interfaces, and the code of the function not', () => {
    const { stack } = everything();
    const statements = resources(stack, 'AWS::IAM::Policy')
      .flatMap(({ Properties }) => (Properties.PolicyDocument as { Statement: Record<string, unknown>[] }).Statement)
      .filter(({ Effect }) => Effect === 'Deny');
    expect(statements).toHaveLength(12);
    for (const one of statements)
      expect(one).toMatchObject({
        Action: expect.arrayContaining(['ec2:CreateNetworkInterface', 'ec2:DeleteNetworkInterface']),
        Condition: { ArnEquals: { 'lambda:SourceFunctionArn': expect.anything() } },
      });
  });

  it('is let out to what it is told to reach', () => {
    const { stack, vpc, headroom } = inside();
    const prometheus = new SecurityGroup(stack, 'Prometheus', { vpc });
    headroom.connections.allowTo(prometheus, Port.tcp(9090));
    const ways = resources(stack, 'AWS::EC2::SecurityGroupIngress');
    expect(ways.map(({ Properties }) => Properties.FromPort)).toEqual([9090]);
    expect(() => new Headroom(new Stack(anApp(), 'S', { env }), 'Headroom').connections).toThrow(/^vpc: is missing/);
  });

  it('needs to be told where gateway endpoints are once it is told where AWS is', () => {
    const awsPeer = Peer.securityGroupId('sg-0123456789abcdef0');
    expect(() => inside(() => ({ awsPeer }))).toThrow(/^dynamoDbPeer: is missing; a gateway endpoint has no security/);
    const dynamoDbPeer = Peer.prefixList('pl-6da54004');
    expect(() => inside(() => ({ awsPeer, dynamoDbPeer }))).toThrow(/^s3Peer: is missing; a gateway endpoint/);
    expect(() => inside(() => ({ awsPeer, dynamoDbPeer, s3Peer: awsPeer }))).not.toThrow();
  });

  it('is refused in parts, without a VPC', () => {
    expect(() => new Headroom(new Stack(anApp(), 'S', { env }), 'Headroom', { vpcSubnets })).toThrow(
      /^vpc: is missing; vpcSubnets belongs to the VPC that functions run in/,
    );
  });
});

it('docs/vpc.md tells what each thing needs, as it is deployed; npm run house writes it', () => {
  const page = readFileSync(join(root, 'docs', 'vpc.md'), 'utf8');
  expect(withEndpoints(page)).toBe(page);
});
