import { describe, expect, it } from 'vitest';
import { cloudFront } from '../../../../../adapters/purging/cdns/cloudfront/cloudfront.ts';
import { FakeCloudFront } from './fake-cloudfront.ts';

const minute = { leftMs: () => 60_000 };
const distribution = { kind: 'cloudfront', distributionId: 'E1', tenantId: null } as const;
const tenant = { ...distribution, tenantId: 'dt_1' };

function open(tagHeader: string | null = 'cache-tag') {
  const fake = new FakeCloudFront(tagHeader);
  return { fake, cdn: cloudFront({ reader: fake.client, actor: fake.client, random: () => 0 }) };
}

describe('CloudFront', () => {
  it('purges no tags where the distribution does not read them, and says why', async () => {
    expect((await open().cdn.limits(distribution)).noTagsBecause).toBeNull();
    expect((await open(null).cdn.limits(distribution)).noTagsBecause).toContain('no CacheTagConfig');
  });

  it('purges once what is asked for twice under one id', async () => {
    const { fake, cdn } = open();
    const purge = { id: 'p', items: ['/a', '#b'] };
    const answers = [await cdn.submit(distribution, purge, minute), await cdn.submit(distribution, purge, minute)];
    expect(answers[1]).toEqual(answers[0]);
    expect(fake.purged).toEqual(['/a', '#b']);
    expect(fake.calls[0]?.input).toMatchObject({
      InvalidationBatch: { CallerReference: 'p', Paths: { Quantity: 2, Items: ['/a', '#b'] } },
    });
  });

  it('purges a tenant by itself, and follows that', async () => {
    const { fake, cdn } = open();
    const answer = await cdn.submit(tenant, { id: 'p', items: ['/a'] }, minute);
    const purgeId = answer.is === 'accepted' ? String(answer.purgeId) : '';
    expect(await cdn.isCompleted(tenant, purgeId)).toBe(false);
    fake.completed.add(purgeId);
    expect(await cdn.isCompleted(tenant, purgeId)).toBe(true);
    expect(fake.calls.map(({ action }) => action)).toEqual([
      'CreateInvalidationForDistributionTenant',
      'GetInvalidationForDistributionTenant',
      'GetInvalidationForDistributionTenant',
    ]);
    expect(fake.calls[0]?.input).toMatchObject({ Id: 'dt_1' });
    expect(fake.calls[1]?.input).toEqual({ DistributionTenantId: 'dt_1', Id: purgeId });
  });
});
