import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Effect, Policy, PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Alias, Architecture, type IFunction, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { liveAlias } from '../../core/model/live-alias.ts';
import { acknowledgeWildcards } from './acknowledge-wildcards.ts';
import { functionBundle } from './function-bundle.ts';
import type { FunctionNetwork } from './network.ts';
import { releaseOf } from './release.ts';

/** One of Headroom's functions, and what it may take. */
export interface BundledFunctionProps {
  /** Its folder under `functions/`, e.g. `resource-allocator`. */
  readonly bundle: string;
  /** What it is called in the account and Region; null where nobody calls it by its name, and CloudFormation names it. */
  readonly functionName: string | null;
  readonly description: string;
  /** @default 256 MiB */
  readonly memoryMebibytes?: number;
  /** @default 30 seconds */
  readonly timeout?: Duration;
  /** @default nothing but what every function of ours has */
  readonly environment?: Readonly<Record<string, string>>;
  /** @default one month */
  readonly logRetention?: RetentionDays;
  /** Where it runs; null for outside of any network of the account. @default null */
  readonly network?: FunctionNetwork | null;
  /** What it reaches beside what its role allows: services by the prefixes of their actions, or what there is of the internet. */
  readonly reaches?: readonly string[];
  /** Whether a release of it is moved, and moved back: not where it works for deploys alone. @default false */
  readonly isReleased?: boolean;
}

/**
 * One of our functions: Node 24 on arm64 from its bundle, with a log group that forgets and a role of its own that may at
 * first do nothing but write to that log group.
 */
export class BundledFunction extends Construct {
  /** Its folder under `functions/`. */
  readonly bundle: string;
  /** What it is called; null where CloudFormation names it. */
  readonly functionName: string | null;
  readonly function: LambdaFunction;
  /** What others invoke: the alias that a release is moved by, or the function itself where it works for deploys alone. */
  readonly live: IFunction;
  readonly role: Role;
  /** Where it stands; null for outside of any network of the account. */
  readonly network: FunctionNetwork | null;
  /** What it reaches beside what its role allows. */
  readonly reaches: readonly string[];

  constructor(scope: Construct, id: string, props: BundledFunctionProps) {
    super(scope, id);
    this.bundle = props.bundle;
    this.functionName = props.functionName;
    this.network = props.network ?? null;
    this.reaches = props.reaches ?? [];
    const logGroup = new LogGroup(this, 'Logs', {
      retention: props.logRetention ?? RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const { network } = this;
    const attach = network === null ? null : mayAttach();
    this.role = new Role(this, 'Role', {
      assumedBy: lambdaOf(this),
      description: `What ${props.functionName ?? props.bundle} may do`,
      inlinePolicies: { logs: mayWrite(logGroup), ...(attach !== null && { network: attach }) },
    });
    if (attach !== null) acknowledgeWildcards(this.role, attach, whyAttach);
    this.function = new LambdaFunction(this, 'Function', {
      ...(props.functionName !== null && { functionName: props.functionName }),
      description: props.isReleased ? `${props.description} ${releaseOf(this)}` : props.description,
      code: functionBundle(this, props.bundle),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: props.memoryMebibytes ?? 256,
      timeout: props.timeout ?? Duration.seconds(30),
      environment: {
        POWERTOOLS_SERVICE_NAME: props.bundle,
        ...props.environment,
      },
      role: this.role,
      logGroup,
      ...(network !== null && placed(network)),
      // One that a deploy no longer names is what a release is moved back to; one that never served is nothing to move back to.
      currentVersionOptions: { removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE },
    });
    this.live = props.isReleased ? this.released() : this.function;
    if (network !== null) this.denyItself();
  }

  private released(): Alias {
    const version = this.function.currentVersion;
    return new Alias(this, 'Live', {
      aliasName: liveAlias,
      version,
      description: 'What serves; releases are moved by it',
    });
  }

  /**
   * What Lambda does of network interfaces in the name of the role, the function's own code may not:
   * https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-best-practice
   */
  private denyItself(): void {
    const conditions = { ArnEquals: { 'lambda:SourceFunctionArn': this.function.functionArn } };
    const statement = new PolicyStatement({
      effect: Effect.DENY,
      actions: [...attaching],
      resources: ['*'],
      conditions,
    });
    new Policy(this, 'NotItself', { roles: [this.role], statements: [statement] });
  }
}

/** Lambda for functions of this account. */
function lambdaOf(scope: Construct): ServicePrincipal {
  const conditions = { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } };
  return new ServicePrincipal('lambda.amazonaws.com', { conditions });
}

function placed({ vpc, vpcSubnets, securityGroups }: FunctionNetwork) {
  return { vpc, securityGroups: [...securityGroups], ...(vpcSubnets !== undefined && { vpcSubnets }) };
}

/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html: what Lambda itself does in the function's name. */
const attaching: readonly string[] = [
  'AssignPrivateIpAddresses',
  'CreateNetworkInterface',
  'DeleteNetworkInterface',
  'DescribeNetworkInterfaces',
  'DescribeSubnets',
  'UnassignPrivateIpAddresses',
].map((action) => `ec2:${action}`);

function mayAttach(): PolicyDocument {
  return new PolicyDocument({ statements: [new PolicyStatement({ actions: [...attaching], resources: ['*'] })] });
}

const whyAttach =
  'Lambda makes network interfaces in the name of the role, and tells neither their names nor lets the calls be narrowed.';

function mayWrite(logGroup: LogGroup): PolicyDocument {
  const statement = new PolicyStatement({
    effect: Effect.ALLOW,
    actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    resources: [logGroup.logGroupArn],
  });
  return new PolicyDocument({ statements: [statement] });
}
