import { CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import type { IAlarmAction, IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct, type IConstruct } from 'constructs';
import { parseDeployment } from '../core/model/deployment.ts';
import { InvalidInput } from '../core/model/errors.ts';
import { Balance } from './balance.ts';
import { BalanceGraph } from './balance-graph.ts';
import type { BalanceProps, ListenerOrRule } from './balance-settings.ts';
import { BalancingDeployment } from './balancing-deployment.ts';
import { balancingWidgets } from './balancing-widgets.ts';
import { DeploymentDashboard } from './deployment-dashboard.ts';
import type { DeploymentFunctionProps } from './deployment-function.ts';
import { ExactGrants } from './exact-grants.ts';
import { ConfigWriter } from './functions/config-writer.ts';
import { DecisionWidget } from './functions/decision-widget.ts';
import { ResourceAllocator } from './functions/resource-allocator.ts';
import { TestEventWriter } from './functions/test-event-writer.ts';
import type { HeadroomProps, ScaleProps } from './headroom-props.ts';
import { Keyspace } from './keyspace.ts';
import type { KeyspaceProps } from './keyspace-settings.ts';
import { LedgerTable } from './ledger-table.ts';
import { Purge } from './purge.ts';
import { purgeGraphs } from './purge-graphs.ts';
import { cdnOf, type PurgeProps } from './purge-settings.ts';
import { Purger } from './purger.ts';
import { Scalable } from './scalable.ts';
import { ScalableGraph } from './scalable-graph.ts';
import { ScalablesDashboard } from './scalables-dashboard.ts';
import type { ScalingDeployment } from './scaling-deployment.ts';
import { SelfAlarms } from './self-alarms.ts';
import { moveGraphs, ShardLoadGraph } from './shard-graphs.ts';
import { ShardingDeployment } from './sharding-deployment.ts';
import { TagGrant } from './tag-grant.ts';
import type { ScalingTarget } from './targets/scaling-target.ts';
import { TickSchedule } from './tick-schedule.ts';
import { Tuning } from './tuning.ts';
import { WayIn } from './way-in.ts';

/** The account that every local AWS emulator pretends to be. */
const localAccount = '000000000000';

/** Keeps what it is given to scale at the capacity that it is about to need. One deployment for an account and Region is enough. */
export class Headroom extends Construct {
  readonly deploymentName: string;
  readonly table: ITable;
  /** The topic that the alarms act on. People may subscribe to it too. */
  readonly topic: ITopic;
  readonly queue: IQueue;
  readonly resourceAllocator: IFunction;
  private readonly deployment: ScalingDeployment;
  private readonly dashboard: DeploymentDashboard | null;
  private readonly every: DeploymentFunctionProps;
  private readonly testEventWriter: TestEventWriter | null;
  private readonly alarmActions: readonly IAlarmAction[];
  private readonly purgeWindow: Duration;
  private balancing: BalancingDeployment | null = null;
  private purger: Purger | null = null;
  private sharding: ShardingDeployment | null = null;
  private readonly configWriter: ConfigWriter;
  private readonly kept: Pick<HeadroomProps, 'removalPolicy' | 'encryptionKey'>;

  constructor(scope: Construct, id: string, props: HeadroomProps = {}) {
    super(scope, id);
    const { logRetention = RetentionDays.ONE_MONTH, grantBy = 'name', local = false } = props;
    if (local) refuseOutsideLocal(this);
    const deploymentName = parseDeployment({ deployment: props.deploymentName, scalables: {} }).deployment;
    const table = new LedgerTable(this, 'Table', props);
    const wayIn = new WayIn(this, 'WayIn', { deploymentName, functionTimeout: ResourceAllocator.timeout });
    const every = { deploymentName, table, logRetention, virtualTime: local };
    const allocator = new ResourceAllocator(this, 'ResourceAllocator', {
      ...every,
      queue: wayIn.queue,
      deadLetters: wayIn.deadLetters,
    });
    const { role } = allocator;
    this.configWriter = new ConfigWriter(this, 'ConfigWriter', every);
    this.kept = props;
    const configWriter = this.configWriter.function;
    new TickSchedule(this, 'Tick', wayIn.queue);
    const tuning = new Tuning(this, 'Tuning', every);
    if (grantBy === 'tag') new TagGrant(this, 'MayScaleTagged', role, deploymentName);
    this.testEventWriter = (props.testEvents ?? !local) ? new TestEventWriter(this, 'TestEventWriter', every) : null;
    this.testEventWriter?.offer(this, 'TestEvents', allocator);
    this.testEventWriter?.offer(this, 'TestEvents-policy-tuner', tuning.tuner);
    this.every = every;
    this.alarmActions = props.alarmActions ?? [];
    this.purgeWindow = props.purgeWindow ?? Duration.seconds(5);
    this.deploymentName = deploymentName;
    this.table = table;
    this.topic = wayIn.topic;
    this.queue = wayIn.queue;
    this.resourceAllocator = allocator.function;
    this.dashboard = this.watchItself(every, { wayIn, tuning }, props);
    const grants = new ExactGrants(this, 'scalables');
    this.deployment = { construct: this, deploymentName, topic: wayIn.topic, role, configWriter, grantBy, grants };
    this.tellWhere();
  }

  /**
   * Scales something: `headroom.scale('checkout/web', new AutoScalingGroupTarget(group), { ... })`.
   * Throws `InvalidInput` naming the field, the value and the fix; synth fails where something else scales the target too.
   */
  scale(scalable: string, target: ScalingTarget, { scope, ...settings }: ScaleProps): Scalable {
    const where = scope ?? (target.construct === null ? this : Stack.of(target.construct));
    const id = `${this.deploymentName}/${scalable}`;
    const made = new Scalable(where, id, { deployment: this.deployment, scalable, target, settings });
    this.show(made, new ScalableGraph(made));
    return made;
  }

  /**
   * Purges from a CDN what changes behind it: `headroom.purge('site', { distribution, buckets: [{ bucket }] })`, or
   * `headroom.purge('site', { cdn: new FastlyCdn({ serviceId, host, secret }) })`.
   * Throws `InvalidInput` naming the field, the value and the fix.
   */
  purge(purge: string, settings: PurgeProps): Purge {
    const props = cdnOf(settings);
    const beside = props.cdn.construct ?? props.buckets?.[0]?.bucket ?? this;
    const where = props.scope ?? (beside === this ? this : Stack.of(beside));
    this.purger ??= this.makePurger();
    return new Purge(where, `${this.deploymentName}/purge/${purge}`, purge, this.purger.deployment, props);
  }

  private makePurger(): Purger {
    const { configWriter } = this.deployment;
    this.dashboard?.addWidgets(...purgeGraphs(this.deploymentName));
    const { every, alarmActions, purgeWindow: window } = this;
    const made = new Purger(this, 'Purger', { ...every, configWriter, alarmActions, window });
    this.testEventWriter?.offer(made, 'TestEvents', made.cdnPurger);
    return made;
  }

  /**
   * Shares the requests of a listener or rule among target groups by what each can carry:
   * `headroom.balance(listener, { name: 'checkout/web', groups: { blue: { targetGroup: blue }, green: { targetGroup: green } } })`.
   * Throws `InvalidInput` naming the field, the value and the fix; synth fails where it is balanced twice.
   */
  balance(listenerOrRule: ListenerOrRule, { scope, ...settings }: BalanceProps): Balance {
    const where = scope ?? (isMadeHere(listenerOrRule) ? Stack.of(listenerOrRule) : this);
    this.balancing ??= this.makeBalancing();
    const props = { deployment: this.balancing, listenerOrRule, settings };
    const made = new Balance(where, `${this.deploymentName}-balancing/${settings.name}`, props);
    this.show(made, new BalanceGraph(made));
    return made;
  }

  private makeBalancing(): BalancingDeployment {
    const { every, deployment, alarmActions } = this;
    const { configWriter, grantBy } = deployment;
    const made = new BalancingDeployment(this, 'Balancing', {
      every,
      configWriter,
      grantBy,
      alarmActions,
    });
    this.dashboard?.addWidgets(...balancingWidgets(this.deploymentName, made.alarms));
    this.testEventWriter?.offer(made, 'TestEvents', made.loadBalancer);
    return made;
  }

  /**
   * Spreads keys over shards, and moves them between shards online:
   * `headroom.shard('orders', { vpc, shards: { a: PostgresShard.fromCluster(a, { database: 'orders' }), b: ... } })`.
   * Throws `InvalidInput` naming the field, the value and the fix; synth fails where two shards are in one place.
   */
  shard(keyspace: string, props: KeyspaceProps): Keyspace {
    this.sharding ??= this.makeSharding();
    const where = props.scope ?? Stack.of(this);
    const made = new Keyspace(where, `${this.deploymentName}-shards/${keyspace}`, keyspace, this.sharding, props);
    this.show(made, new ShardLoadGraph(made));
    return made;
  }

  private makeSharding(): ShardingDeployment {
    const { every, configWriter, testEventWriter, alarmActions } = this;
    const { removalPolicy, encryptionKey } = this.kept;
    this.dashboard?.addWidgets(...moveGraphs(this.deploymentName));
    const props = { every, configWriter, testEventWriter, alarmActions, removalPolicy, encryptionKey };
    return new ShardingDeployment(this, 'Sharding', props);
  }

  private show(made: Construct, graph: IWidget): void {
    if (this.dashboard === null) return;
    const here = Stack.of(made) === Stack.of(this);
    const dashboard = here ? this.dashboard : ScalablesDashboard.of(made, this.deploymentName);
    dashboard.addWidgets(graph);
  }

  private watchItself(
    every: DeploymentFunctionProps,
    watched: { readonly wayIn: WayIn; readonly tuning: Tuning },
    props: HeadroomProps,
  ): DeploymentDashboard | null {
    const { deploymentName } = every;
    const allocator = this.resourceAllocator;
    const actions = this.alarmActions;
    const { alarms } = new SelfAlarms(this, 'Alarms', { deploymentName, allocator, ...watched, actions });
    if (props.dashboard === false) return null;
    const decisions = new DecisionWidget(this, 'DecisionWidget', every).function;
    return new DeploymentDashboard(this, 'Dashboard', { deploymentName, allocator, decisions, alarms });
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

function refuseOutsideLocal(scope: Construct): void {
  const { account } = Stack.of(scope);
  if (account === localAccount) return;
  const says = `is for the local AWS emulator; take it out, or give the stack env: { account: '${localAccount}', region: ... }`;
  throw new InvalidInput('local', says);
}

/** Whether a listener or rule is made in this app, or known by its ARN alone. */
function isMadeHere(listenerOrRule: ListenerOrRule): listenerOrRule is ListenerOrRule & IConstruct {
  return Construct.isConstruct(listenerOrRule);
}
