import { describe, expect, it } from 'vitest';
import {
  type ServerlessFacts,
  serverlessChecks,
} from '../../../../core/scaling/checkup/targets/elasticache-serverless.ts';
import { type CacheGroup, replicationGroupChecks } from '../../../../core/scaling/checkup/targets/replication-group.ts';
import { aScalable } from '../../../fixtures.ts';

const place = { account: null, region: 'eu-central-1' };
const kinds = ['elasticache-node-groups', 'elasticache-replicas'] as const;
const inOrder: CacheGroup = {
  ...{ arn: 'arn:aws:elasticache:eu-central-1:1:replicationgroup:orders', tags: {}, status: 'available' },
  ...{ isCluster: true, isMultiAz: true, hasTls: true, hasLogin: true },
};

/** What is wrong of a group, as `check: gravity`. */
function wrong(kind: (typeof kinds)[number], told: Partial<CacheGroup> | null, bounds = { min: 1, max: 5 }) {
  const target = { kind, ...place, replicationGroupId: 'orders' };
  const group = { told: told === null ? null : { ...inOrder, ...told } };
  // Whether zero can be left again is not what is tried here.
  const config = { ...aScalable({ target }), bounds };
  const facts = { target, group, rivals: { told: [] } };
  return Object.entries(replicationGroupChecks.checks).flatMap(([check, judge]) =>
    judge(facts, config)
      .filter(({ is }) => is !== 'ok')
      .map(({ is, mend }) => `${check}: ${is}${mend === null ? '' : `, ${mend}`}`),
  );
}

describe.each(kinds)('a replication group that is checked as %s', (kind) => {
  it('is in order where all is as a look needs it, and while it is changed', () => {
    expect(wrong(kind, {})).toEqual([]);
    expect(wrong(kind, { status: 'modifying' })).toEqual([]);
  });

  it('is one remark where it is not there, or goes', () => {
    expect(wrong(kind, null)).toEqual(['the replication group: trouble']);
    expect(wrong(kind, { status: 'deleting' })).toEqual(['the replication group: trouble']);
  });

  it('is told with the command where it takes what is not encrypted, and without where whoever comes is let in', () => {
    expect(wrong(kind, { hasTls: false })).toEqual([
      'who is let in: warning, aws elasticache modify-replication-group --replication-group-id orders --transit-encryption-enabled --transit-encryption-mode preferred --apply-immediately --region eu-central-1',
    ]);
    expect(wrong(kind, { hasLogin: false })).toEqual(['who is let in: warning']);
  });
});

it('node groups can be scaled of a cluster alone, replicas within what AWS allows', () => {
  expect(wrong('elasticache-node-groups', { isCluster: false })).toEqual(['the replication group: trouble']);
  expect(wrong('elasticache-replicas', { isCluster: false })).toEqual([]);
  expect(wrong('elasticache-replicas', {}, { min: 1, max: 6 })).toEqual(['its bounds: trouble']);
  expect(wrong('elasticache-replicas', {}, { min: 0, max: 5 })).toEqual(['its bounds: warning']);
  expect(wrong('elasticache-replicas', { isMultiAz: false }, { min: 0, max: 5 })).toEqual([]);
});

describe('a serverless cache that is checked', () => {
  const target = { kind: 'elasticache-serverless', ...place, serverlessCacheName: 'orders', limit: 'ecpu' } as const;
  const found = (most: number, leadSeconds?: number) => {
    const facts: ServerlessFacts = { target, cache: { told: { arn: 'arn', tags: {}, status: 'available', most } } };
    const config = aScalable({
      target,
      bounds: { min: 1, max: 50 },
      ...(leadSeconds !== undefined && { leadSeconds }),
    });
    return Object.entries(serverlessChecks.checks).flatMap(([check, judge]) =>
      judge(facts, config).map(({ is }) => `${check}: ${is}`),
    );
  };

  it('has an hour of lead unless somebody says another, and is warned of a shorter one', () => {
    expect(aScalable({ target }).leadSeconds).toBe(3600);
    expect(found(50)).toEqual(['the serverless cache: ok', 'its bounds: ok', 'its lead: ok']);
    expect(found(50, 180)).toContain('its lead: warning');
  });

  it('is in trouble where its own limit is below what it may be asked for', () => {
    expect(found(9)).toContain('its bounds: trouble');
  });
});
