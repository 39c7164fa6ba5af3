import { IAMClient, SimulatePrincipalPolicyCommand } from '@aws-sdk/client-iam';
import { type FunctionConfiguration, LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import type { LocalAws } from '../../local/local-aws.ts';
import { allowsItems, type ItemRequest } from '../item-requests.ts';
import { clientOptions } from './deploy-function.ts';
import { statementsOf } from './refused-by-keys.ts';

/** What is beside what a function does: done to the same resources, or by the same services. */
interface Places {
  readonly table: string;
  readonly group: string;
}

/** Calls that no function of Headroom makes, by the resource that they would be made on. */
function strange(
  { region, accountId }: LocalAws,
  { table, group }: Places,
): Readonly<Record<string, readonly string[]>> {
  const arn = (service: string, resource: string) => `arn:aws:${service}:${region}:${accountId}:${resource}`;
  return {
    [arn('dynamodb', `table/${table}`)]: [
      ...['Scan', 'DeleteTable', 'UpdateTable', 'ExportTableToPointInTime', 'PartiQLSelect', 'PartiQLDelete'].map(
        (action) => `dynamodb:${action}`,
      ),
    ],
    [arn('autoscaling', `autoScalingGroup:11111111-2222-3333-4444-555555555555:autoScalingGroupName/${group}`)]: [
      ...['UpdateAutoScalingGroup', 'DeleteAutoScalingGroup', 'TerminateInstanceInAutoScalingGroup'].map(
        (action) => `autoscaling:${action}`,
      ),
      ...['PutScalingPolicy', 'SuspendProcesses', 'PutWarmPool'].map((action) => `autoscaling:${action}`),
    ],
    [arn('ecs', 'service/shop/web')]: ['ecs:UpdateService', 'ecs:DeleteService', 'ecs:ExecuteCommand'],
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
    'arn:aws:s3:::anything/object': ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'],
    '*': [
      ...['cloudwatch:PutMetricAlarm', 'cloudwatch:DeleteAlarms', 'cloudwatch:SetAlarmState', 'sns:Publish'],
      ...['ec2:RunInstances', 'ec2:TerminateInstances', 'events:PutRule', 'logs:DeleteLogGroup', 'sqs:PurgeQueue'],
    ],
  };
}

/** Partitions that a function may not write, whatever else it writes. */
const others: readonly string[] = [
  ...['switch', 'clock', 'balancing#checkout/web', 'purging/pending#site', 'scaling/overrides', 'balancing/overrides'],
];
const ofConfigs = ['scaling/config', 'scaling/claims', 'balancing/config', 'purging/config'];

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
  const statements = (await statementsOf(aws, FunctionName)).filter(({ Resource }) =>
    [Resource].flat().some((arn) => arn.endsWith(`:table/${places.table}`)),
  );
  const writes = [...others, ...(bundle === 'config-writer' ? [] : ofConfigs)]
    .flatMap((pk) => ['PutItem', 'UpdateItem', 'DeleteItem'].map((action) => itemRequest(places.table, action, pk)))
    .filter((request) => allowsItems(statements, request))
    .map(({ action, items }) => `${bundle} may ${action} ${items[0]?.pk}`);
  return [...(await Promise.all(simulated)).flat(), ...writes];
}

function itemRequest(tableName: string, action: string, pk: string): ItemRequest {
  return { action: `dynamodb:${action}`, tableName, items: [{ pk, sk: 'ANY', attributes: [] }] };
}
