import { Stack } from 'aws-cdk-lib';
import { describe, expect, it } from 'vitest';
import { targetChecks } from '../../../core/scaling/checkup/catalogue.ts';
import { describingActions, observingActions } from '../../../core/scaling/config/observing.ts';
import {
  AuroraCapacityTarget,
  AuroraReadersTarget,
  AutoScalingGroupTarget,
  CustomLambdaTarget,
  DynamoDbThroughputTarget,
  EcsServiceTarget,
  ElastiCacheNodeGroupsTarget,
  ElastiCacheReplicasTarget,
  ElastiCacheServerlessTarget,
  KubernetesTarget,
  LambdaConcurrencyTarget,
  LambdaEventSourceTarget,
  LambdaManagedInstancesTarget,
} from '../../../lib/index.ts';
import { aHeadroom, env, resources } from '../an-app.ts';
import { settings } from './a-target.ts';

interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
}

const place = { account: null, region: null };
const orders = { replicationGroupId: 'orders' };
const cacheGroup = {
  told: {
    ...{ arn: 'arn:aws:elasticache:eu-west-1:1:replicationgroup:orders', tags: {}, status: 'available' },
    ...{ isCluster: true, isMultiAz: false, hasTls: true, hasLogin: true },
  },
};
const db = { dbClusterIdentifier: 'orders' };
const auroraCluster = {
  told: { arn: 'arn:aws:rds:eu-west-1:1:cluster:orders', tags: {}, notScalable: null, limits: null },
};
const targets = {
  'aurora-readers': {
    target: new AuroraReadersTarget(db),
    acts: targetChecks['aurora-readers'].acts({
      ...{ target: { kind: 'aurora-readers', ...place, ...db }, cluster: auroraCluster, rivals: { told: [] } },
    }),
  },
  'aurora-capacity': {
    target: new AuroraCapacityTarget(db, { limit: 'MinCapacity' }),
    acts: targetChecks['aurora-capacity'].acts({
      target: { kind: 'aurora-capacity', ...place, ...db, limit: 'MinCapacity' },
      ...{ cluster: auroraCluster, rivals: { told: [] } },
    }),
  },
  'auto-scaling-group': {
    target: AutoScalingGroupTarget.fromName('web'),
    acts: targetChecks['auto-scaling-group'].acts({
      target: { kind: 'auto-scaling-group', ...place, autoScalingGroupName: 'web' },
      group: {
        told: {
          ...{ arn: 'arn', tags: {}, deletion: null, limits: { min: 0, max: 1 }, metrics: [] },
          ...{ isWeighted: false, suspended: [] },
        },
      },
      rivals: { told: [] },
      monitoring: null,
      pool: null,
    }),
  },
  'ecs-service': {
    target: EcsServiceTarget.fromNames('shop', 'web'),
    acts: targetChecks['ecs-service'].acts({
      target: { kind: 'ecs-service', ...place, cluster: 'shop', serviceName: 'web' },
      service: { told: { arn: 'arn', tags: {}, notScalable: null } },
      rivals: { told: [] },
      insights: null,
    }),
  },
  'kubernetes-workload': {
    target: KubernetesTarget.fromNames('shop', { namespace: 'shop', name: 'web' }),
    acts: targetChecks['kubernetes-workload'].acts({
      target: {
        ...{ kind: 'kubernetes-workload', ...place, cluster: 'shop', namespace: 'shop' },
        ...{ group: 'apps', version: 'v1', resource: 'deployments', name: 'web' },
      },
      cluster: { told: { arn: 'arn', tags: {}, status: 'ACTIVE', authenticationMode: 'API', isPublic: true } },
      scale: { told: null },
      rivals: { told: [] },
      ...{ access: null, pool: null },
    }),
  },
  'elasticache-node-groups': {
    target: new ElastiCacheNodeGroupsTarget(orders),
    acts: targetChecks['elasticache-node-groups'].acts({
      target: { kind: 'elasticache-node-groups', ...place, ...orders },
      group: cacheGroup,
      rivals: { told: [] },
    }),
  },
  'elasticache-replicas': {
    target: new ElastiCacheReplicasTarget(orders),
    acts: targetChecks['elasticache-replicas'].acts({
      target: { kind: 'elasticache-replicas', ...place, ...orders },
      group: cacheGroup,
      rivals: { told: [] },
    }),
  },
  'elasticache-serverless': {
    target: new ElastiCacheServerlessTarget({ serverlessCacheName: 'orders' }, { limit: 'ecpu' }),
    acts: targetChecks['elasticache-serverless'].acts({
      target: { kind: 'elasticache-serverless', ...place, serverlessCacheName: 'orders', limit: 'ecpu' },
      cache: { told: { arn: 'arn', tags: {}, status: 'available', most: 9 } },
    }),
  },
  'dynamodb-throughput': {
    target: DynamoDbThroughputTarget.fromName('orders', { throughput: 'ReadCapacityUnits' }),
    acts: targetChecks['dynamodb-throughput'].acts({
      target: {
        kind: 'dynamodb-throughput',
        ...place,
        tableName: 'orders',
        indexName: null,
        throughput: 'ReadCapacityUnits',
      },
      table: { told: { arn: 'arn', tags: {}, notScalable: null, decreasesToday: 0 } },
      rivals: { told: [] },
    }),
  },
  'lambda-concurrency': {
    target: LambdaConcurrencyTarget.fromNames('checkout', 'live'),
    acts: targetChecks['lambda-concurrency'].acts({
      ...{ what: 'it', of: { aliasName: 'live' }, rivals: { told: [] } },
      target: { told: { arn: 'arn', tags: {}, notScalable: null } },
    }),
  },
  'lambda-event-source': {
    target: LambdaEventSourceTarget.fromUuid('u-1', { polling: 'MaximumConcurrency' }),
    acts: targetChecks['lambda-event-source'].acts({
      ...{ what: 'it', rivals: { told: [] } },
      target: { told: { arn: 'arn', tags: {}, notScalable: null } },
    }),
  },
  'lambda-managed-instances': {
    target: LambdaManagedInstancesTarget.fromName('checkout'),
    acts: targetChecks['lambda-managed-instances'].acts({
      ...{ what: 'it', rivals: { told: [] } },
      target: { told: { arn: 'arn', tags: {}, notScalable: null } },
    }),
  },
  'custom-lambda': {
    target: CustomLambdaTarget.fromName('scales', { resource: 'pool' }),
    acts: targetChecks['custom-lambda'].acts({
      ...{ what: 'it', rivals: { told: [] } },
      target: { told: { arn: 'arn', tags: {}, notScalable: null } },
    }),
  },
} as const satisfies Record<keyof typeof targetChecks, unknown>;

function statementsIn(stack: Stack): readonly Statement[] {
  return resources(stack, 'AWS::IAM::Policy').flatMap(
    ({ Properties }) => (Properties.PolicyDocument as { Statement: Statement[] }).Statement,
  );
}

/** What scales may do, and where it is put back once that is gone, the same of whoever does that. */
const actionsOf = (statements: readonly Statement[]) => [...new Set(statements.flatMap(({ Action }) => Action))].sort();

describe('the rights that a doctor asks about', () => {
  it.each(Object.entries(targets))('are those that a deploy grants to scale a %s', (_, { target, acts }) => {
    const { app, headroom } = aHeadroom();
    const stack = new Stack(app, 'Shop', { env });
    headroom.scale('checkout/web', target, {
      scope: stack,
      bounds: { min: 1, max: 2 },
      policies: [
        { kind: 'schedule', timeZone: 'UTC', windows: [{ days: ['mon'], from: '08:00', to: '18:00', floor: 2 }] },
      ],
    });
    expect(actionsOf(statementsIn(stack))).toEqual(
      [...(acts?.actions ?? []), ...(acts?.besides ?? []).flatMap(({ actions }) => actions)].sort(),
    );
  });

  it('are those that the deployed function has to read for all, and for what of each kind is scaled', () => {
    const { stack, headroom } = aHeadroom();
    for (const [kind, { target }] of Object.entries(targets)) headroom.scale(kind, target, settings());
    const everywhere = statementsIn(stack).filter(({ Resource }) => Resource === '*');
    expect(actionsOf(everywhere)).toEqual(
      expect.arrayContaining([...observingActions, ...Object.values(describingActions).flat()]),
    );
  });
});
