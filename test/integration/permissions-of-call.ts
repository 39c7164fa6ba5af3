import type { AwsCall } from '../../local/front.ts';

/** What a recorded call needs to be allowed. */
export interface Permission {
  readonly action: string;
  readonly resource: string;
  /** The same thing of somebody else's; null where AWS has no resource to narrow the action to. */
  readonly foreign: string | null;
}

interface Place {
  readonly region: string;
  readonly accountId: string;
}

/** The permissions that AWS asks for a call (https://docs.aws.amazon.com/service-authorization/latest/reference). */
export function permissionsOf(call: AwsCall, place: Place): Permission[] {
  if (call.action.startsWith('dynamodb:')) return tablePermissions(call, place);
  if (call.action === 'autoscaling:SetDesiredCapacity') {
    const name = new URLSearchParams(call.body).get('AutoScalingGroupName') ?? '';
    return [{ action: call.action, resource: groupArn(name, place), foreign: groupArn(`${name}-of-others`, place) }];
  }
  if (call.action === 'events:PutEvents') {
    const bus = `arn:aws:events:${place.region}:${place.accountId}:event-bus/default`;
    return [{ action: call.action, resource: bus, foreign: `${bus}-of-others` }];
  }
  return [{ action: call.action, resource: '*', foreign: null }];
}

function groupArn(name: string, { region, accountId }: Place): string {
  return `arn:aws:autoscaling:${region}:${accountId}:autoScalingGroup:11111111-2222-3333-4444-555555555555:autoScalingGroupName/${name}`;
}

interface TableRequest {
  readonly TableName?: string;
  readonly RequestItems?: Readonly<Record<string, unknown>>;
  readonly TransactItems?: readonly Readonly<Record<string, { readonly TableName: string }>>[];
}

/** A transaction needs the permissions of its parts. */
function tablePermissions({ action, body }: AwsCall, { region, accountId }: Place): Permission[] {
  const request = JSON.parse(body) as TableRequest;
  const permission = (name: string, table: string): Permission => {
    const arn = `arn:aws:dynamodb:${region}:${accountId}:table/${table}`;
    return { action: name, resource: arn, foreign: `${arn}-of-others` };
  };
  if (request.TransactItems) {
    return request.TransactItems.flatMap((item) =>
      Object.entries(item).map(([verb, { TableName }]) => permission(transactVerbs[verb] ?? verb, TableName)),
    );
  }
  if (request.RequestItems) return Object.keys(request.RequestItems).map((table) => permission(action, table));
  return [permission(action, request.TableName ?? '')];
}

const transactVerbs: Readonly<Record<string, string>> = {
  Put: 'dynamodb:PutItem',
  Update: 'dynamodb:UpdateItem',
  Delete: 'dynamodb:DeleteItem',
  ConditionCheck: 'dynamodb:ConditionCheckItem',
};
