import type { S3Client } from '@aws-sdk/client-s3';
import type { BucketConfig, PurgeConfig } from '../../core/purging/config/purge.ts';
import { pathsIn } from '../../core/purging/normalise.ts';
import type { Inventory } from '../../core/purging/ports.ts';

/** Most pages of 1,000 objects: about 20 seconds, and $0.001. */
const mostPages = 200;

/** What there is behind a CDN, by listing its buckets; unknown where it has none, or too many objects. */
export function s3Inventory(client: Pick<S3Client, 'send'>): Inventory {
  return {
    paths: async (config) => {
      if (config.buckets.length === 0) return null;
      const paths: string[] = [];
      for (const bucket of config.buckets) {
        const listed = await list(client, bucket, config);
        if (listed === null) return null;
        for (const path of listed) paths.push(path);
      }
      return paths;
    },
  };
}

async function list(
  client: Pick<S3Client, 'send'>,
  bucket: BucketConfig,
  config: PurgeConfig,
): Promise<string[] | null> {
  const Prefix = bucket.originPath === '' ? undefined : `${bucket.originPath.slice(1)}/`;
  const { ListObjectsV2Command } = await import('@aws-sdk/client-s3');
  const paths: string[] = [];
  let token: string | undefined;
  for (let page = 0; page < mostPages; page++) {
    const { Contents = [], NextContinuationToken } = await client.send(
      new ListObjectsV2Command({ Bucket: bucket.bucket, Prefix, ContinuationToken: token }),
    );
    paths.push(...Contents.flatMap(({ Key = '' }) => pathsIn(bucket, config, Key)));
    if (NextContinuationToken === undefined) return paths;
    token = NextContinuationToken;
  }
  return null;
}
