import { ArnFormat, Aws, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import {
  Choice,
  Condition,
  CustomState,
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
      resultPath: '$.said',
    });
    drive.addRetry({ errors: ['States.ALL'], interval: Duration.seconds(5), maxAttempts: 5, backoffRate: 2 });
    const count = new Pass(this, 'Count', { parameters: { 'rounds.$': 'States.MathAdd($.rounds, 1)' } }).next(drive);
    const pause = new Wait(this, 'Pause', { time: WaitTime.secondsPath('$.said.againInSeconds') }).next(count);
    const settled = new Succeed(this, 'Settled');
    const isOver = Condition.isNull('$.said.againInSeconds');
    const isLong = Condition.numberGreaterThanEquals('$.rounds', mostRounds);
    const whatNext = new Choice(this, 'MoreToDo')
      .when(isOver, settled)
      .when(isLong, this.handOver(settled))
      .otherwise(pause);
    const begin = new Pass(this, 'Begin', { parameters: { rounds: 0 } }).next(drive.next(whatNext));
    const logs = new LogGroup(this, 'Logs', {
      retention: props.logRetention,
      removalPolicy: RemovalPolicy.DESTROY,
      // Names that begin so share one statement of the policy of all log groups, which has an end:
      // https://docs.aws.amazon.com/step-functions/latest/dg/bp-cwl.html
      logGroupName: `/aws/vendedlogs/states/${stateMachineName}`,
    });
    const service = 'states';
    const more = mayLogAndTrace(props.traced);
    const itself = Stack.of(this).formatArn({
      service,
      resource: 'stateMachine',
      resourceName: stateMachineName,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    more.addStatements(new PolicyStatement({ actions: ['states:StartExecution'], resources: [itself] }));
    const role = invokingRole(this, 'Role', { service, of: mover, by: stateMachineName, more });
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

  /**
   * Another run of itself goes on, since the history of one has an end. Where it cannot be started the ticks go on, and the
   * next move starts another.
   */
  private handOver(settled: Succeed): CustomState {
    const successor = new CustomState(this, 'HandOver', {
      stateJson: {
        Type: 'Task',
        Resource: `arn:${Aws.PARTITION}:states:::states:startExecution`,
        Parameters: {
          'StateMachineArn.$': '$$.StateMachine.Id',
          Input: { AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID: { 'Id.$': '$$.Execution.Id' } },
        },
      },
    });
    successor.addCatch(settled, { errors: ['States.ALL'] });
    successor.next(settled);
    return successor;
  }
}

/**
 * A run may have 25,000 events (https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html). A round has 11, and
 * 3 more for each of its up to 11 repetitions: so many rounds have 22,000 at the worst, and 5,500 where nothing fails.
 */
const mostRounds = 500;

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
