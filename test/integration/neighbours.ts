import { IAMClient, SimulatePrincipalPolicyCommand } from '@aws-sdk/client-iam';
import { type FunctionConfiguration, LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { capabilityNames, configuredCapabilities, functionOf } from '../../core/model/capability-name.ts';
import type { LocalAws } from '../../local/local-aws.ts';
import { allowsItems, type ItemRequest } from '../item-requests.ts';
import { clientOptions } from './deploy-function.ts';
import { statementsOf } from './refused-by-keys.ts';

/** What is beside what a function does: done to the same resources, or by the same services. */
interface Places {
  readonly table: string;
  readonly group: string;
  /** The table of keyspaces, where there is one. */
  readonly keyspaces?: string;
  /** More calls that nobody makes, on what this deployment has of its own, by ARN. */
  readonly own?: Readonly<Record<string, readonly string[]>>;
}

const onTables = [
  ...['Scan', 'DeleteTable', 'UpdateTable', 'ExportTableToPointInTime', 'PartiQLSelect', 'PartiQLDelete'].map(
    (action) => `dynamodb:${action}`,
  ),
];

/** Calls that no function of Headroom makes, by the resource that they would be made on. */
function strange(
  { region, accountId }: LocalAws,
  { table, keyspaces, group, own = {} }: Places,
): Readonly<Record<string, readonly string[]>> {
  const arn = (service: string, resource: string) => `arn:aws:${service}:${region}:${accountId}:${resource}`;
  return {
    ...own,
    [arn('dynamodb', `table/${table}`)]: onTables,
    ...(keyspaces !== undefined && { [arn('dynamodb', `table/${keyspaces}`)]: onTables }),
    [arn('autoscaling', `autoScalingGroup:11111111-2222-3333-4444-555555555555:autoScalingGroupName/${group}`)]: [
      ...['UpdateAutoScalingGroup', 'DeleteAutoScalingGroup', 'TerminateInstanceInAutoScalingGroup'].map(
        (action) => `autoscaling:${action}`,
      ),
      ...['PutScalingPolicy', 'SuspendProcesses', 'PutWarmPool'].map((action) => `autoscaling:${action}`),
    ],
    [arn('ecs', 'service/others/web')]: ['ecs:UpdateService', 'ecs:DeleteService', 'ecs:ExecuteCommand'],
    [arn('ecs', 'task-definition/web:1')]: ['ecs:RegisterTaskDefinition', 'ecs:RunTask'],
    [arn('lambda', 'function:headroom-resource-allocator')]: [
      ...['InvokeFunction', 'UpdateFunctionCode', 'UpdateFunctionConfiguration', 'AddPermission'].map(
        (action) => `lambda:${action}`,
      ),
    ],
    [`arn:aws:iam::${accountId}:role/anybody`]: ['iam:PassRole', 'iam:PutRolePolicy', 'sts:AssumeRole'],
    [arn('secretsmanager', 'secret:anything')]: ['secretsmanager:GetSecretValue'],
    [arn('kms', 'key/anything')]: ['kms:Decrypt'],
    [`arn:aws:cloudfront::${accountId}:distribution/E1`]: [
      'cloudfront:UpdateDistribution',
      'cloudfront:CreateInvalidation',
    ],
    [arn('elasticloadbalancing', 'listener/app/shop/1/2')]: ['elasticloadbalancing:ModifyListener'],
    [arn('elasticloadbalancing', 'listener-rule/app/shop/1/2/3')]: ['elasticloadbalancing:ModifyRule'],
    [arn('elasticloadbalancing', 'targetgroup/web/1')]: ['elasticloadbalancing:ModifyTargetGroupAttributes'],
    [arn('states', 'stateMachine:others')]: ['states:StartExecution', 'states:DeleteStateMachine'],
    [arn('dynamodb', 'table/others')]: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:DescribeTable'],
    'arn:aws:s3:::anything/object': ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'],
    '*': [
      ...['cloudwatch:PutMetricAlarm', 'cloudwatch:DeleteAlarms', 'cloudwatch:SetAlarmState', 'sns:Publish'],
      ...['ec2:RunInstances', 'ec2:TerminateInstances', 'events:PutRule', 'logs:DeleteLogGroup', 'sqs:PurgeQueue'],
    ],
  };
}

/** Partitions that a function may not write, whatever else it writes. */
const others: readonly string[] = ['switch', 'clock', ...capabilityNames.map((name) => `${name}/overrides`)];
const ofConfigs = configuredCapabilities.flatMap((name) => [`${name}/config`, `${name}/claims`]);
/** What looks of a capability write: its function alone may. */
const ofLooks = capabilityNames.flatMap((name) =>
  [`${name}#checkout/web`, `${name}/watching`, `${name}/pending#site`].map((pk) => ({ pk, by: functionOf(name) })),
);
/** What no function of the keyspace `carts` writes in the table of keyspaces. */
const ofKeyspaces = ['orders#map', 'orders#moves', 'orders#active', 'sharding/config'];

/** What functions of a deployment are allowed of what none of them does. */
export async function allowedNeighbours(aws: LocalAws, places: Places): Promise<readonly string[]> {
  const lambda = new LambdaClient(clientOptions(aws));
  const { Functions = [] } = await lambda.send(new ListFunctionsCommand({}));
  const ours = Functions.filter(({ Environment }) => Environment?.Variables?.POWERTOOLS_SERVICE_NAME !== undefined);
  if (ours.length < 4) throw new Error('the deployment has no functions to ask about');
  return (await Promise.all(ours.map((one) => allowedOf(aws, places, one)))).flat();
}

async function allowedOf(aws: LocalAws, places: Places, made: FunctionConfiguration): Promise<readonly string[]> {
  const { FunctionName = '', Role = '', Environment } = made;
  const bundle = Environment?.Variables?.POWERTOOLS_SERVICE_NAME ?? '';
  const iam = new IAMClient(clientOptions(aws));
  const simulated = Object.entries(strange(aws, places)).map(async ([resource, actions]) => {
    const asked = { PolicySourceArn: Role, ActionNames: [...actions], ResourceArns: [resource] };
    const { EvaluationResults = [] } = await iam.send(new SimulatePrincipalPolicyCommand(asked));
    const allowed = EvaluationResults.filter(({ EvalDecision }) => EvalDecision === 'allowed');
    return allowed.map(({ EvalActionName }) => `${bundle} may ${EvalActionName} on ${resource}`);
  });
  const statements = await statementsOf(aws, FunctionName);
  const writesConfigs = bundle === 'config-writer';
  const looks = ofLooks.filter(({ by }) => by !== bundle && !mayShare(bundle, by)).map(({ pk }) => pk);
  const writes = [
    ...mayWrite(statements, places.table, [...others, ...looks, ...(writesConfigs ? [] : ofConfigs)]),
    ...mayWrite(
      statements,
      places.keyspaces ?? '',
      ofKeyspaces.filter((pk) => !writesConfigs || !pk.endsWith('/config')),
    ),
  ];
  // Whose config is taken out is looked at no more.
  const meant = writes.filter((one) => !(writesConfigs && /^dynamodb:DeleteItem \w+\/watching$/.test(one)));
  return [...(await Promise.all(simulated)).flat(), ...meant.map((one) => `${bundle} may ${one}`)];
}

/** The tuner leaves what it has chosen beside what the looks of scaling keep. */
const mayShare = (bundle: string, by: string) => bundle === 'policy-tuner' && by === 'resource-allocator';

/** Which of these partitions of a table the statements let be written. */
function mayWrite(all: Awaited<ReturnType<typeof statementsOf>>, table: string, partitions: readonly string[]) {
  const statements = all.filter(({ Resource }) => [Resource].flat().some((arn) => arn.endsWith(`:table/${table}`)));
  return partitions
    .flatMap((pk) => ['PutItem', 'UpdateItem', 'DeleteItem'].map((action) => itemRequest(table, action, pk)))
    .filter((request) => allowsItems(statements, request))
    .map(({ action, items }) => `${action} ${items[0]?.pk}`);
}

function itemRequest(tableName: string, action: string, pk: string): ItemRequest {
  return { action: `dynamodb:${action}`, tableName, items: [{ pk, sk: 'ANY', attributes: [] }] };
}
