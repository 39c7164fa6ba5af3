import { ApplicationAutoScalingClient } from '@aws-sdk/client-application-auto-scaling';
import { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { EC2Client } from '@aws-sdk/client-ec2';
import { ECSClient } from '@aws-sdk/client-ecs';
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { IAMClient } from '@aws-sdk/client-iam';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { STSClient } from '@aws-sdk/client-sts';
import { readingClient } from './client-settings.ts';
import { readsOnly } from './reads-only.ts';

/** Clients of one account and Region of which none can change anything. */
export interface AccountReader {
  readonly applicationAutoScaling: ApplicationAutoScalingClient;
  readonly autoScaling: AutoScalingClient;
  readonly cloudWatch: CloudWatchClient;
  readonly ec2: EC2Client;
  readonly ecs: ECSClient;
  readonly iam: IAMClient;
  readonly lambda: LambdaClient;
  readonly loadBalancing: ElasticLoadBalancingV2Client;
  readonly sts: STSClient;
}

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
    applicationAutoScaling: readsOnly(new ApplicationAutoScalingClient(settings)),
    autoScaling: readsOnly(new AutoScalingClient(settings)),
    cloudWatch: readsOnly(new CloudWatchClient(settings)),
    ec2: readsOnly(new EC2Client(settings)),
    ecs: readsOnly(new ECSClient(settings)),
    iam: readsOnly(new IAMClient(settings)),
    lambda: readsOnly(new LambdaClient(settings)),
    loadBalancing: readsOnly(new ElasticLoadBalancingV2Client(settings)),
    sts: readsOnly(new STSClient(settings)),
  };
}
