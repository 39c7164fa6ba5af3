/** A distribution in front of a bucket, as CloudFront's own API takes it. */
export const aDistribution = {
  CallerReference: 'site',
  Comment: '',
  Enabled: true,
  Origins: {
    Quantity: 1,
    Items: [{ Id: 's3', DomainName: 'site.s3.amazonaws.com', S3OriginConfig: { OriginAccessIdentity: '' } }],
  },
  DefaultCacheBehavior: {
    TargetOriginId: 's3',
    ViewerProtocolPolicy: 'redirect-to-https' as const,
    MinTTL: 0,
    ForwardedValues: { QueryString: false, Cookies: { Forward: 'none' as const } },
  },
};
