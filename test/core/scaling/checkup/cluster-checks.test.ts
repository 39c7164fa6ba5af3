import { describe, expect, it } from 'vitest';
import { type CheckedCluster, clusterChecks } from '../../../../core/scaling/checkup/targets/aurora-cluster.ts';
import { aScalable } from '../../../fixtures.ts';

const place = { account: null, region: null, dbClusterIdentifier: 'orders' };
const readers = { kind: 'aurora-readers', ...place } as const;
const least = { kind: 'aurora-capacity', ...place, limit: 'MinCapacity' } as const;
const arn = 'arn:aws:rds:eu-west-1:111122223333:cluster:orders';
const inOrder: CheckedCluster = { arn, tags: {}, notScalable: null, limits: { min: 1, max: 15 } };

function wrong(
  target: typeof readers | typeof least,
  told: Partial<CheckedCluster> | null,
  bounds = { min: 1, max: 15 },
) {
  const cluster = { told: told === null ? null : { ...inOrder, ...told } };
  const config = { ...aScalable({ target }), bounds };
  return Object.entries(clusterChecks.checks).flatMap(([check, judge]) =>
    judge({ target, cluster, rivals: { told: [] } }, config)
      .filter(({ is }) => is !== 'ok')
      .map(({ is }) => `${check}: ${is}`),
  );
}

describe.each([readers, least])('an Aurora cluster that is checked as $kind', (target) => {
  it('is in order where all is as a look needs it', () => {
    expect(wrong(target, {})).toEqual([]);
  });

  it('is one remark where it is not there, or cannot be scaled', () => {
    expect(wrong(target, null)).toEqual(['the cluster: trouble']);
    expect(wrong(target, { notScalable: 'it is of postgres', limits: null })).toEqual(['the cluster: trouble']);
  });

  it('is told where its bounds cannot be had', () => {
    expect(wrong(target, {}, { min: 1, max: 16 })).toEqual(['its bounds: trouble']);
    expect(wrong(target, { limits: { min: 3, max: 15 } })).toEqual(['its bounds: warning']);
  });
});

it('what registering readers takes is asked of IAM with what such requests tell', () => {
  const acts = clusterChecks.acts({ target: readers, cluster: { told: inOrder }, rivals: { told: [] } });
  expect(acts?.besides).toContainEqual({
    actions: ['application-autoscaling:DeregisterScalableTarget', 'application-autoscaling:RegisterScalableTarget'],
    resourceArn: 'arn:aws:application-autoscaling:eu-west-1:111122223333:scalable-target/*',
    context: {
      'application-autoscaling:service-namespace': 'rds',
      'application-autoscaling:scalable-dimension': 'rds:cluster:ReadReplicaCount',
    },
  });
  expect(acts?.besides?.flatMap(({ context = {} }) => Object.keys(context))).toContain('aws:ViaAWSService');
});
