import { CfnOutput } from 'aws-cdk-lib';
import { Port } from 'aws-cdk-lib/aws-ec2';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { InvalidInput } from '../../core/model/errors.ts';
import type { KeyspaceConfig } from '../../core/sharding/config/keyspace.ts';
import { parseKeyspace } from '../../core/sharding/config/parse-keyspace.ts';
import { driverExport } from '../../core/sharding/config/shard-exports.ts';
import { shardFunctionName, shardFunctionNames } from '../../core/sharding/config/shard-function-name.ts';
import { ConfigItem } from '../deployment/config-item.ts';
import { knownName } from '../deployment/known-name.ts';
import { connectionsOf, type FunctionNetwork, type NetworkProps, networkOf } from '../deployment/network.ts';
import { grantKeyspace, type Person } from '../deployment/people-grants.ts';
import { placeMark } from '../deployment/place-mark.ts';
import { refuseElsewhere, refuseRegion } from '../deployment/refuse-elsewhere.ts';
import { grantItems } from '../deployment/table-grant.ts';
import { ShardBalancer } from './functions/shard-balancer.ts';
import { ShardMover } from './functions/shard-mover.ts';
import { ShardRouter } from './functions/shard-router.ts';
import { KeyspaceAlarms } from './keyspace-alarms.ts';
import type { KeyspaceProps } from './keyspace-settings.ts';
import { KeyspaceTicks } from './keyspace-ticks.ts';
import { MoveDriver } from './move-driver.ts';
import type { ShardingDeployment } from './sharding-deployment.ts';
import type { ShardTarget } from './shards/shard-target.ts';

const noWayToServers = 'is missing; PostgreSQL shards are reached inside a network, so give the one they are in';

/**
 * One keyspace: its config, and the functions that route its keys, plan its moves and carry them out, where its shards are.
 * Throws `InvalidInput` naming the field, the value and the fix. Why: docs/decisions/0024.
 */
export class Keyspace extends Construct {
  readonly config: KeyspaceConfig;
  readonly shards: Readonly<Record<string, ShardTarget>>;
  readonly router: ShardRouter;
  readonly mover: ShardMover;
  readonly balancer: ShardBalancer;
  /** Wakes the mover while moves are under way. */
  readonly driver: StateMachine;
  private readonly deployment: ShardingDeployment;

  constructor(scope: Construct, id: string, keyspace: string, deployment: ShardingDeployment, props: KeyspaceProps) {
    super(scope, id);
    refuseElsewhere(this, deployment);
    const { shards, vpc, vpcSubnets, securityGroups, awsPeer, dynamoDbPeer, scope: _, ...settings } = props;
    const placed = { vpc, vpcSubnets, securityGroups, awsPeer, dynamoDbPeer };
    const configs = Object.entries(shards).map(([name, { config }]) => [name, config] as const);
    this.config = parseKeyspace(keyspace, { ...settings, shards: Object.fromEntries(configs) });
    for (const [name, { region = '' }] of Object.entries(shards)) refuseRegion(`shards.${name}`, region, this);
    this.shards = shards;
    this.deployment = deployment;
    const network = this.network(placed);
    this.connectShards();
    const { every, keyspaces } = deployment;
    const mine = { ...every, keyspace, keyspaces };
    const own = { ...mine, network, toServers: this.reached.length > 0 };
    this.router = new ShardRouter(this, 'Router', mine);
    this.mover = new ShardMover(this, 'Mover', own);
    this.balancer = new ShardBalancer(this, 'Balancer', own);
    for (const shard of Object.values(shards)) {
      shard.grantMove(this.mover.role);
      shard.grantObserve(this.balancer.role);
    }
    this.driver = this.drive();
    const functions = { mover: this.mover.live, balancer: this.balancer.live };
    new KeyspaceTicks(this, 'Ticks', { keyspace, ...functions });
    new KeyspaceAlarms(this, 'Alarms', { keyspace, ...functions, told: deployment.told });
    this.testEvents();
    this.deliver();
    this.node.addValidation({ validate: () => this.conflicts() });
  }

  /** Lets an application find keys in this keyspace, and what its shards hold, by `headroom-aws/shards`. */
  grantRoute(application: IGrantable): void {
    const { keyspace } = this.config;
    const { keyspaces } = this.deployment;
    grantItems(keyspaces, application, ['GetItem'], [`${keyspace}#map`, 'sharding/config']);
    // Which keys it spends its time on, where it says so.
    grantItems(keyspaces, application, ['PutItem'], [`${keyspace}#heavy`]);
    for (const shard of Object.values(this.shards)) shard.grantUse(application);
  }

  /** Allows a person what the command line does with this keyspace. */
  grantPerson(person: Person): void {
    const { keyspaces: table, every } = this.deployment;
    const { deploymentName } = every;
    const { keyspace } = this.config;
    const functions = (['shard-mover', 'shard-balancer'] as const).map((role) =>
      shardFunctionName(deploymentName, keyspace, role),
    );
    const { driverName: driver } = this;
    const released = shardFunctionNames(deploymentName, keyspace);
    grantKeyspace(person, { table, functions, released, driver });
  }

  /** Whose grants are made in Headroom's stack names it there, which may not refer to this one; and it may be moved in its stack. */
  private get driverName(): string {
    const { deploymentName } = this.deployment.every;
    return `${shardFunctionName(deploymentName, this.config.keyspace, 'shard-mover')}-${placeMark(this)}`;
  }

  /** Where mover and balancer stand: in the keyspace's own VPC, or in that of the deployment. */
  private network(props: NetworkProps): FunctionNetwork | null {
    const { every, placed } = this.deployment;
    const said = Object.fromEntries(Object.entries(props).filter(([, value]) => value !== undefined));
    const { reached } = this;
    if (reached.length === 0 && Object.keys(said).length === 0) return every.network;
    const description = `Functions that reach the shards of ${this.config.keyspace}`;
    const network = networkOf(this, props.vpc === undefined ? { ...placed, ...said } : props, { description });
    if (network === null && reached.length > 0) throw new InvalidInput('vpc', noWayToServers);
    if (network === null || props.securityGroups !== undefined) return network;
    for (const { connections, port } of reached) {
      connectionsOf(network).allowTo(connections, Port.tcp(port), 'Moves slots and looks at them');
    }
    return network;
  }

  /** Where its shards are reached over the network. */
  private get reached() {
    return Object.values(this.shards).flatMap(({ network }) => (network === null ? [] : [network]));
  }

  /** A shard that takes a slot over reads it from the one that has it. */
  private connectShards(): void {
    for (const to of this.reached) {
      for (const from of this.reached) {
        if (from !== to) to.connections.connections.allowFrom(from.connections, Port.tcp(to.port), 'Slots that move');
      }
    }
  }

  private drive(): StateMachine {
    const { every } = this.deployment;
    const { deploymentName, logRetention, virtualTime } = every;
    const { keyspace } = this.config;
    const mover = this.mover.live;
    const { driverName: stateMachineName } = this;
    const props = { stateMachineName, keyspace, mover, logRetention, traced: !virtualTime };
    const { stateMachine } = new MoveDriver(this, 'Driver', props);
    stateMachine.grantStartExecution(this.balancer.role);
    this.balancer.function.addEnvironment('HEADROOM_MOVE_DRIVER', stateMachine.stateMachineArn);
    // The command line finds it by this export.
    new CfnOutput(this, 'DriverArn', {
      value: stateMachine.stateMachineArn,
      exportName: driverExport(deploymentName, keyspace),
    });
    return stateMachine;
  }

  private testEvents(): void {
    const writer = this.deployment.testEventWriter;
    if (writer === null) return;
    const functions = [this.router, this.mover, this.balancer];
    for (const of of functions) writer.offer(this, `TestEvents-${of.bundle}`, of);
  }

  /** Writes the config once all else stands: a tick before that would find grants missing. */
  private deliver(): void {
    const { keyspace: name, ...config } = this.config;
    new ConfigItem(this, 'Config', {
      configWriter: this.deployment.configWriter,
      capability: 'sharding',
      name,
      config,
    });
  }

  /** Slots of two shards in one place, or of two keyspaces, would have the same names. */
  private conflicts(): string[] {
    const all = this.node.root.node.findAll().filter((node): node is Keyspace => node instanceof Keyspace);
    const mine = this.places;
    return all.flatMap((other) =>
      [...other.places].flatMap(([place, names]) => {
        const told = (name: string) => `${other.config.keyspace}/${name}`;
        if (other === this)
          return names.length > 1 ? [`${names.map(told).join(' and ')} are one place; leave one out`] : [];
        const [name] = mine.get(place) ?? [];
        if (name === undefined) return [];
        return [
          `${told(names[0] ?? '')} is where ${this.config.keyspace}/${name} is; give each keyspace a place of its own`,
        ];
      }),
    );
  }

  /** Keyed by what is known of each: two stacks may have a logical id in common. */
  private get places(): ReadonlyMap<string, string[]> {
    const places = new Map<string, string[]>();
    for (const [name, { place }] of Object.entries(this.shards)) {
      const key = knownName(place, this).text;
      places.set(key, [...(places.get(key) ?? []), name]);
    }
    return places;
  }
}
