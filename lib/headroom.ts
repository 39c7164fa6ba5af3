import { CfnOutput, type Duration, Stack } from 'aws-cdk-lib';
import type { IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { Connections } from 'aws-cdk-lib/aws-ec2';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct, type IConstruct } from 'constructs';
import { within } from '../core/schema/within.ts';
import { Balance } from './balancing/balance.ts';
import { BalanceGraph } from './balancing/balance-graph.ts';
import type { BalanceProps, ListenerOrRule } from './balancing/balance-settings.ts';
import { BalancingDeployment } from './balancing/balancing-deployment.ts';
import { Cache } from './caching/cache.ts';
import { answeredGraph, freshnessGraph } from './caching/cache-graphs.ts';
import type { CacheProps } from './caching/cache-settings.ts';
import { DeploymentDashboard } from './deployment/dashboards.ts';
import { Deployment } from './deployment/deployment.ts';
import { DecisionWidget } from './deployment/functions/decision-widget.ts';
import type { HeadroomProps } from './deployment/headroom-props.ts';
import { connectionsOf } from './deployment/network.ts';
import { grantDeployment, type Person } from './deployment/people-grants.ts';
import { isElsewhere } from './deployment/refuse-elsewhere.ts';
import { refuseOutsideLocal } from './deployment/refuse-outside-local.ts';
import { saidOnce } from './deployment/said-once.ts';
import { DiagnosingDeployment } from './diagnosing/diagnosing-deployment.ts';
import { serviceGraphs } from './diagnosing/service-graphs.ts';
import { stackOfReadings } from './diagnosing/stack-of-readings.ts';
import type { WatchProps } from './diagnosing/watch-settings.ts';
import { WatchedService } from './diagnosing/watched-service.ts';
import type { IndexProps } from './indexing/database-settings.ts';
import { IndexedDatabase } from './indexing/indexed-database.ts';
import { IndexingDeployment } from './indexing/indexing-deployment.ts';
import { Purge } from './purging/purge.ts';
import { cdnOf, type PurgeProps } from './purging/purge-settings.ts';
import { PurgingDeployment } from './purging/purging-deployment.ts';
import { refuseBare } from './scaling/refuse-bare.ts';
import { Scalable } from './scaling/scalable.ts';
import { ScalableGraph } from './scaling/scalable-graph.ts';
import type { ScaleProps } from './scaling/scalable-settings.ts';
import { ScalingDeployment } from './scaling/scaling-deployment.ts';
import type { ScalingTarget } from './scaling/targets/scaling-target.ts';
import { Keyspace } from './sharding/keyspace.ts';
import type { KeyspaceProps } from './sharding/keyspace-settings.ts';
import { ShardLoadGraph } from './sharding/shard-load-graph.ts';
import { ShardingDeployment } from './sharding/sharding-deployment.ts';

/** Keeps what it is given to scale at the capacity that it is about to need. One deployment for an account and Region is enough. */
export class Headroom extends Construct {
  readonly deploymentName: string;
  readonly table: ITable;
  /** The topic that the alarms act on. People may subscribe to it too. */
  readonly topic: ITopic;
  readonly queue: IQueue;
  readonly resourceAllocator: IFunction;
  private readonly deployment: Deployment;
  private readonly scaling: ScalingDeployment;
  private balancing: BalancingDeployment | null = null;
  private purging: PurgingDeployment | null = null;
  private sharding: ShardingDeployment | null = null;
  private diagnosing: DiagnosingDeployment | null = null;
  private indexing: IndexingDeployment | null = null;
  private readonly people: Person[] = [];
  private readonly keyspaces: Keyspace[] = [];
  private readonly caches: Cache[] = [];
  private readonly purges: { readonly window: Duration | undefined; readonly from: readonly string[] | undefined };
  private readonly widget: DecisionWidget | null;
  private readonly dashboard: DeploymentDashboard | null;

  constructor(scope: Construct, id: string, props: HeadroomProps = {}) {
    super(scope, id);
    if (props.local === true) refuseOutsideLocal(this);
    this.deployment = new Deployment(this, props);
    this.scaling = new ScalingDeployment(this.deployment);
    this.purges = { window: props.purgeWindow, from: props.contentFrom };
    this.deploymentName = this.scaling.deploymentName;
    this.table = this.deployment.every.table;
    this.topic = this.scaling.topic;
    this.queue = this.scaling.queue;
    this.resourceAllocator = this.scaling.allocator;
    const hasDashboard = props.dashboard !== false;
    this.widget = hasDashboard
      ? new DecisionWidget(this, 'DecisionWidget', this.deployment.every, this.deployment.told)
      : null;
    this.dashboard = this.widget === null ? null : this.makeDashboard(this.widget);
    this.tellWhere();
  }

  /**
   * Scales something: `headroom.scale('checkout/web', new AutoScalingGroupTarget(group), { ... })`.
   * Throws `InvalidInput` naming the field, the value and the fix; synth fails where something else scales the target too.
   */
  scale(scalable: string, target: ScalingTarget, { scope, ...settings }: ScaleProps): Scalable {
    const where = scope ?? (target?.construct ? Stack.of(target.construct) : this);
    const said = { noun: 'scalable', name: scalable, where, id: `${this.deploymentName}/${scalable}` };
    const made = saidOnce(said, () => {
      refuseBare(target);
      return new Scalable(where, said.id, { deployment: this.scaling, scalable, target, settings });
    });
    this.dashboard?.show(made, new ScalableGraph(made));
    return made;
  }

  /**
   * Purges from a CDN what changes behind it: `headroom.purge('site', { distribution, buckets: [{ bucket }] })`, or
   * `headroom.purge('site', { cdn: new FastlyCdn({ serviceId, host, secret }) })`.
   * Throws `InvalidInput` naming the field, the value and the fix.
   */
  purge(purge: string, settings: PurgeProps): Purge {
    const props = within(`purges[${JSON.stringify(purge)}]`, () => cdnOf(settings));
    const beside = props.cdn.construct ?? props.buckets?.[0]?.bucket ?? this;
    // A queue, a role and a function are reached from their own Region alone.
    const isHere = beside === this || isElsewhere(Stack.of(beside).region, this);
    const where = props.scope ?? (isHere ? this : Stack.of(beside));
    // This id stays: the logical ids of the queue and the rest come from it.
    this.purging ??= this.shown(new PurgingDeployment(this, 'Purger', this.deployment, this.purges));
    const purging = this.purging;
    const said = { noun: 'purge', name: purge, where, id: `${this.deploymentName}/purge/${purge}` };
    return saidOnce(said, () => new Purge(where, said.id, purge, purging, props));
  }

  /**
   * Shares the requests of a listener or rule among target groups by what each can carry:
   * `headroom.balance(listener, { name: 'checkout/web', groups: { blue: { targetGroup: blue }, green: { targetGroup: green } } })`.
   * Throws `InvalidInput` naming the field, the value and the fix; synth fails where it is balanced twice.
   */
  balance(listenerOrRule: ListenerOrRule, { scope, ...settings }: BalanceProps): Balance {
    const where = scope ?? (isMadeHere(listenerOrRule) ? Stack.of(listenerOrRule) : this);
    this.balancing ??= this.shown(new BalancingDeployment(this, 'Balancing', this.deployment));
    const props = { deployment: this.balancing, listenerOrRule, settings };
    const { name } = settings;
    const said = { noun: 'balance', name, where, id: `${this.deploymentName}-balancing/${name}` };
    const made = saidOnce(said, () => new Balance(where, said.id, props));
    this.dashboard?.show(made, new BalanceGraph(made));
    return made;
  }

  /**
   * Spreads keys over shards, and moves them between shards online:
   * `headroom.shard('orders', { vpc, shards: { a: PostgresShard.fromCluster(a, { database: 'orders' }), b: ... } })`.
   * Throws `InvalidInput` naming the field, the value and the fix; synth fails where two shards are in one place.
   */
  shard(keyspace: string, props: KeyspaceProps): Keyspace {
    this.sharding ??= this.shown(this.makeSharding());
    const where = props.scope ?? Stack.of(this);
    const sharding = this.sharding;
    const said = { noun: 'keyspace', name: keyspace, where, id: `${this.deploymentName}-shards/${keyspace}` };
    const made = saidOnce(said, () => new Keyspace(where, said.id, keyspace, sharding, props));
    this.dashboard?.show(made, new ShardLoadGraph(made));
    this.keyspaces.push(made);
    for (const person of this.people) made.grantPerson(person);
    return made;
  }

  /**
   * Makes a cache in memory, or adopts one, and takes out of it what changes behind it:
   * `headroom.cache('orders', { vpc, nodes: { nodeType: 'cache.t4g.small' }, tables: [{ table, keys: ['order/{id}'] }] })`.
   * Throws `InvalidInput` naming the field, the value and the fix.
   */
  cache(cache: string, props: CacheProps): Cache {
    const where = props.scope ?? Stack.of(this);
    const said = { noun: 'cache', name: cache, where, id: `${this.deploymentName}-cache/${cache}` };
    const made = saidOnce(said, () => new Cache(where, said.id, cache, this.deployment, props));
    for (const graph of [answeredGraph, freshnessGraph]) this.dashboard?.show(made, graph(this.deploymentName, made));
    this.caches.push(made);
    for (const person of this.people) made.grantPerson(person);
    return made;
  }

  /**
   * Looks at what limits a service: which resource gives out first, at what load, and what would lift it:
   * `headroom.watch('checkout', { tiers: { web: { behind: ['db'], of: [awsReadings.alb({ ... })] }, db: { of: [...] } } })`.
   * Throws `InvalidInput` naming the field, the value and the fix.
   */
  watch(service: string, { scope, ...settings }: WatchProps): WatchedService {
    const where = scope ?? stackOfReadings(settings) ?? this;
    this.diagnosing ??= this.shown(new DiagnosingDeployment(this, 'Diagnosing', this.deployment));
    const props = { deployment: this.diagnosing, service, settings };
    const said = { noun: 'service', name: service, where, id: `${this.deploymentName}-services/${service}` };
    const made = saidOnce(said, () => new WatchedService(where, said.id, props));
    for (const graph of serviceGraphs(made)) this.dashboard?.show(made, graph);
    return made;
  }

  /**
   * Tells which indexes of a database would pay, and which do not:
   * `headroom.indexes('checkout/orders', { servers: [PostgresServer.fromCluster(cluster, { database: 'orders', secret })] })`.
   * Throws `InvalidInput` naming the field, the value and the fix.
   */
  indexes(database: string, props: IndexProps): IndexedDatabase {
    this.indexing ??= this.shown(new IndexingDeployment(this, 'Indexing', this.deployment));
    const where = props.scope ?? Stack.of(this);
    const indexing = this.indexing;
    const said = { noun: 'database', name: database, where, id: `${this.deploymentName}-indexes/${database}` };
    return saidOnce(said, () => new IndexedDatabase(where, said.id, database, indexing, props));
  }

  /**
   * What its functions reach in their VPC: `headroom.connections.allowTo(prometheus, Port.tcp(9090))`. Throws `InvalidInput`
   * where it has none.
   */
  get connections(): Connections {
    return connectionsOf(this.deployment.every.network);
  }

  /**
   * Allows a role, or a user, all that the command line reads: `status`, `explain`, `replay`, and what is like them. It may
   * change nothing.
   */
  grantRead(grantee: IGrantable): void {
    this.grant({ grantee, changing: false });
  }

  /** Allows a role, or a user, all that the command line does: `override`, `stop`, `start`, `purge`, `shards`, and to read. */
  grantOperate(grantee: IGrantable): void {
    this.grant({ grantee, changing: true });
  }

  private grant(person: Person): void {
    const { deploymentName, table } = this;
    grantDeployment(person, { deploymentName, table });
    this.people.push(person);
    for (const made of [...this.keyspaces, ...this.caches]) made.grantPerson(person);
  }

  /** Puts on the dashboard how a capability itself is. */
  private shown<Capability extends { readonly widgets: readonly IWidget[] }>(made: Capability): Capability {
    this.dashboard?.addWidgets(...made.widgets);
    return made;
  }

  private makeSharding(): ShardingDeployment {
    const made = new ShardingDeployment(this, 'Sharding', this.deployment);
    this.widget?.showKeyspaces(made.keyspaces);
    return made;
  }

  private makeDashboard({ live: decisions }: DecisionWidget): DeploymentDashboard {
    const { deploymentName } = this;
    const { alarms } = this.scaling;
    const { runbooks } = this.deployment.told;
    return new DeploymentDashboard(this, 'Dashboard', { deploymentName, decisions, alarms, runbooks });
  }

  /** The command line finds a deployment by these exports. */
  private tellWhere(): void {
    const name = this.deploymentName;
    new CfnOutput(this, 'TableName', { value: this.table.tableName, exportName: `${name}-table` });
    new CfnOutput(this, 'TopicArn', { value: this.topic.topicArn, exportName: `${name}-topic` });
    new CfnOutput(this, 'AllocatorName', {
      value: this.resourceAllocator.functionName,
      exportName: `${name}-allocator`,
    });
  }
}

/** Whether a listener or rule is made in this app, or known by its ARN alone. */
function isMadeHere(listenerOrRule: ListenerOrRule): listenerOrRule is ListenerOrRule & IConstruct {
  return Construct.isConstruct(listenerOrRule);
}
