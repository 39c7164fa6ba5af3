import { type EvaluationResult, GetRoleCommand, paginateSimulatePrincipalPolicy } from '@aws-sdk/client-iam';
import { GetFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { functionOf } from '../../../core/model/capability-name.ts';
import type { Told } from '../../../core/model/verdict.ts';
import type { Acts } from '../../../core/scaling/checkup/check.ts';
import type { Actor, Permitted } from '../../../core/scaling/checkup/role.ts';
import type { AccountReader } from '../../aws/account-reader.ts';
import { asked } from '../../aws/asked.ts';

/** The role that scales for a deployment, or where none is deployed, whoever asks. */
export async function whoActs(reader: AccountReader, deployment: string, signal: AbortSignal): Promise<Told<Actor>> {
  const role = await asked('lambda:GetFunctionConfiguration', () => allocatorRole(reader, deployment, signal));
  if ('unknown' in role) return role;
  if (role.told !== null) return { told: { arn: role.told, is: 'allocator' } };
  const caller = await asked('sts:GetCallerIdentity', () => callerArn(reader, signal));
  return 'unknown' in caller ? caller : asPrincipal(reader, caller.told, signal);
}

async function allocatorRole({ lambda }: AccountReader, deployment: string, abortSignal: AbortSignal) {
  const FunctionName = `${deployment}-${functionOf('scaling')}`;
  try {
    const { Role = null } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }), { abortSignal });
    return Role;
  } catch (error) {
    if (error instanceof Error && error.name === 'ResourceNotFoundException') return null;
    throw error;
  }
}

async function callerArn({ sts }: AccountReader, abortSignal: AbortSignal): Promise<string> {
  return (await sts.send(new GetCallerIdentityCommand({}), { abortSignal })).Arn ?? '';
}

/** IAM is asked about users and roles; the ARN of a session names its role without its path. */
async function asPrincipal({ iam }: AccountReader, arn: string, abortSignal: AbortSignal): Promise<Told<Actor>> {
  if (/:user\//.test(arn)) return { told: { arn, is: 'caller' } };
  const RoleName = /:assumed-role\/([^/]+)\//.exec(arn)?.[1];
  if (RoleName === undefined) return { unknown: `IAM tells nothing of ${arn}, which is not a user and no role` };
  const role = await asked('iam:GetRole', () => iam.send(new GetRoleCommand({ RoleName }), { abortSignal }));
  if ('unknown' in role) return role;
  return { told: { arn: role.told.Role?.Arn ?? '', is: 'caller' } };
}

/** What one may do, as `SimulatePrincipalPolicy` says: it looks at policies, and does none of it. */
export async function permitted(
  reader: AccountReader,
  actor: Actor,
  acts: Acts,
  abortSignal: AbortSignal,
): Promise<Told<readonly Permitted[]>> {
  const { besides = [], tags } = acts;
  const all = [acts, ...besides.map((one) => ({ ...one, tags }))];
  return asked('iam:SimulatePrincipalPolicy', async () => {
    const permittedOf = await Promise.all(all.map((one) => simulated(reader, actor, one, abortSignal)));
    return permittedOf.flat();
  });
}

async function simulated(
  { iam: client }: AccountReader,
  { arn }: Actor,
  { actions, resourceArn, tags, context = {} }: Acts & { readonly context?: Readonly<Record<string, string>> },
  abortSignal: AbortSignal,
): Promise<readonly Permitted[]> {
  const asking = {
    PolicySourceArn: arn,
    ActionNames: [...actions],
    ResourceArns: [resourceArn],
    // It looks no tags up: https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html
    ContextEntries: Object.entries({ ...tagKeys(tags), ...context }).map(([ContextKeyName, value]) => ({
      ContextKeyName,
      ContextKeyValues: [value],
      ContextKeyType: ContextKeyName === 'aws:ViaAWSService' ? ('boolean' as const) : ('string' as const),
    })),
  };
  const results: EvaluationResult[] = [];
  for await (const page of paginateSimulatePrincipalPolicy({ client }, asking, { abortSignal })) {
    results.push(...(page.EvaluationResults ?? []));
  }
  return results.map((one) => ({ action: one.EvalActionName ?? '', decision: decisionOf(one) }));
}

function tagKeys(tags: Acts['tags']): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(tags).map(([name, value]) => [`aws:ResourceTag/${name}`, value]));
}

function decisionOf(result: EvaluationResult): string {
  const { EvalDecision, OrganizationsDecisionDetail, PermissionsBoundaryDecisionDetail } = result;
  if (EvalDecision === 'allowed') return 'allowed';
  if (OrganizationsDecisionDetail?.AllowedByOrganizations === false) return 'denied by the organisation';
  if (PermissionsBoundaryDecisionDetail?.AllowedByPermissionsBoundary === false) return 'denied by its boundary';
  return EvalDecision === 'explicitDeny' ? 'denied by a policy' : 'not granted';
}
