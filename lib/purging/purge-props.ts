import { type EventPattern, Schedule } from 'aws-cdk-lib/aws-events';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { DeclaredPurge, Release } from '../../core/purging/config/declared-purge.ts';
import { cdnNamed } from './cdns/catalogue.ts';
import type { CdnPurgeProps } from './purge-settings.ts';
import { deploymentSucceeded } from './releases/deployment-succeeded.ts';
import { pipelineSucceeded } from './releases/pipeline-succeeded.ts';

/** What a config file says of a purge, as `headroom.purge` takes it. What it names is imported into `scope`. */
export function purgeProps(scope: Construct, declared: DeclaredPurge): [string, CdnPurgeProps] {
  const { config, purgeOn, schedule, secretKeyArn } = declared;
  const { purge, schema: _, cdn, buckets, warmUp, ...settings } = config;
  return [
    purge,
    {
      ...settings,
      cdn: cdnNamed(cdn, { scope, secretKeyArn }),
      buckets: buckets.map(({ bucket: name, ...more }) => {
        const bucket = Bucket.fromBucketName(scope, `Bucket-${name}`, name);
        return { ...more, bucket, turnEventsOn: false };
      }),
      purgeOn: purgeOn.map(patternOf),
      ...(schedule !== null && { schedule: Schedule.expression(schedule) }),
      ...(warmUp !== null && { warmUp }),
    },
  ];
}

function patternOf(release: Release): EventPattern {
  switch (release.kind) {
    case 'pipeline':
      return pipelineSucceeded(release);
    case 'deployment-group': {
      const { deploymentGroupName, applicationName } = release;
      return deploymentSucceeded({ deploymentGroupName, application: { applicationName } });
    }
    case 'event': {
      const { kind: _, ...pattern } = release;
      return pattern;
    }
  }
}
