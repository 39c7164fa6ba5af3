import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { Connections, IConnectable } from 'aws-cdk-lib/aws-ec2';
import type { CfnReplicationGroup } from 'aws-cdk-lib/aws-elasticache';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { cacheExport, checkCacheName, invalidatorName } from '../../core/caching/config/cache-name.ts';
import { parseMissCost } from '../../core/caching/config/miss-cost.ts';
import { InvalidInput } from '../../core/model/errors.ts';
import type { ReadingInput } from '../../core/readings/reading-config.ts';
import type { Deployment } from '../deployment/deployment.ts';
import { connectionsOf, type FunctionNetwork, networkOf } from '../deployment/network.ts';
import { grantFunctions, type Person } from '../deployment/people-grants.ts';
import { refuseElsewhere } from '../deployment/refuse-elsewhere.ts';
import { CacheAlarms } from './cache-alarms.ts';
import { CacheChanges } from './cache-changes.ts';
import type { CachePlace } from './cache-place.ts';
import type { CacheProps } from './cache-settings.ts';
import { CacheTick } from './cache-tick.ts';
import { existingNodes } from './existing-nodes.ts';
import { CacheInvalidator } from './functions/cache-invalidator.ts';
import { MadeNodes } from './made-nodes.ts';

/**
 * A cache: its nodes, or those that it adopts, and the function that takes out of it what has changed behind it. Throws
 * `InvalidInput` naming the field, the value and the fix. Why: docs/decisions/0063.
 */
export class Cache extends Construct implements IConnectable {
  readonly cacheName: string;
  /** Where it is, as `connectCache` of `headroom-aws/cache` takes it: `fn.addEnvironment('ORDERS_CACHE', cache.server)`. */
  readonly server: string;
  readonly invalidator: CacheInvalidator;
  /** Where a relay of an outbox sends keys; null where `outbox` was not asked for. */
  readonly outbox: IQueue | null;
  readonly place: CachePlace;
  private readonly deploymentName: string;

  constructor(scope: Construct, id: string, cache: string, deployment: Deployment, props: CacheProps) {
    super(scope, id);
    refuseElsewhere(this, deployment.construct);
    this.cacheName = checkCacheName(cache);
    const { every, testEventWriter, told } = deployment;
    this.deploymentName = every.deploymentName;
    const network = this.network(deployment, props);
    this.place = this.placed(props, network);
    this.server = Stack.of(this).toJsonString(this.place.server);
    const functionName = invalidatorName(this.deploymentName, cache);
    const { tables = [], events = [], outbox = false } = props;
    const changes = new CacheChanges(this, 'Changes', { cache, tables, events, outbox });
    this.outbox = outbox ? changes.queue : null;
    this.invalidator = new CacheInvalidator(this, 'Invalidator', {
      ...every,
      ...{ network, cache, functionName },
      ...{
        server: this.server,
        patterns: Stack.of(this).toJsonString(changes.patterns),
        deadLetters: changes.deadLetters,
      },
      nodes: this.place.nodes === null ? null : JSON.stringify(this.place.nodes),
      shrinksFirst: props.shrinksFirst ?? false,
      missCost: props.missCost === undefined ? null : JSON.stringify(parseMissCost(props.missCost)),
      grants: this.place.grants,
    });
    changes.wake(this.invalidator);
    this.letIn(network);
    const { live } = this.invalidator;
    new CacheTick(this, 'Tick', { cache, invalidator: live });
    const watched = { cache, invalidator: live, deadLetters: changes.deadLetters, logOf: functionName, told };
    new CacheAlarms(this, 'Alarms', watched);
    testEventWriter?.offer(this, 'TestEvents', this.invalidator);
    // The command line finds it by this export.
    const exportName = cacheExport(this.deploymentName, cache);
    new CfnOutput(this, 'InvalidatorName', { value: this.invalidator.function.functionName, exportName });
  }

  /** Where applications are let in: `cache.connections.allowDefaultPortFrom(service)`. Throws `InvalidInput` where nobody has to be. */
  get connections(): Connections {
    const { connections } = this.place;
    if (connections !== null) return connections.connections;
    throw new InvalidInput('existing.securityGroups', 'is missing; give those of the cache, whose rules let others in');
  }

  /** The nodes that were made. Throws `InvalidInput` where they were there already. */
  get replicationGroup(): CfnReplicationGroup {
    const { group } = this.place;
    if (group !== null) return group;
    throw new InvalidInput('nodes', 'is missing; what is existing is known by its own name');
  }

  /**
   * How many node groups pay, with what a miss costs. With it the node groups are scaled:
   * `headroom.scale('orders/cache', new ElastiCacheNodeGroupsTarget(cache.replicationGroup), { readings: { pays:
   * cache.nodeGroupsThatPay() }, policies: [{ kind: 'target-tracking', reading: 'pays', of: 'demand', target: 1 }], ... })`.
   */
  nodeGroupsThatPay(): ReadingInput {
    return {
      parts: [
        {
          kind: 'cloudwatch',
          namespace: 'Headroom',
          metricName: 'CacheNodeGroupsThatPay',
          dimensions: { deployment: this.deploymentName, cache: this.cacheName },
          stat: 'Maximum',
          periodSeconds: 60,
        },
      ],
      unit: 'count',
    };
  }

  /** Lets an application log in; it has to be let in by `connections` too. */
  grantUse(application: IGrantable): void {
    for (const statement of this.place.grants) application.grantPrincipal.addToPrincipalPolicy(statement.copy());
  }

  /** Allows a person what the command line does with it. */
  grantPerson(person: Person): void {
    const name = invalidatorName(this.deploymentName, this.cacheName);
    grantFunctions(person, Stack.of(this), [name]);
  }

  /** Where the function stands, and nodes that are made. */
  private network(deployment: Deployment, props: CacheProps): FunctionNetwork | null {
    const { vpc, vpcSubnets, securityGroups, awsPeer, dynamoDbPeer } = props;
    const said = Object.entries({ vpc, vpcSubnets, securityGroups, awsPeer, dynamoDbPeer }).filter(
      ([, value]) => value,
    );
    const { every, placed } = deployment;
    const { cacheName } = this;
    const description = `What invalidates in the cache ${cacheName}`;
    if (props.nodes === undefined && said.length === 0) return every.network;
    return networkOf(this, vpc === undefined ? { ...placed, ...Object.fromEntries(said) } : props, { description });
  }

  private placed({ nodes, existing }: CacheProps, network: FunctionNetwork | null): CachePlace {
    if ((nodes === undefined) === (existing === undefined))
      throw new InvalidInput('nodes', 'give nodes, which are made, or what is existing: one of the two');
    if (existing !== undefined) return existingNodes(this, existing);
    if (nodes === undefined || network === null)
      throw new InvalidInput(
        'vpc',
        'is missing; nodes of ElastiCache stand in a network, so give the one they are to be in',
      );
    return new MadeNodes(this, 'Made', { cache: this.cacheName, nodes, network });
  }

  private letIn(network: FunctionNetwork | null): void {
    const { connections } = this.place;
    if (connections === null || network === null) return;
    connections.connections.allowDefaultPortFrom(connectionsOf(network), 'Takes out what has changed');
  }
}
