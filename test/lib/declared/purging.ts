import { Distribution } from 'aws-cdk-lib/aws-cloudfront';
import { Schedule } from 'aws-cdk-lib/aws-events';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import {
  CloudFrontCdn,
  CloudflareCdn,
  deploymentSucceeded,
  FastlyCdn,
  type PurgeProps,
  pipelineSucceeded,
} from '../../../lib/index.ts';
import type { DeclaredRig } from './declared-rig.ts';

const secretArn = 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:cdn-token-AbCdEf';
const secretKeyArn = 'arn:aws:kms:eu-central-1:111122223333:key/1234-abcd';
const warmUp = { host: 'www.example.com', paths: ['/', '/news'] };
const distributionId = 'E1A2B3C4D5E6F7';
const zoneId = '0123456789abcdef0123456789abcdef';

export const rig: DeclaredRig = {
  input: {
    purges: {
      site: {
        cdn: { kind: 'cloudfront', distributionId },
        buckets: [{ bucket: 'site', originPath: '/public', pathPrefix: '/static', spacesAs: '+' }],
        rootObject: 'index.html',
        quietSeconds: 30,
        purgeOn: [
          { kind: 'pipeline', pipelineName: 'release' },
          { kind: 'deployment-group', applicationName: 'shop', deploymentGroupName: 'web' },
          { kind: 'event', source: ['shop.site'], detailType: ['Published'], detail: { part: ['all'] } },
        ],
        schedule: 'rate(1 hour)',
        warmUp,
      },
      tenant: { cdn: { kind: 'cloudfront', distributionId, tenantId: 'dt_2' }, mode: 'recommend' },
      images: { cdn: { kind: 'fastly', serviceId: 'SU1Z0isxPa', host: 'i.example.com', secretArn, secretKeyArn } },
      docs: {
        cdn: { kind: 'cloudflare', zoneId, host: 'd.example.com', plan: 'pro', secretArn, secretField: 'token' },
      },
    },
  },
  make(headroom, imported) {
    const distributionIn = (scope: Construct) =>
      Distribution.fromDistributionAttributes(scope, 'Distribution', { distributionId, domainName: 'x.example.com' });
    const purge = (name: string, props: (scope: Construct) => PurgeProps) =>
      headroom.purge(name, props(imported(name)));
    purge('site', (scope) => ({
      distribution: distributionIn(scope),
      buckets: [
        {
          bucket: Bucket.fromBucketName(scope, 'Bucket', 'site'),
          originPath: '/public',
          pathPrefix: '/static',
          spacesAs: '+',
          turnEventsOn: false,
        },
      ],
      rootObject: 'index.html',
      quietSeconds: 30,
      purgeOn: [
        pipelineSucceeded({ pipelineName: 'release' }),
        deploymentSucceeded({ deploymentGroupName: 'web', application: { applicationName: 'shop' } }),
        { source: ['shop.site'], detailType: ['Published'], detail: { part: ['all'] } },
      ],
      schedule: Schedule.expression('rate(1 hour)'),
      warmUp,
    }));
    purge('tenant', (scope) => ({
      mode: 'recommend',
      cdn: new CloudFrontCdn(distributionIn(scope), { tenantId: 'dt_2' }),
    }));
    purge('images', (scope) => {
      const encryptionKey = Key.fromKeyArn(scope, 'Key', secretKeyArn);
      const secret = Secret.fromSecretAttributes(scope, 'Secret', { secretCompleteArn: secretArn, encryptionKey });
      return { cdn: new FastlyCdn({ serviceId: 'SU1Z0isxPa', host: 'i.example.com', secret }) };
    });
    purge('docs', (scope) => {
      const secret = Secret.fromSecretCompleteArn(scope, 'Secret', secretArn);
      return {
        cdn: new CloudflareCdn({ zoneId, host: 'd.example.com', plan: 'pro', secret, secretField: 'token' }),
      };
    });
  },
};
