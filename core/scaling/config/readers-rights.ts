/** Where rights are of. Tokens of the CDK stand here too. */
interface Where {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
}

/** A right that whoever scales readers of Aurora needs beside that on the cluster. */
export interface ReadersRight {
  readonly actions: readonly string[];
  readonly resourceArn: string;
  /** What has to be so of the request, by operator. */
  readonly conditions?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Why the ARN has a wildcard in it; null where it has none. */
  readonly wildcard: string | null;
  /** Why it is of no Region and account of the target; left out where it is. */
  readonly elsewhere?: string;
}

const serviceRole = 'rds.application-autoscaling.amazonaws.com';

/**
 * What registering readers with Application Auto Scaling takes. It tries whether whoever registers them may make, tag and delete
 * instances, with names that there are not; what is made is made by a role of AWS's own.
 * https://docs.aws.amazon.com/autoscaling/application/userguide/security_iam_permission_validation.html
 */
export function readersRights({ partition, region, account }: Where): readonly ReadersRight[] {
  const here = (service: string, resource: string) => `arn:${partition}:${service}:${region}:${account}:${resource}`;
  return [
    {
      actions: ['application-autoscaling:DescribeScalableTargets', 'rds:DescribeDBInstances'],
      resourceArn: '*',
      wildcard:
        'Instances are listed by their cluster and scalable targets by their names, which IAM knows neither of.',
      elsewhere: 'what lists cannot be narrowed',
    },
    {
      actions: ['application-autoscaling:DeregisterScalableTarget', 'application-autoscaling:RegisterScalableTarget'],
      resourceArn: here('application-autoscaling', 'scalable-target/*'),
      conditions: {
        StringEquals: {
          'application-autoscaling:service-namespace': 'rds',
          'application-autoscaling:scalable-dimension': 'rds:cluster:ReadReplicaCount',
        },
      },
      wildcard: 'A scalable target gets its id when it is registered, and no narrower condition is known.',
    },
    {
      actions: ['rds:CreateDBInstance', 'rds:DeleteDBInstance'],
      resourceArn: here('rds', '*'),
      conditions: { Bool: { 'aws:ViaAWSService': 'true' } },
      wildcard: 'Application Auto Scaling tries it with an empty name; the role itself may not, by its condition.',
    },
    {
      actions: ['rds:AddTagsToResource'],
      resourceArn: `arn:${partition}:rds:us-east-1:12345:db:non-existing-db`,
      wildcard: null,
      elsewhere: 'Application Auto Scaling tries the tags on an instance that does not exist',
    },
    {
      actions: ['iam:CreateServiceLinkedRole'],
      resourceArn: `arn:${partition}:iam::${account}:role/aws-service-role/${serviceRole}/AWSServiceRoleForApplicationAutoScaling_RDSCluster`,
      conditions: { StringEquals: { 'iam:AWSServiceName': serviceRole } },
      wildcard: null,
      elsewhere: 'roles belong to no Region',
    },
  ];
}
