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
 * What was asked of tables that the roles of none of these functions, nor that of who writes configs, allow by the leading keys that they name. The local AWS
 * checks actions and resources of every call, and takes this condition, whose key it does not know, for met.
 */
export async function refusedByKeys(
  aws: LocalAws,
  functionNames: readonly string[],
  calls: LocalAws['calls'],
): Promise<readonly ItemRequest[]> {
  const names = [...functionNames, await configWriterOf(aws)];
  const statements = (await Promise.all(names.map((name) => statementsOf(aws, name)))).flat();
  const on = (table: string) =>
    statements.filter(({ Resource }) => [Resource].flat().some((arn) => arn.endsWith(`:table/${table}`)));
  const asked = calls.filter(({ action }) => action.startsWith('dynamodb:'));
  return asked
    .flatMap(({ action, body }) => itemRequests(action.slice('dynamodb:'.length), JSON.parse(body)))
    .filter((request) => !allowsItems(on(request.tableName), request));
}

/** Nobody calls it by a name, so it has one that CloudFormation made up. */
async function configWriterOf(aws: LocalAws): Promise<string> {
  const { Functions = [] } = await new LambdaClient(clientOptions(aws)).send(new ListFunctionsCommand({}));
  const found = Functions.find(
    ({ Environment }) => Environment?.Variables?.POWERTOOLS_SERVICE_NAME === 'config-writer',
  );
  if (found?.FunctionName === undefined) throw new Error('no function of the local AWS writes configs');
  return found.FunctionName;
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
