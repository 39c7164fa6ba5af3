import { ArnFormat, Stack } from 'aws-cdk-lib';
import type { CfnServerlessCache } from 'aws-cdk-lib/aws-elasticache';
import { Construct, type IConstruct } from 'constructs';
import type { TargetConfig } from '../../../../core/scaling/config/target-kinds.ts';
import { type NamedPlace, requireOwnPlace } from '../own-place.ts';
import type { BoundTarget, CapacityGrant, ScalingTarget } from '../scaling-target.ts';

/** A serverless cache that is known by its name alone. */
export interface NamedServerlessCache extends NamedPlace {
  readonly serverlessCacheName: string;
}

/** Which of its limits is scaled. */
export interface ServerlessCacheOptions {
  /** `ecpu`: a unit is 1,000 ElastiCache processing units a second. `storage`: a unit is 1 GB. */
  readonly limit: TargetConfig<'elasticache-serverless'>['limit'];
}

/**
 * The least that a serverless cache keeps ready. What it keeps ready is paid for, used or not; ElastiCache takes up to an hour
 * to have it, and scales above it by itself.
 */
export class ElastiCacheServerlessTarget implements ScalingTarget {
  readonly construct: IConstruct | null;
  private readonly named: NamedServerlessCache;
  private readonly cache: CfnServerlessCache | null;
  private readonly limit: ServerlessCacheOptions['limit'];

  constructor(cache: CfnServerlessCache | NamedServerlessCache, { limit }: ServerlessCacheOptions) {
    this.cache = Construct.isConstruct(cache) ? (cache as CfnServerlessCache) : null;
    this.construct = this.cache;
    this.named = this.cache === null ? (cache as NamedServerlessCache) : { serverlessCacheName: this.cache.ref };
    this.limit = limit;
  }

  /** Allows to describe and modify this cache; IAM has no condition for its limits. */
  bind(scope: Construct, grant: CapacityGrant): BoundTarget {
    const { serverlessCacheName, account = null, region = null } = this.named;
    requireOwnPlace(scope, this.named);
    grant.allow({
      actions: ['elasticache:DescribeServerlessCaches', 'elasticache:ModifyServerlessCache'],
      resourceArn: Stack.of(scope).formatArn({
        service: 'elasticache',
        resource: 'serverlesscache',
        resourceName: serverlessCacheName,
        arnFormat: ArnFormat.COLON_RESOURCE_NAME,
      }),
      construct: this.construct,
      wildcard: null,
    });
    const config = { kind: 'elasticache-serverless' as const, account, region, serverlessCacheName, limit: this.limit };
    return { config, running: null, asked: null };
  }

  /** A deploy that leaves the limits in the template as they are sets nothing. */
  conflicts(): readonly string[] {
    return [];
  }
}
