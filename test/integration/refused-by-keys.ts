import { GetRolePolicyCommand, IAMClient, ListRolePoliciesCommand } from '@aws-sdk/client-iam';
import { GetFunctionConfigurationCommand, LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import type { LocalAws } from '../../local/local-aws.ts';
import { allowsItems, type ItemRequest, itemRequests } from '../item-requests.ts';
import { clientOptions } from './deploy-function.ts';

interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
}

/**
 * What was asked of tables that the roles of none of these functions, nor of those that work in deploys, allow by the leading keys that they name. The local AWS
 * checks actions and resources of every call, and takes this condition, whose key it does not know, for met.
 */
export async function refusedByKeys(
  aws: LocalAws,
  functionNames: readonly string[],
  calls: LocalAws['calls'],
): Promise<readonly ItemRequest[]> {
  const names = [...functionNames, ...(await workingInDeploys(aws))];
  const statements = (await Promise.all(names.map((name) => statementsOf(aws, name)))).flat();
  const on = (table: string) =>
    statements.filter(({ Resource }) => [Resource].flat().some((arn) => arn.endsWith(`:table/${table}`)));
  const asked = calls.filter(({ action }) => action.startsWith('dynamodb:'));
  return asked
    .flatMap(({ action, body }) => itemRequests(action.slice('dynamodb:'.length), JSON.parse(body)))
    .filter((request) => !allowsItems(on(request.tableName), request));
}

/** Nobody calls them by their names, so they have such as CloudFormation made up. */
async function workingInDeploys(aws: LocalAws): Promise<readonly string[]> {
  const { Functions = [] } = await new LambdaClient(clientOptions(aws)).send(new ListFunctionsCommand({}));
  const bundles = ['config-writer', 'release-rehearser'];
  const found = Functions.filter(({ Environment }) =>
    bundles.includes(Environment?.Variables?.POWERTOOLS_SERVICE_NAME ?? ''),
  );
  if (found.length < bundles.length) throw new Error(`the local AWS lacks one of ${bundles.join(' and ')}`);
  return found.map(({ FunctionName = '' }) => FunctionName);
}

/** What the role of a deployed function is allowed inline. */
export async function statementsOf(aws: LocalAws, FunctionName: string): Promise<readonly Statement[]> {
  const iam = new IAMClient(clientOptions(aws));
  const { Role = '' } = await new LambdaClient(clientOptions(aws)).send(
    new GetFunctionConfigurationCommand({ FunctionName }),
  );
  const RoleName = Role.split('/').at(-1) ?? '';
  const { PolicyNames = [] } = await iam.send(new ListRolePoliciesCommand({ RoleName }));
  const documents = await Promise.all(
    PolicyNames.map((PolicyName) => iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }))),
  );
  return documents.flatMap(({ PolicyDocument = '{}' }) => {
    const { Statement } = JSON.parse(decodeURIComponent(PolicyDocument)) as { Statement: Statement | Statement[] };
    return [Statement].flat();
  });
}
