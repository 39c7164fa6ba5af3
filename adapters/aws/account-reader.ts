import { ApplicationAutoScalingClient } from '@aws-sdk/client-application-auto-scaling';
import { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EC2Client } from '@aws-sdk/client-ec2';
import { ECSClient } from '@aws-sdk/client-ecs';
import { EKSClient } from '@aws-sdk/client-eks';
import { ElastiCacheClient } from '@aws-sdk/client-elasticache';
import { IAMClient } from '@aws-sdk/client-iam';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { RDSClient } from '@aws-sdk/client-rds';
import { SNSClient } from '@aws-sdk/client-sns';
import { STSClient } from '@aws-sdk/client-sts';
import { readingClient } from './client-settings.ts';
import { readOnly } from './read-only.ts';

/** Clients of one account and Region of which none can change anything. */
export interface AccountReader {
  readonly applicationAutoScaling: ApplicationAutoScalingClient;
  readonly autoScaling: AutoScalingClient;
  readonly cloudWatch: CloudWatchClient;
  readonly dynamoDb: DynamoDBClient;
  readonly ec2: EC2Client;
  readonly ecs: ECSClient;
  readonly elastiCache: ElastiCacheClient;
  readonly eks: EKSClient;
  readonly iam: IAMClient;
  readonly lambda: LambdaClient;
  readonly sns: SNSClient;
  readonly rds: RDSClient;
  readonly sts: STSClient;
}

/** All that is asked of each service: it lists and describes. `SimulatePrincipalPolicy` tells what a role may do, and does none of it. */
const only: { readonly [Name in keyof AccountReader]: readonly string[] } = {
  applicationAutoScaling: ['DescribeScalableTargets', 'DescribeScalingPolicies', 'DescribeScheduledActions'],
  autoScaling: [
    'DescribeAutoScalingGroups',
    'DescribeLifecycleHooks',
    'DescribePolicies',
    'DescribeScheduledActions',
    'DescribeWarmPool',
  ],
  cloudWatch: ['DescribeAlarms'],
  dynamoDb: ['DescribeTable', 'ListTagsOfResource'],
  ec2: ['DescribeInstances', 'DescribeRouteTables', 'DescribeVpcEndpoints'],
  ecs: ['DescribeClusters', 'DescribeServices'],
  elastiCache: ['DescribeReplicationGroups', 'DescribeServerlessCaches', 'ListTagsForResource'],
  eks: ['DescribeAccessEntry', 'DescribeCluster'],
  iam: ['GetRole', 'SimulatePrincipalPolicy'],
  lambda: [
    'GetAlias',
    'GetEventSourceMapping',
    'GetFunctionConcurrency',
    'GetFunctionConfiguration',
    'GetProvisionedConcurrencyConfig',
    'ListTags',
  ],
  sns: ['ListSubscriptionsByTopic'],
  rds: ['DescribeDBClusters', 'DescribeDBInstances'],
  sts: ['GetCallerIdentity'],
};

/** Where clients find AWS; what is left out is as the environment has it. */
interface ReaderSettings {
  readonly region?: string;
  readonly profile?: string;
  readonly endpoint?: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

export function accountReader(given: ReaderSettings): AccountReader {
  const settings = { ...readingClient, ...given };
  return {
    applicationAutoScaling: readOnly(new ApplicationAutoScalingClient(settings), { only: only.applicationAutoScaling }),
    autoScaling: readOnly(new AutoScalingClient(settings), { only: only.autoScaling }),
    cloudWatch: readOnly(new CloudWatchClient(settings), { only: only.cloudWatch }),
    dynamoDb: readOnly(new DynamoDBClient(settings), { only: only.dynamoDb }),
    ec2: readOnly(new EC2Client(settings), { only: only.ec2 }),
    ecs: readOnly(new ECSClient(settings), { only: only.ecs }),
    elastiCache: readOnly(new ElastiCacheClient(settings), { only: only.elastiCache }),
    eks: readOnly(new EKSClient(settings), { only: only.eks }),
    iam: readOnly(new IAMClient(settings), { only: only.iam }),
    lambda: readOnly(new LambdaClient(settings), { only: only.lambda }),
    sns: readOnly(new SNSClient(settings), { only: only.sns }),
    rds: readOnly(new RDSClient(settings), { only: only.rds }),
    sts: readOnly(new STSClient(settings), { only: only.sts }),
  };
}
