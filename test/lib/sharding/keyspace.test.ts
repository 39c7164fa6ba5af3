import { Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { AttributeType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { InstanceType, Vpc } from 'aws-cdk-lib/aws-ec2';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  AuroraPostgresEngineVersion,
  ClusterInstance,
  DatabaseCluster,
  DatabaseClusterEngine,
  DatabaseInstance,
  DatabaseInstanceEngine,
  MysqlEngineVersion,
  PostgresEngineVersion,
} from 'aws-cdk-lib/aws-rds';
import { AwsSolutionsChecks } from 'cdk-nag';
import { describe, expect, it } from 'vitest';
import { DynamoDbTableShard, type KeyspaceProps, PostgresShard, ShardParameters } from '../../../lib/index.ts';
import { aHeadroom, env, resources } from '../an-app.ts';

const engine = DatabaseClusterEngine.auroraPostgres({ version: AuroraPostgresEngineVersion.VER_16_13 });

/** Two tables as shards. */
function onTables(props: Partial<KeyspaceProps> = {}) {
  const { app, stack: shared, headroom } = aHeadroom();
  const stack = new Stack(app, 'Data', { env });
  const key = (name: string) => ({ name, type: AttributeType.STRING });
  const [a, b] = ['A', 'B'].map((id) => new Table(stack, id, { partitionKey: key('pk'), sortKey: key('sk') })) as [
    Table,
    Table,
  ];
  const shards = { a: new DynamoDbTableShard(a), b: new DynamoDbTableShard(b, { weight: 2 }) };
  const keyspace = headroom.shard('orders', { scope: stack, shards, ...props });
  return { app, shared, stack, headroom, keyspace, tables: { a, b } };
}

/** An Aurora cluster and an RDS instance as shards. */
function onServers() {
  const { app, stack: shared, headroom } = aHeadroom();
  const stack = new Stack(app, 'Data', { env });
  const vpc = new Vpc(stack, 'Vpc', { maxAzs: 2 });
  const cluster = new DatabaseCluster(stack, 'Cluster', {
    engine,
    vpc,
    writer: ClusterInstance.serverlessV2('Writer'),
  });
  const instance = new DatabaseInstance(stack, 'Instance', {
    engine: DatabaseInstanceEngine.postgres({ version: PostgresEngineVersion.VER_16 }),
    instanceType: new InstanceType('t4g.medium'),
    vpc,
  });
  const shards = {
    a: PostgresShard.fromCluster(cluster, { database: 'orders' }),
    b: PostgresShard.fromInstance(instance, { database: 'orders' }),
  };
  const make = () => headroom.shard('orders', { scope: stack, vpc, shards });
  return { app, shared, stack, headroom, vpc, shards, make };
}

const documentsOf = (stack: Stack) =>
  resources(stack, 'AWS::IAM::Policy').map(({ Properties }) => JSON.stringify(Properties));

describe('a keyspace', () => {
  const { stack, shared, keyspace } = onTables();
  const application = new Role(stack, 'Application', { assumedBy: new ServicePrincipal('ecs-tasks.amazonaws.com') });
  keyspace.grantRoute(application);
  const [template, own] = [Template.fromStack(stack), Template.fromStack(shared)];

  it('is in a table of its own, that is kept, and can be put back to any second', () => {
    own.hasResource('AWS::DynamoDB::Table', {
      DeletionPolicy: 'Retain',
      Properties: {
        BillingMode: 'PAY_PER_REQUEST',
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
      },
    });
    own.hasOutput('*', { Export: { Name: 'headroom-keyspaces' } });
  });

  it('has its three functions beside its shards, each by a name that the command line knows', () => {
    const names = resources(stack, 'AWS::Lambda::Function').map(({ Properties }) => Properties.FunctionName);
    expect(names.sort()).toEqual([
      'headroom-orders-shard-balancer',
      'headroom-orders-shard-mover',
      'headroom-orders-shard-router',
    ]);
  });

  it('has its config written with what the shards are', () => {
    const [written] = resources(stack, 'Custom::HeadroomKeyspace');
    const config = JSON.stringify(written?.Properties);
    expect(written?.Properties).toMatchObject({ capability: 'sharding', name: 'orders' });
    expect(config).toContain('dynamodb-table');
    expect(config).toMatch(/weight\\+":2/);
  });

  it('lets an application read its own part of the table and the items of its shards, and nothing else', () => {
    const mine = documentsOf(stack).filter((text) => text.includes('"Application'));
    expect(mine).toHaveLength(1);
    expect(mine[0]).toContain('"dynamodb:LeadingKeys":["orders#map","sharding/config"]');
    expect(mine[0]).toContain('"dynamodb:LeadingKeys":["orders#heavy"]');
    expect(mine[0]).not.toContain('"Resource":"*"');
    expect(mine[0]).not.toMatch(/dynamodb:(Scan|\*)/);
  });

  it('is woken each minute, and driven by a state machine while moves are under way', () => {
    template.hasResourceProperties('AWS::Scheduler::Schedule', { ScheduleExpression: 'rate(1 minute)' });
    template.hasResourceProperties('AWS::Scheduler::Schedule', { ScheduleExpression: 'rate(5 minutes)' });
    const [machine] = resources(stack, 'AWS::StepFunctions::StateMachine');
    const text = JSON.stringify(machine?.Properties.DefinitionString);
    expect(text).toContain('SecondsPath');
    expect(text).toContain('headroom.drive');
  });

  it('forgets at once what the schedules invoked and could not be done, since the next tick comes in a minute', () => {
    const functions = ['Mover', 'Balancer', 'Router'];
    const settings = resources(stack, 'AWS::Lambda::EventInvokeConfig').map(({ Properties }) => Properties);
    for (const name of functions) {
      const [mine] = settings.filter(({ FunctionName }) => JSON.stringify(FunctionName).includes(name));
      expect(mine).toMatchObject({ MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 60 });
    }
  });

  it('tells people of slots that lag, moves that are stuck, what nobody owns and functions that fail', () => {
    for (const what of ['slot-lag', 'stuck-moves', 'orphans']) {
      own.hasResourceProperties('AWS::CloudWatch::Alarm', { AlarmName: `headroom-shards-${what}` });
    }
    for (const what of ['mover', 'balancer']) {
      const AlarmName = Match.stringLikeRegexp(`^headroom-shards-orders-${what}-errors-[0-9a-f]{8}$`);
      const failing = { AlarmName, MetricName: 'Errors', Threshold: 0 };
      template.hasResourceProperties('AWS::CloudWatch::Alarm', failing);
    }
    const dashboards = [
      ...resources(shared, 'AWS::CloudWatch::Dashboard'),
      ...resources(stack, 'AWS::CloudWatch::Dashboard'),
    ];
    const text = JSON.stringify(dashboards);
    for (const metric of ['ShardMovesActive', 'ShardCutoverMilliseconds', 'ShardSlotLagBytes', 'ShardOrphans']) {
      expect(text).toContain(metric);
    }
    expect(text).toContain('orders: load per shard');
  });

  it('offers test events for all of its functions', () => {
    const tested = resources(stack, 'Custom::HeadroomTestEvents');
    expect(tested).toHaveLength(3);
  });

  it('costs nothing where nothing is sharded', () => {
    expect(resources(aHeadroom().stack, 'AWS::DynamoDB::Table')).toHaveLength(1);
  });

  it('leaves cdk-nag nothing to find', () => {
    const { app, shared: headroom, stack: data } = onTables();
    app.synth();
    const mine = [headroom, ...data.node.children.filter(({ node }) => node.id.startsWith('headroom'))];
    const found = mine.flatMap((scope) => new AwsSolutionsChecks().validateScope(scope).violations);
    expect(found.map(({ ruleName }) => ruleName)).toEqual([]);
  });
});

describe('a keyspace over PostgreSQL servers', () => {
  it('reaches the shards’ port and AWS, and lets the shards reach each other', () => {
    const { stack, make } = onServers();
    make();
    const out = resources(stack, 'AWS::EC2::SecurityGroup').find(({ Properties }) =>
      String(Properties.GroupDescription).includes('reach the shards'),
    );
    expect(out?.Properties.SecurityGroupEgress).toMatchObject([{ FromPort: 443, ToPort: 443 }]);
    const ports = resources(stack, 'AWS::EC2::SecurityGroupEgress').map(({ Properties }) => Properties.FromPort);
    expect(ports).toEqual([5432, 5432]);
    const into = resources(stack, 'AWS::EC2::SecurityGroupIngress').map(({ Properties }) =>
      String(Properties.Description),
    );
    expect(into.filter((text) => text.startsWith('Slots that move'))).toHaveLength(2);
    expect(into.filter((text) => text.startsWith('Moves slots'))).toHaveLength(2);
  });

  it('reads the secrets of its own shards alone, and the router none', () => {
    const { stack, make } = onServers();
    make();
    const reading = documentsOf(stack).filter((text) => text.includes('secretsmanager:GetSecretValue'));
    expect(reading.length).toBeGreaterThan(0);
    for (const text of reading) expect(text).not.toContain('"Resource":"*"');
    expect(reading.some((text) => text.includes('RouterRole'))).toBe(false);
  });

  it('trusts the certificates of RDS in the functions that reach them', () => {
    const { stack, make } = onServers();
    make();
    const functions = resources(stack, 'AWS::Lambda::Function').map(({ Properties }) => JSON.stringify(Properties));
    const trusting = functions.filter((text) => text.includes('/var/runtime/ca-cert.pem'));
    expect(trusting).toHaveLength(2);
    expect(trusting.every((text) => text.includes('VpcConfig'))).toBe(true);
  });

  it('is refused without a network to reach them in', () => {
    const { headroom, stack, shards } = onServers();
    expect(() => headroom.shard('orders', { scope: stack, shards })).toThrow(/^keyspaces\["orders"\]\.vpc: is missing/);
  });

  it('has every static parameter from the first day on', () => {
    const { stack } = onServers();
    const rds = DatabaseInstanceEngine.postgres({ version: PostgresEngineVersion.VER_16 });
    new ShardParameters(stack, 'Aurora', { engine, moves: 4 }).bindToCluster({});
    new ShardParameters(stack, 'Rds', { engine: rds }).bindToInstance({});
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::RDS::DBClusterParameterGroup', {
      Family: 'aurora-postgresql16',
      Parameters: Match.objectEquals({
        'rds.logical_replication': '1',
        max_replication_slots: '16',
        max_wal_senders: '32',
        max_logical_replication_workers: '16',
        max_worker_processes: '32',
      }),
    });
    template.hasResourceProperties('AWS::RDS::DBParameterGroup', {
      Parameters: Match.objectLike({ 'rds.logical_replication': '1', max_slot_wal_keep_size: '51200' }),
    });
    const mySql = DatabaseInstanceEngine.mysql({ version: MysqlEngineVersion.VER_8_0 });
    expect(() => new ShardParameters(stack, 'MySql', { engine: mySql })).toThrow(/engine: mysql is not PostgreSQL/);
  });
});

describe('what would fight is refused', () => {
  it('one place as two shards', () => {
    const { app, headroom, stack, tables } = onTables();
    const shards = { a: new DynamoDbTableShard(tables.a), again: new DynamoDbTableShard(tables.a) };
    headroom.shard('carts', { scope: stack, shards });
    expect(() => app.synth()).toThrow(/carts\/a and carts\/again are one place/);
  });

  it('one place in two keyspaces', () => {
    const { app, headroom, stack, tables } = onTables();
    headroom.shard('carts', { scope: stack, shards: { c: new DynamoDbTableShard(tables.a) } });
    expect(() => app.synth()).toThrow(/orders\/a is where carts\/c is/);
  });

  it('a config that cannot be, naming the field', () => {
    expect(() => onTables({ bits: 40 })).toThrow(/bits/);
    expect(() => onTables({ shards: {} })).toThrow(/^keyspaces\["orders"\]\.shards: is empty; give at least one/);
    expect(() => onTables({ stopAt: 2 })).toThrow(/^keyspaces\["orders"\]\.stopAt/);
  });

  it('a name that is too long for its functions', () => {
    const { headroom, stack, tables } = onTables();
    const shards = { a: new DynamoDbTableShard(tables.a) };
    expect(() => headroom.shard('x'.repeat(60), { scope: stack, shards })).toThrow(/longer than the 64 characters/);
  });
});
