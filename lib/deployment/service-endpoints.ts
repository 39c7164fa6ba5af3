import { GatewayVpcEndpointAwsService, InterfaceVpcEndpointAwsService } from 'aws-cdk-lib/aws-ec2';

/** How a service of AWS is reached from inside a VPC that has no NAT gateway. */
export type Reach =
  | { readonly by: 'gateway'; readonly service: GatewayVpcEndpointAwsService }
  | { readonly by: 'interface'; readonly service: InterfaceVpcEndpointAwsService }
  /** It has no endpoint: by a NAT gateway alone. */
  | { readonly by: 'internet' };

const byGateway = (service: GatewayVpcEndpointAwsService): Reach => ({ by: 'gateway', service });
const byInterface = (service: InterfaceVpcEndpointAwsService): Reach => ({ by: 'interface', service });

/**
 * Every service that a function of ours may call, by the prefix of its actions in IAM. A role allows what its function calls, and
 * a test holds each role against the clients that its function loads, so that what a function reaches can be read from its role.
 * https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html
 */
export const serviceReaches: Readonly<Record<string, Reach>> = {
  'application-autoscaling': byInterface(InterfaceVpcEndpointAwsService.APPLICATION_AUTOSCALING),
  aps: byInterface(InterfaceVpcEndpointAwsService.PROMETHEUS_WORKSPACES),
  autoscaling: byInterface(InterfaceVpcEndpointAwsService.AUTOSCALING),
  cloudwatch: byInterface(InterfaceVpcEndpointAwsService.CLOUDWATCH_MONITORING),
  dynamodb: byGateway(GatewayVpcEndpointAwsService.DYNAMODB),
  ec2: byInterface(InterfaceVpcEndpointAwsService.EC2),
  ecs: byInterface(InterfaceVpcEndpointAwsService.ECS),
  elasticache: byInterface(InterfaceVpcEndpointAwsService.ELASTICACHE),
  eks: byInterface(InterfaceVpcEndpointAwsService.EKS),
  elasticloadbalancing: byInterface(InterfaceVpcEndpointAwsService.ELASTIC_LOAD_BALANCING),
  events: byInterface(InterfaceVpcEndpointAwsService.EVENTBRIDGE),
  lambda: byInterface(InterfaceVpcEndpointAwsService.LAMBDA),
  rds: byInterface(InterfaceVpcEndpointAwsService.RDS),
  s3: byGateway(GatewayVpcEndpointAwsService.S3),
  schemas: byInterface(InterfaceVpcEndpointAwsService.EVENTBRIDGE_SCHEMA_REGISTRY),
  secretsmanager: byInterface(InterfaceVpcEndpointAwsService.SECRETS_MANAGER),
  sqs: byInterface(InterfaceVpcEndpointAwsService.SQS),
  states: byInterface(InterfaceVpcEndpointAwsService.STEP_FUNCTIONS),
  // Neither is on AWS's list.
  'arc-zonal-shift': { by: 'internet' },
  cloudfront: { by: 'internet' },
};

const byOthers: ReadonlySet<string> = new Set(['elasticache:Connect', 'iam:CreateServiceLinkedRole', 'iam:PassRole']);
/** What our own code asks of a service that others use in its role's name. */
const byOurCode: ReadonlySet<string> = new Set([
  'ec2:CreateLaunchTemplateVersion',
  'ec2:DescribeLaunchTemplateVersions',
]);
const services: ReadonlySet<string> = new Set(['ec2', 'kms', 'logs', 'sqs']);

/**
 * Whether an action is what others do in the name of a function's role, outside of its VPC: Lambda makes network interfaces, writes
 * logs, polls queues and puts away what failed; DynamoDB uses the key of a table; ElastiCache asks IAM who logs in to its nodes;
 * Application Auto Scaling has its own role made; an instance refresh launches instances, and they and tasks take on their roles.
 * Where the code of a function sends to a queue, it says so.
 */
export function isDoneByOthers(action: string): boolean {
  if (byOurCode.has(action)) return false;
  return byOthers.has(action) || services.has(action.split(':')[0] ?? '');
}
