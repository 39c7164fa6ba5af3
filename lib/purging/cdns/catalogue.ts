import { Distribution } from 'aws-cdk-lib/aws-cloudfront';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import type { CdnConfig, CdnKind } from '../../../core/purging/config/cdn-kinds.ts';
import { secretNamed } from '../../deployment/named-resources.ts';
import { CloudflareCdn } from './cloudflare/cloudflare.ts';
import { CloudFrontCdn } from './cloudfront/cloudfront.ts';
import { FastlyCdn } from './fastly/fastly.ts';
import type { PurgedCdn } from './purged-cdn.ts';

/** Where what is named stands in the app. */
interface Names {
  readonly scope: Construct;
  /** The KMS key of the secret; null where it has none of its own. */
  readonly secretKeyArn: string | null;
}

const cdns: { readonly [K in CdnKind]: (cdn: CdnConfig<K>, names: Names) => PurgedCdn } = {
  cloudfront: ({ distributionId, tenantId }, { scope }) => {
    // Its own domain is not asked for: warm-ups of what is named say their host.
    const attributes = { distributionId, domainName: `${distributionId}.cloudfront.net` };
    const distribution = Distribution.fromDistributionAttributes(scope, 'Distribution', attributes);
    return new CloudFrontCdn(distribution, tenantId === null ? {} : { tenantId });
  },
  fastly: ({ serviceId, host, soft, ...key }, names) => new FastlyCdn({ serviceId, host, soft, ...keyOf(key, names) }),
  cloudflare: ({ zoneId, host, plan, ...key }, names) =>
    new CloudflareCdn({ zoneId, host, ...(plan !== null && { plan }), ...keyOf(key, names) }),
};

/** The CDN that a config names, known by its names alone. */
export function cdnNamed<K extends CdnKind>(cdn: CdnConfig<K>, names: Names): PurgedCdn {
  return cdns[cdn.kind](cdn, names);
}

interface KeyConfig {
  readonly secretArn: string;
  readonly secretField: string | null;
}

function keyOf({ secretArn, secretField }: KeyConfig, { scope, secretKeyArn }: Names) {
  const secret: ISecret = secretNamed(scope, 'Secret', secretArn, secretKeyArn);
  return { secret, ...(secretField !== null && { secretField }) };
}
