import type { ApplicationAutoScalingClient } from '@aws-sdk/client-application-auto-scaling';
import type { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type { EC2Client } from '@aws-sdk/client-ec2';
import type { ECSClient } from '@aws-sdk/client-ecs';
import type { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { IAMClient } from '@aws-sdk/client-iam';
import type { LambdaClient } from '@aws-sdk/client-lambda';
import type { STSClient } from '@aws-sdk/client-sts';

/**
 * All that commands ask of AWS which look at somebody's account, by the SDK's client: what lists and describes.
 * `SimulatePrincipalPolicy` tells what a role may do, and does none of it.
 */
const accountReads: Readonly<Record<string, readonly string[]>> = {
  ApplicationAutoScalingClient: ['DescribeScalableTargets', 'DescribeScalingPolicies', 'DescribeScheduledActions'],
  AutoScalingClient: ['DescribeAutoScalingGroups', 'DescribePolicies', 'DescribeScheduledActions'],
  CloudWatchClient: ['DescribeAlarms'],
  EC2Client: ['DescribeInstances', 'DescribeRouteTables', 'DescribeVpcEndpoints'],
  ECSClient: ['DescribeClusters', 'DescribeServices', 'ListClusters', 'ListServices'],
  ElasticLoadBalancingV2Client: ['DescribeTargetGroups'],
  IAMClient: ['GetRole', 'SimulatePrincipalPolicy'],
  LambdaClient: ['GetFunctionConfiguration'],
  STSClient: ['GetCallerIdentity'],
};

/** Every client of the catalogue. */
type ReadingClient =
  | ApplicationAutoScalingClient
  | AutoScalingClient
  | CloudWatchClient
  | EC2Client
  | ECSClient
  | ElasticLoadBalancingV2Client
  | IAMClient
  | LambdaClient
  | STSClient;

/** A call that may change something was about to be made by what only looks. It has not left this process. */
export class NotARead extends Error {
  override readonly name = 'NotARead';
}

/** The client, which from now on sends what `accountReads` lists and nothing else: the rest is refused with `NotARead`. */
export function readsOnly<Client extends ReadingClient>(client: Client): Client {
  // Each client has a stack of its own type; what this adds reads nothing of it.
  const stack = (client as CloudWatchClient).middlewareStack;
  stack.add(
    (next, { clientName = '', commandName = '' }) =>
      async (call) => {
        const action = commandName.replace(/Command$/, '');
        if (accountReads[clientName]?.includes(action)) return next(call);
        throw new NotARead(`${action} by ${clientName} is no call of one that only looks; it was not made`);
      },
    { name: 'readsOnly', step: 'initialize', priority: 'high' },
  );
  return client;
}
