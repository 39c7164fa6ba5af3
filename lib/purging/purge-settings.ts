import type { IDistribution } from 'aws-cdk-lib/aws-cloudfront';
import type { EventPattern, Schedule } from 'aws-cdk-lib/aws-events';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { PurgeInput } from '../../core/purging/config/purge.ts';
import { CloudFrontCdn, type CloudFrontCdnOptions } from './cdns/cloudfront/cloudfront.ts';
import type { PurgedCdn } from './cdns/purged-cdn.ts';

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
  /**
   * How viewers write a space of an object's name: `%20` or `+`.
   * @default 'both' - each such object is purged under both addresses
   */
  readonly spacesAs?: 'both' | '%20' | '+';
  /**
   * Whether the app turns its events on, which CDK does by a function of its own that may change the notifications of every
   * bucket. Where it does not, they are on already, or nothing that changes is heard of.
   * @default true
   */
  readonly turnEventsOn?: boolean;
}

/** What is fetched once after it has been purged. */
export interface PurgeWarmUp {
  /** The most requested paths, most requested first; 100 at most. */
  readonly paths: readonly string[];
  /**
   * The host that is asked for them, by HTTPS.
   * @default - the distribution's own domain, or the host that the CDN was given
   */
  readonly host?: string;
}

/** How what changes behind a CDN is purged from it. */
interface PurgeSettings extends Omit<PurgeInput, 'schema' | 'cdn' | 'buckets' | 'warmUp'> {
  /**
   * Buckets whose objects it serves. Their changes are purged, and their lists tell what a wildcard would purge in vain.
   * @default - none: changes come by events "Content Changed" and from people
   */
  readonly buckets?: readonly PurgeBucket[];
  /**
   * Events that mean that all of `onDeploy` has changed, e.g. `pipelineSucceeded(pipeline)` or `deploymentSucceeded(group)`.
   * @default - none
   */
  readonly purgeOn?: readonly EventPattern[];
  /**
   * When `onDeploy` is purged regularly.
   * @default - never
   */
  readonly schedule?: Schedule;
  /**
   * What is fetched once after it has been purged, so that no visitor waits for it.
   * @default - nothing
   */
  readonly warmUp?: PurgeWarmUp;
  /**
   * Where rules, grant and config are made. They depend on Headroom and on what is purged.
   * @default - the stack of the distribution, else that of the first bucket; Headroom's own where there is neither, or where
   * that stack is in another Region. Headroom's stack then refers to it, which takes `crossRegionReferences: true` for both.
   */
  readonly scope?: Construct;
}

/** A purge of a CloudFront distribution. */
export interface DistributionPurgeProps extends PurgeSettings, CloudFrontCdnOptions {
  readonly distribution: IDistribution;
}

/** A purge of any kind of CDN, e.g. `new FastlyCdn({ serviceId, host, secret })`. */
export interface CdnPurgeProps extends PurgeSettings {
  readonly cdn: PurgedCdn;
}

/** What is purged, and how. */
export type PurgeProps = DistributionPurgeProps | CdnPurgeProps;

/** The settings of a purge, and what is purged. */
export function cdnOf(props: PurgeProps): CdnPurgeProps {
  if ('cdn' in props) return props;
  const { distribution, tenantId, cacheTagHeader, ...settings } = props;
  const options = {
    ...(tenantId !== undefined && { tenantId }),
    ...(cacheTagHeader !== undefined && { cacheTagHeader }),
  };
  return { ...settings, cdn: new CloudFrontCdn(distribution, options) };
}
