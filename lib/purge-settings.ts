import type { IDistribution } from 'aws-cdk-lib/aws-cloudfront';
import type { EventPattern, Schedule } from 'aws-cdk-lib/aws-events';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { PurgeInput } from '../core/model/purge.ts';

/** A bucket behind a distribution. */
export interface PurgeBucket {
  readonly bucket: IBucket;
  /**
   * The folder of the bucket that is served, e.g. `/site`.
   * @default - all of it
   */
  readonly originPath?: string;
  /**
   * The beginning of the paths under which it is served, e.g. `/static`.
   * @default - none
   */
  readonly pathPrefix?: string;
}

/** How what changes behind a distribution is purged from it. */
export interface PurgeProps extends Omit<PurgeInput, 'schema' | 'cdn' | 'buckets' | 'dollarsPerItem'> {
  readonly distribution: IDistribution;
  /**
   * Buckets whose objects it serves. Their changes are purged, and their lists tell what a wildcard would purge in vain.
   * @default - none: changes come by events "Content Changed" and from people
   */
  readonly buckets?: readonly PurgeBucket[];
  /**
   * Events that mean that all of `onDeploy` has changed, e.g. the success of a pipeline.
   * @default - none
   */
  readonly purgeOn?: readonly EventPattern[];
  /**
   * When `onDeploy` is purged regularly.
   * @default - never
   */
  readonly schedule?: Schedule;
  /**
   * The response header in which the origin names the tags of an object, e.g. `cache-tag`; this opts the distribution in
   * to purges by tag.
   * @default - left as it is
   */
  readonly cacheTagHeader?: string;
  /**
   * Where rules, grant and config are made. They depend on Headroom and on the distribution.
   * @default - the stack of the distribution
   */
  readonly scope?: Construct;
}
