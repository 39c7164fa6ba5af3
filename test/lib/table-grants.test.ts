import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Distribution } from 'aws-cdk-lib/aws-cloudfront';
import { AttributeType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { beforeAll, describe, expect, it } from 'vitest';
import { capabilityNames } from '../../core/model/capability-name.ts';
import { DynamoDbTableShard, type HeadroomProps, PostgresServer } from '../../lib/index.ts';
import { requestsOf, type Who, whatFunctionsKeep } from '../adapters/table/what-functions-keep.ts';
import { aServiceInput } from '../core/diagnosing/watched.ts';
import { allowsItems, type ItemRequest, leadingKeys } from '../item-requests.ts';
import { aHeadroom, env, localEnv, resources, root } from './an-app.ts';

interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** The statements on the two tables that each function, and an application, is given. */
type Granted = Readonly<Record<string, Readonly<Record<ItemRequest['tableName'], readonly Statement[]>>>>;

/** Part of the logical id of the role. */
const roles: Readonly<Record<Exclude<Who, 'person' | 'finder'>, string>> = {
  'resource-allocator': 'ResourceAllocatorRole',
  'policy-tuner': 'PolicyTunerRole',
  'load-balancer': 'LoadBalancerRole',
  'cdn-purger': 'CdnPurgerRole',
  'cache-invalidator': 'InvalidatorRole',
  'performance-metrics': 'PerformanceMetricsRole',
  'index-advisor': 'IndexAdvisorRole',
  'shard-mover': 'MoverRole',
  'shard-balancer': 'ordersBalancerRole',
  'shard-router': 'RouterRole',
  'config-writer': 'ConfigWriterRole',
  'decision-widget': 'DecisionWidgetRole',
  application: 'Application',
};

/** A deployment that has something of every capability. */
function everything(props: HeadroomProps, environment: typeof env): Granted {
  const { stack, headroom } = aHeadroom(props, environment);
  const key = (name: string) => ({ name, type: AttributeType.STRING });
  const [a, b] = ['A', 'B'].map((id) => new Table(stack, id, { partitionKey: key('pk'), sortKey: key('sk') })) as [
    Table,
    Table,
  ];
  const shards = { a: new DynamoDbTableShard(a), b: new DynamoDbTableShard(b) };
  const application = new Role(stack, 'Application', { assumedBy: new ServicePrincipal('ecs-tasks.amazonaws.com') });
  headroom.shard('orders', { shards }).grantRoute(application);
  const site = { distributionId: 'E1234567890ABC', domainName: 'd111111abcdef8.cloudfront.net' };
  headroom.purge('site', { distribution: Distribution.fromDistributionAttributes(stack, 'Site', site) });
  const arn = `arn:aws:elasticloadbalancing:${environment.region}:${environment.account}`;
  const targetGroup = (name: string) => ({
    targetGroup: { targetGroupArn: `${arn}:targetgroup/${name}/6d0ecf831eec9f09` },
  });
  const listenerRuleArn = `${arn}:listener-rule/app/shop/50dc6c495c0c9188/f2f7dc8efc522ab2/9683b2d02a6cabee`;
  headroom.balance({ listenerRuleArn }, { name: 'shares', groups: { a: targetGroup('a'), b: targetGroup('b') } });
  headroom.cache('orders', { existing: { host: 'cache.example.com' } });
  headroom.watch('checkout', aServiceInput);
  const secretArn = `arn:aws:secretsmanager:${environment.region}:${environment.account}:secret:db-AbCdEf`;
  const secret = Secret.fromSecretCompleteArn(stack, 'Secret', secretArn);
  headroom.indexes('db', { servers: [PostgresServer.fromHost({ host: 'db', database: 'db', secret })] });
  const policies = resources(stack, 'AWS::IAM::Policy');
  const on = (role: string, table: RegExp) =>
    policies
      .filter(({ Properties }) => JSON.stringify(Properties.Roles).includes(role))
      .flatMap(({ Properties }) => (Properties.PolicyDocument as { Statement: Statement[] }).Statement)
      .filter(({ Resource }) => table.test(JSON.stringify(Resource)));
  return Object.fromEntries(
    Object.entries(roles).map(([who, role]) => [
      who,
      { table: on(role, /"HeadroomTable/), keyspaces: on(role, /"HeadroomShardingKeyspaces/) },
    ]),
  );
}

/** Whose partitions of the deployment's table each writes. */
const owners: Readonly<Record<string, RegExp>> = {
  'resource-allocator': /^scaling[#/]/,
  'policy-tuner': /^scaling[#/]/,
  'load-balancer': /^balancing[#/]/,
  'cdn-purger': /^purging[#/]/,
  'cache-invalidator': /^caching#orders$/,
  // What it finds out is for all to read.
  'index-advisor': /^(indexing[#/]|findings$)/,
  'performance-metrics': /^(diagnosing[#/]|findings$)/,
  'shard-mover': /^moving(#orders\/|\/)/,
  'shard-balancer': /^sharding(#orders$|\/)/,
  'config-writer': new RegExp(`^(${capabilityNames.join('|')})/(config|claims|watching)$`),
};

describe.each([
  ['on AWS', {}, env],
  ['in the local stack', { local: true }, localEnv],
])('what functions may do in the tables %s', (_, props, environment) => {
  let granted: Granted;
  beforeAll(() => {
    granted = everything(props, environment as typeof env);
  });
  const statements = (who: string) => Object.values(granted[who] ?? {}).flat();
  const may = (who: string, one: ItemRequest) => allowsItems(granted[who]?.[one.tableName] ?? [], one);

  it.each(Object.keys(roles))('is enough for what the %s does', async (who) => {
    const requests = await requestsOf(who as Who);
    expect(requests.length).toBeGreaterThan(0);
    expect(requests.filter((one) => !may(who, one) && !isLocalClock(one, props))).toEqual([]);
  });

  it('is never a scan, nor anything that is not about items', () => {
    for (const who of Object.keys(roles)) {
      expect(statements(who).length).toBeGreaterThan(0);
      const actions = statements(who).flatMap(({ Action }) => Action);
      expect(
        actions.filter((one) => !/:(BatchGet|Get|Put|Update|Delete|ConditionCheck)Item$|:Query$/.test(one)),
      ).toEqual([]);
    }
  });

  it('is writing only in partitions that begin with their own name', () => {
    const writers = Object.keys(roles).filter((who) => granted[who]?.table?.some(writes));
    expect(writers.sort()).toEqual(Object.keys(owners).sort());
    for (const [who, owner] of Object.entries(owners)) {
      const written = granted[who]?.table?.filter(writes).map((one) => leadingKeys(one) ?? ['everything']) ?? [];
      expect(written.flat().filter((key) => !owner.test(key))).toEqual([]);
    }
  });

  it('is writing no config, claim or override, but for the one function that writes configs', () => {
    const lookers = Object.keys(owners).filter((who) => who !== 'config-writer');
    for (const who of lookers) {
      const written = granted[who]?.table?.filter(writes).flatMap((one) => leadingKeys(one) ?? ['everything']) ?? [];
      expect(written.filter((key) => /^\w+\/(config|claims|overrides|\*)/.test(key))).toEqual([]);
    }
  });

  it('is reading the stop switch for whoever acts, and writing it for none', () => {
    const of = (action: string): ItemRequest => {
      const items = [{ pk: 'switch', sk: 'STOP', attributes: [] }];
      return { action: `dynamodb:${action}`, tableName: 'table', items };
    };
    // A cache that is told nothing of changes lies: what invalidates heeds no switch.
    for (const who of Object.keys(owners).filter((one) => !/tuner|writer|invalidator/.test(one))) {
      expect(may(who, of('GetItem'))).toBe(true);
    }
    for (const who of Object.keys(roles)) {
      expect(['PutItem', 'UpdateItem', 'DeleteItem'].filter((action) => may(who, of(action)))).toEqual([]);
    }
  });

  it('is one keyspace for its functions and for an application', () => {
    for (const who of ['shard-mover', 'shard-balancer', 'shard-router', 'application']) {
      const keys = granted[who]?.keyspaces?.map((one) => leadingKeys(one) ?? ['everything']) ?? [];
      expect(keys.flat().filter((one) => !/^(orders#|sharding\/config$)/.test(one))).toEqual([]);
    }
  });
});

const writes = ({ Action }: Statement) => [Action].flat().some((one) => /(Put|Update|Delete)Item$/.test(one));

/** Only in the local stack does anybody look at the clock. */
const isLocalClock = ({ items }: ItemRequest, { local }: HeadroomProps) => !local && items[0]?.pk === 'clock';

it('every function that has something in the tables is named here', () => {
  expect(Object.keys(roles).sort()).toEqual(
    Object.keys(whatFunctionsKeep)
      .filter((who) => who !== 'person' && who !== 'finder')
      .sort(),
  );
});

it('what one statement does not allow whole is refused, as IAM judges all keys of a request together', () => {
  const granting = (...keys: string[]) => ({
    Action: 'dynamodb:BatchGetItem',
    Condition: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': keys } },
  });
  const items = ['balancing#a', 'scaling#b'].map((pk) => ({ pk, sk: 'MEMORY', attributes: [] }));
  const batch = { action: 'dynamodb:BatchGetItem', tableName: 'table', items };
  expect(allowsItems([granting('balancing#*'), granting('scaling#*')], batch)).toBe(false);
  expect(allowsItems([granting('balancing#*', 'scaling#*')], batch)).toBe(true);
});

it('everything of a table is allowed in one place, which knows of its key', () => {
  const files = globSync('lib/**/*.ts', { cwd: root }).map(
    (file) => [file, readFileSync(join(root, file), 'utf8')] as const,
  );
  const allowing = files.filter(([, text]) => /['"`]dynamodb:(?!LeadingKeys)/.test(text)).map(([file]) => file);
  // The first only reads what the command line needs, and hands it to the second; the last is for tables of others as a whole.
  const scaled = 'lib/scaling/targets/dynamodb-throughput/dynamodb-throughput.ts';
  expect(allowing.sort()).toEqual(['lib/deployment/people-grants.ts', 'lib/deployment/table-grant.ts', scaled]);
  const goingRound = files.filter(([, text]) => /(?:[tT]able|keyspaces)\??\.grant\w*\(/.test(text));
  expect(goingRound.map(([file]) => file)).toEqual([]);
});
