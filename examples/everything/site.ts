import { RemovalPolicy, Validations } from 'aws-cdk-lib';
import { Distribution, ViewerProtocolPolicy } from 'aws-cdk-lib/aws-cloudfront';
import { S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { BlockPublicAccess, Bucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';

/** Files in a bucket behind a distribution. */
export class Site extends Construct {
  readonly bucket: Bucket;
  readonly distribution: Distribution;

  constructor(scope: Construct, id: string, local: boolean) {
    super(scope, id);
    this.bucket = new Bucket(this, 'Files', {
      enforceSSL: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      removalPolicy: RemovalPolicy.DESTROY,
      ...(local && { bucketName: 'site' }),
    });
    // The construct turns them on by a function in Python, which the local AWS does not run.
    if (local) this.bucket.enableEventBridgeNotification = () => {};
    this.distribution = new Distribution(this, 'Distribution', {
      defaultBehavior: {
        origin: S3BucketOrigin.withOriginAccessControl(this.bucket),
        viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
      },
      defaultRootObject: 'index.html',
    });
    this.acknowledge();
  }

  private acknowledge(): void {
    Validations.of(this).acknowledge(
      { id: 'AwsSolutions-S1', reason: 'An example that lives for an hour keeps no access logs.' },
      { id: 'AwsSolutions-CFR1', reason: 'The example is a public web site, open to every country.' },
      { id: 'AwsSolutions-CFR2', reason: 'An example that lives for an hour needs no firewall.' },
      { id: 'AwsSolutions-CFR3', reason: 'An example that lives for an hour keeps no access logs.' },
      { id: 'AwsSolutions-CFR4', reason: 'The example has no domain of its own, so it has the default certificate.' },
    );
  }
}
