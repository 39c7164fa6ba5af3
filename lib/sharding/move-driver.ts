import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import {
  Choice,
  Condition,
  DefinitionBody,
  LogLevel,
  Pass,
  StateMachine,
  Succeed,
  TaskInput,
  Wait,
  WaitTime,
} from 'aws-cdk-lib/aws-stepfunctions';
import { LambdaInvoke } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import { Construct } from 'constructs';
import { acknowledgeWildcards } from '../deployment/acknowledge-wildcards.ts';
import { invokingRole } from '../deployment/invoking-role.ts';

interface MoveDriverProps {
  readonly stateMachineName: string;
  readonly keyspace: string;
  readonly mover: IFunction;
  readonly logRetention: RetentionDays;
  /** Whether runs are traced by X-Ray, which the local AWS lacks. */
  readonly traced: boolean;
}

/**
 * Wakes the mover again and again while moves are under way, as soon as it says. It knows nothing of moves: it may stop at
 * any time, run twice or not at all, and the tick of each minute brings every move to its end too.
 */
export class MoveDriver extends Construct {
  readonly stateMachine: StateMachine;

  constructor(scope: Construct, id: string, { stateMachineName, keyspace, mover, ...props }: MoveDriverProps) {
    super(scope, id);
    const drive = new LambdaInvoke(this, 'Drive', {
      lambdaFunction: mover,
      payload: TaskInput.fromObject({ source: 'headroom.drive', keyspace }),
      payloadResponseOnly: true,
      retryOnServiceExceptions: true,
    });
    drive.addRetry({ errors: ['States.ALL'], interval: Duration.seconds(5), maxAttempts: 5, backoffRate: 2 });
    const pause = new Wait(this, 'Pause', { time: WaitTime.secondsPath('$.againInSeconds') }).next(drive);
    const isOver = Condition.isNull('$.againInSeconds');
    const whatNext = new Choice(this, 'MoreToDo').when(isOver, new Succeed(this, 'Settled')).otherwise(pause);
    const begin = new Pass(this, 'Begin').next(drive.next(whatNext));
    const logs = new LogGroup(this, 'Logs', {
      retention: props.logRetention,
      removalPolicy: RemovalPolicy.DESTROY,
      logGroupName: `/aws/vendedlogs/states/${stateMachineName}`,
    });
    const service = 'states.amazonaws.com';
    const more = mayLogAndTrace(props.traced);
    const role = invokingRole(this, 'Role', { service, of: mover, more });
    acknowledgeWildcards(role, more, 'Deliveries of logs, and traces, have no resource to narrow them to.');
    this.stateMachine = new StateMachine(this, 'StateMachine', {
      stateMachineName,
      role: role.withoutPolicyUpdates(),
      comment: `Drives the moves of ${keyspace}`,
      definitionBody: DefinitionBody.fromChainable(begin),
      timeout: Duration.days(1),
      logs: { destination: logs, level: LogLevel.ALL, includeExecutionData: false },
      tracingEnabled: props.traced,
    });
  }
}

/** https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html and xray-iam.html in the same place. */
function mayLogAndTrace(traced: boolean): PolicyDocument {
  const logs = [
    'CreateLogDelivery',
    'DeleteLogDelivery',
    'DescribeLogGroups',
    'DescribeResourcePolicies',
    'GetLogDelivery',
    'ListLogDeliveries',
    'PutResourcePolicy',
    'UpdateLogDelivery',
  ].map((action) => `logs:${action}`);
  const traces = ['GetSamplingRules', 'GetSamplingTargets', 'PutTelemetryRecords', 'PutTraceSegments'];
  const actions = traced ? [...logs, ...traces.map((action) => `xray:${action}`)] : logs;
  return new PolicyDocument({ statements: [new PolicyStatement({ actions, resources: ['*'] })] });
}
