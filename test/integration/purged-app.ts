/** The CDK app of `purger-deployed.test.ts`: Headroom, and a site behind a distribution that is purged. */
import { App, CfnOutput, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Distribution } from 'aws-cdk-lib/aws-cloudfront';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Headroom } from '../../lib/index.ts';

const app = new App();
const env = { account: process.env.CDK_DEFAULT_ACCOUNT ?? '', region: process.env.CDK_DEFAULT_REGION ?? '' };
const stack = new Stack(app, 'Purged', { env });
const headroom = new Headroom(stack, 'Headroom', {
  local: true,
  dashboard: false,
  removalPolicy: RemovalPolicy.DESTROY,
});
const named = (name: string): string => String(app.node.tryGetContext(name));
const distribution = Distribution.fromDistributionAttributes(stack, 'Distribution', {
  distributionId: named('distribution'),
  domainName: 'd111111abcdef8.cloudfront.net',
});
// Its notifications are turned on beforehand: the construct does it by a function that the local AWS does not run.
const bucket = Object.assign(Bucket.fromBucketName(stack, 'Bucket', named('bucket')), {
  enableEventBridgeNotification: () => {},
});
headroom.purge('site', {
  scope: stack,
  distribution,
  buckets: [{ bucket }],
  rootObject: 'index.html',
  quietSeconds: 1,
});
new CfnOutput(stack, 'TableName', { value: headroom.table.tableName });
