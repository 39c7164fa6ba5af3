import { Distribution } from 'aws-cdk-lib/aws-cloudfront';
import type { Construct } from 'constructs';
import { cdns } from '../../../adapters/purging/cdns/catalogue.ts';
import type { CdnConfig } from '../../../core/purging/config/cdn-kinds.ts';
import { type BoundCdn, CloudFrontCdn } from '../../../lib/index.ts';
import { awsError } from '../../adapters/aws-error.ts';
import { FakeCloudFront } from '../../adapters/purging/cdns/cloudfront/fake-cloudfront.ts';
import { type CdnRig, keys } from '../cdn-rig.ts';

export async function rig(): Promise<CdnRig<'cloudfront'>> {
  const fake = new FakeCloudFront();
  const client = fake.client;
  const busy = awsError('TooManyInvalidationsInProgress', 'too many');
  const aws = { busy, broken: awsError('InternalError', 'oh', 503), hang: 'hang' } as const;
  return {
    cdn: cdns({ cloudFront: { reader: client, actor: client }, fetch, keys, random: () => 0 }),
    config: { kind: 'cloudfront', distributionId: 'E1', tenantId: null },
    gone: { kind: 'cloudfront', distributionId: 'E2', tenantId: null },
    purged: () => fake.purged,
    asked: () => fake.called('CreateInvalidation'),
    trouble: (...troubles) => {
      fake.troubles = troubles.map((one) => aws[one]);
    },
    refuse: (items) => {
      for (const item of items) fake.refused.add(item);
    },
    complete: (id) => fake.completed.add(id),
    stop: () => {},
  };
}

export function bound(scope: Construct, { distributionId, tenantId }: CdnConfig<'cloudfront'>): BoundCdn {
  const domainName = 'd1.cloudfront.net';
  const distribution = Distribution.fromDistributionAttributes(scope, 'Distribution', { distributionId, domainName });
  return new CloudFrontCdn(distribution, tenantId === null ? {} : { tenantId }).bind(scope);
}
