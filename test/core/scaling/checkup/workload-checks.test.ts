import { expect, test } from 'vitest';
import { type ClusterTold, workloadChecks } from '../../../../core/scaling/checkup/targets/kubernetes-workload.ts';
import { aScalable } from '../../../fixtures.ts';

const target = {
  kind: 'kubernetes-workload' as const,
  ...{ account: null, region: null, cluster: 'shop', namespace: 'shop' },
  ...{ group: 'apps', version: 'v1', resource: 'deployments', name: 'web' },
};
const cluster: ClusterTold = { arn: 'arn', tags: {}, status: 'ACTIVE', authenticationMode: 'API', isPublic: true };

function found(more: Partial<ClusterTold>) {
  const facts = {
    ...{ target, cluster: { told: { ...cluster, ...more } }, scale: { told: null }, rivals: { told: [] } },
    ...{ access: null, pool: null },
  };
  return workloadChecks.checks['the cluster']?.(facts, aScalable()).filter(({ is }) => is !== 'ok') ?? [];
}

test('a cluster that lets in some addresses alone, or none from outside, is told before a look waits in vain', () => {
  expect(found({})).toEqual([]);
  expect(found({ publicCidrs: ['203.0.113.0/24'] })).toMatchObject([
    { is: 'warning', says: expect.stringContaining('lets in 203.0.113.0/24 alone') },
  ]);
  expect(found({ isPublic: false, publicCidrs: ['203.0.113.0/24'] })).toMatchObject([
    { says: expect.stringContaining('from its VPC alone') },
  ]);
});
