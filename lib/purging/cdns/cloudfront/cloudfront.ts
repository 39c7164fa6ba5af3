import { ArnFormat, Stack } from 'aws-cdk-lib';
import { CfnDistribution, type IDistribution } from 'aws-cdk-lib/aws-cloudfront';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct, IConstruct } from 'constructs';
import { InvalidInput } from '../../../../core/model/errors.ts';
import type { BoundCdn, PurgedCdn } from '../purged-cdn.ts';

/** What may be said of a distribution that is purged. */
export interface CloudFrontCdnOptions {
  /**
   * The tenant of a multi-tenant distribution that is purged.
   * @default - the distribution itself
   */
  readonly tenantId?: string;
  /**
   * The response header in which the origin names the tags of an object, e.g. `cache-tag`; this opts the distribution in
   * to purges by tag.
   * @default - left as it is
   */
  readonly cacheTagHeader?: string;
}

/** A CloudFront distribution, or a tenant of one. */
export class CloudFrontCdn implements PurgedCdn {
  readonly construct: IConstruct;
  private readonly distribution: IDistribution;
  private readonly options: CloudFrontCdnOptions;

  constructor(distribution: IDistribution, options: CloudFrontCdnOptions = {}) {
    this.construct = distribution;
    this.distribution = distribution;
    this.options = options;
  }

  bind(scope: Construct): BoundCdn {
    const { distributionId, distributionDomainName } = this.distribution;
    const { tenantId = null, cacheTagHeader } = this.options;
    if (cacheTagHeader !== undefined) readTags(this.distribution, cacheTagHeader);
    return {
      config: { kind: 'cloudfront', distributionId, tenantId },
      statements:
        tenantId === null ? [mayPurge(scope, distributionId)] : mayPurgeTenant(scope, distributionId, tenantId),
      // A tenant has domains of its own, and none of CloudFront's.
      host: tenantId === null ? distributionDomainName : null,
    };
  }
}

/** What purging a distribution takes; all of them know the tags of one. */
export const distributionActions = [
  'cloudfront:CreateInvalidation',
  'cloudfront:GetInvalidation',
  'cloudfront:GetDistributionConfig',
] as const;

function mayPurge(scope: Construct, distributionId: string): PolicyStatement {
  return new PolicyStatement({
    actions: [...distributionActions],
    resources: [arnOf(scope, 'distribution', distributionId)],
  });
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudfront.html */
function mayPurgeTenant(scope: Construct, distributionId: string, tenantId: string): PolicyStatement[] {
  const actions = ['CreateInvalidationForDistributionTenant', 'GetInvalidationForDistributionTenant'];
  return [
    allow(['GetDistributionConfig'], arnOf(scope, 'distribution', distributionId)),
    allow(actions, arnOf(scope, 'distribution-tenant', tenantId)),
  ];
}

function allow(actions: readonly string[], arn: string): PolicyStatement {
  return new PolicyStatement({ actions: actions.map((action) => `cloudfront:${action}`), resources: [arn] });
}

function arnOf(scope: Construct, resource: string, resourceName: string): string {
  const arnFormat = ArnFormat.SLASH_RESOURCE_NAME;
  return Stack.of(scope).formatArn({ service: 'cloudfront', region: '', resource, resourceName, arnFormat });
}

/** Only the resource itself can say so: `Distribution` has no such property yet. */
function readTags(distribution: IDistribution, header: string): void {
  const resource = distribution.node.defaultChild;
  if (!(resource instanceof CfnDistribution)) {
    throw new InvalidInput(
      'cacheTagHeader',
      'needs a distribution that is made in this app; opt an imported one in where it is made',
    );
  }
  resource.addPropertyOverride('DistributionConfig.CacheTagConfig.HeaderName', header);
}
