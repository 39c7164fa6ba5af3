import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Effect, PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { functionBundle } from './function-bundle.ts';

export interface BundledFunctionProps {
  /** Its folder under `functions/`, e.g. `resource-allocator`. */
  readonly bundle: string;
  /** What it is called in the account and Region. */
  readonly functionName: string;
  readonly description: string;
  /** @default 256 MiB */
  readonly memoryMebibytes?: number;
  /** @default 30 seconds */
  readonly timeout?: Duration;
  /** @default nothing but what every function of ours has */
  readonly environment?: Readonly<Record<string, string>>;
  /** @default one month */
  readonly logRetention?: RetentionDays;
}

/**
 * One of our functions: Node 24 on arm64 from its bundle, with a log group that forgets and a role of its own that may at
 * first do nothing but write to that log group.
 */
export class BundledFunction extends Construct {
  readonly function: LambdaFunction;
  readonly role: Role;

  constructor(scope: Construct, id: string, props: BundledFunctionProps) {
    super(scope, id);
    const logGroup = new LogGroup(this, 'Logs', {
      retention: props.logRetention ?? RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      description: `What ${props.functionName} may do`,
      inlinePolicies: { logs: mayWrite(logGroup) },
    });
    this.function = new LambdaFunction(this, 'Function', {
      functionName: props.functionName,
      description: props.description,
      code: functionBundle(this, props.bundle),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: props.memoryMebibytes ?? 256,
      timeout: props.timeout ?? Duration.seconds(30),
      environment: {
        NODE_OPTIONS: '--enable-source-maps',
        POWERTOOLS_SERVICE_NAME: props.bundle,
        ...props.environment,
      },
      role: this.role,
      logGroup,
    });
  }
}

function mayWrite(logGroup: LogGroup): PolicyDocument {
  const statement = new PolicyStatement({
    effect: Effect.ALLOW,
    actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    resources: [logGroup.logGroupArn],
  });
  return new PolicyDocument({ statements: [statement] });
}
