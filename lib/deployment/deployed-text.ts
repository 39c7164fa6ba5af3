import { createHash } from 'node:crypto';
import {
  CfnResource,
  DefaultTokenResolver,
  type IResolvable,
  type IResolveContext,
  Reference,
  Stack,
  StringConcat,
  Token,
  Tokenization,
} from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { partitionOf as partitionOfRegion } from '../../core/model/aws-partition.ts';
import { givenName } from './known-name.ts';

/**
 * A value as it will stand in a deployed template, with stand-ins of the greatest length for what only the deploy knows:
 * names that CloudFormation makes up, Regions, accounts.
 */
export function deployedText(value: unknown, scope: IConstruct): string {
  const resolved: unknown = Tokenization.resolve(value, { scope, resolver: new DeployedResolver(), preparing: true });
  return JSON.stringify(resolved) ?? '';
}

class DeployedResolver extends DefaultTokenResolver {
  constructor() {
    super(new StringConcat());
  }

  override resolveToken(token: IResolvable, context: IResolveContext, ...rest: [never]): unknown {
    if (Reference.isReference(token) && CfnResource.isCfnResource(token.target)) return deployed(token, token.target);
    return evaluated(super.resolveToken(token, context, ...rest), context.scope);
  }
}

/** What an intrinsic function comes to. */
function evaluated(value: unknown, scope: IConstruct): unknown {
  if (typeof value !== 'object' || value === null || Object.keys(value).length !== 1) return value;
  const [[name = '', argument] = []] = Object.entries(value as Readonly<Record<string, unknown>>);
  if (name === 'Ref') return pseudo(String(argument), Stack.of(scope));
  if (name === 'Fn::ImportValue' || name === 'Fn::GetStackOutput') return 'x'.repeat(longestArn);
  if (!Array.isArray(argument)) return value;
  const [first, second] = argument as [unknown, unknown];
  if (name === 'Fn::Join' && Array.isArray(second)) return second.join(String(first));
  if (name === 'Fn::Split') return String(second).split(String(first));
  if (name === 'Fn::Select' && Array.isArray(second)) return second[Number(first)] ?? '';
  if (name === 'Fn::GetAtt') return 'x'.repeat(longestArn);
  return value;
}

/** A whole ARN of which nothing is known. */
const longestArn = 150;

function pseudo(name: string, stack: Stack): string {
  if (name === 'AWS::Region') return regionOf(stack);
  if (name === 'AWS::AccountId') return accountOf(stack);
  if (name === 'AWS::Partition') return partitionOf(stack);
  if (name === 'AWS::StackName') return stack.stackName;
  return 'x'.repeat(longestArn);
}

const known = (value: string, otherwise: string) => (Token.isUnresolved(value) ? otherwise : value);
/** None is longer: https://docs.aws.amazon.com/general/latest/gr/rande.html */
const regionOf = (stack: Stack) => known(stack.region, 'ap-northeast-1');
const accountOf = (stack: Stack) => known(stack.account, '000000000000');

const partitionOf = (stack: Stack) => partitionOfRegion(known(stack.region, 'us-gov-east-1'));

function deployed({ displayName }: Reference, target: CfnResource): string {
  const stack = Stack.of(target);
  const id = target.cfnResourceType;
  const { longest, arn, isArn } = shapes[id] ?? unknownShape(id);
  const name = givenName(target, 'Ref') ?? generatedName(stack, target, longest);
  const whole = () => [`arn:${partitionOf(stack)}`, ...arn(regionOf(stack), accountOf(stack), name)].join(':');
  return displayName.endsWith('Arn') || (displayName === 'Ref' && isArn) ? whole() : name;
}

/** Stack and logical id, cut to what the service takes, and a part that tells it from all others, as CloudFormation has it. */
function generatedName(stack: Stack, target: CfnResource, longest: number): string {
  const own = createHash('sha256').update(target.node.path).digest('hex').slice(0, 13).toUpperCase();
  const logicalId = String(stack.resolve(target.logicalId));
  return `${`${stack.stackName}-${logicalId}-`.slice(0, Math.max(longest - own.length, 0))}${own}`;
}

type Arn = (region: string, account: string, name: string) => readonly string[];

/** How a service writes names and ARNs. */
interface Shape {
  /** The length of a name that CloudFormation makes up. */
  readonly longest: number;
  readonly arn: Arn;
  /** Whether `Ref` is the ARN. */
  readonly isArn: boolean;
}

const shape = (longest: number, arn: Arn, isArn = false): Shape => ({ longest, arn, isArn });
const balancers = (what: string): Arn => {
  const ids = { loadbalancer: 1, listener: 2, 'listener-rule': 3 }[what] ?? 1;
  const path = what === 'targetgroup' ? what : `${what}/app`;
  return (region, account, name) => [
    ...['elasticloadbalancing', region, account],
    [path, name.slice(0, 32), ...Array.from({ length: ids }, () => '0123456789abcdef')].join('/'),
  ];
};

/** What our policies name, by its type: https://docs.aws.amazon.com/service-authorization/latest/reference */
const shapes: Readonly<Record<string, Shape>> = {
  'AWS::DynamoDB::Table': shape(255, (region, account, name) => ['dynamodb', region, account, `table/${name}`]),
  'AWS::SQS::Queue': shape(80, (region, account, name) => ['sqs', region, account, name]),
  'AWS::SNS::Topic': shape(256, (region, account, name) => ['sns', region, account, name], true),
  'AWS::Lambda::Function': shape(64, (region, account, name) => ['lambda', region, account, `function:${name}`]),
  'AWS::IAM::Role': shape(64, (_, account, name) => ['iam', '', account, `role/${name}`]),
  'AWS::S3::Bucket': shape(63, (_region, _account, name) => ['s3', '', '', name]),
  'AWS::KMS::Key': shape(36, (region, account, name) => ['kms', region, account, `key/${name}`]),
  'AWS::Logs::LogGroup': shape(512, (region, account, name) => ['logs', region, account, 'log-group', name, '*']),
  'AWS::CloudFront::Distribution': shape(14, (_, account, name) => ['cloudfront', '', account, `distribution/${name}`]),
  'AWS::SecretsManager::Secret': shape(
    64,
    (region, account, name) => ['secretsmanager', region, account, 'secret', `${name}-ABCDEF`],
    true,
  ),
  'AWS::StepFunctions::StateMachine': shape(
    80,
    (region, account, name) => ['states', region, account, 'stateMachine', name],
    true,
  ),
  'AWS::AutoScaling::AutoScalingGroup': shape(255, (region, account, name) => ['autoscaling', region, account, name]),
  'AWS::ECS::Cluster': shape(255, (region, account, name) => ['ecs', region, account, `cluster/${name}`]),
  'AWS::ECS::Service': shape(255, (region, account, name) => ['ecs', region, account, `service/${name}`], true),
  'AWS::ElasticLoadBalancingV2::LoadBalancer': shape(32, balancers('loadbalancer'), true),
  'AWS::ElasticLoadBalancingV2::Listener': shape(32, balancers('listener'), true),
  'AWS::ElasticLoadBalancingV2::ListenerRule': shape(32, balancers('listener-rule'), true),
  'AWS::ElasticLoadBalancingV2::TargetGroup': shape(32, balancers('targetgroup'), true),
};

function unknownShape(type: string): Shape {
  const [, service = '', what = ''] = type.split('::');
  return shape(128, (region, account, name) => [service.toLowerCase(), region, account, `${what}/${name}`]);
}
