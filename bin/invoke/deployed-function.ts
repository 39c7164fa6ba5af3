import { type FunctionConfiguration, LambdaClient, paginateListFunctions } from '@aws-sdk/client-lambda';
import { readingClient } from '../../adapters/aws/client-settings.ts';
import { CommandError } from '../../cli/command-error.ts';
import type { clientSettings } from '../../cli/connect.ts';
import { accountOf } from '../../functions/account-of.ts';

/** A function as it is deployed: what the one of this checkout is run with. */
export interface DeployedFunction {
  readonly functionName: string;
  readonly arn: string;
  readonly account: string;
  readonly region: string;
  readonly memoryMebibytes: number;
  readonly timeoutSeconds: number;
  readonly variables: Readonly<Record<string, string>>;
}

interface Wanted {
  readonly name: string;
  readonly deployment: string;
  readonly functionName: string | null;
}

/** Finds the function of a deployment by what its own settings say. Throws `CommandError` where there is none, or several. */
export async function deployedFunction(
  settings: Awaited<ReturnType<typeof clientSettings>>,
  wanted: Wanted,
): Promise<DeployedFunction> {
  const client = new LambdaClient({ ...readingClient, ...settings });
  const found: FunctionConfiguration[] = [];
  for await (const { Functions = [] } of paginateListFunctions({ client }, {}))
    found.push(...Functions.filter((one) => isWanted(one, wanted)));
  const [only, ...others] = found;
  if (only === undefined) throw new CommandError(noneFound(wanted));
  if (others.length > 0)
    throw new CommandError(
      `the deployment "${wanted.deployment}" has several: ${found.map((one) => one.FunctionName).join(', ')}; choose by --function-name`,
    );
  return told(only, await client.config.region());
}

function isWanted(
  { FunctionName, Environment }: FunctionConfiguration,
  { name, deployment, functionName }: Wanted,
): boolean {
  const { POWERTOOLS_SERVICE_NAME, HEADROOM_DEPLOYMENT } = Environment?.Variables ?? {};
  if (POWERTOOLS_SERVICE_NAME !== name) return false;
  if (functionName !== null && functionName !== FunctionName) return false;
  // The writer of test events works on no table, and knows no deployment.
  return (HEADROOM_DEPLOYMENT ?? FunctionName?.slice(0, -name.length - 1)) === deployment;
}

function noneFound({ name, deployment, functionName }: Wanted): string {
  const which = functionName === null ? '' : ` that is called "${functionName}"`;
  return `no ${name}${which} of a deployment "${deployment}" is here; check --deployment, --region and --profile, or deploy what makes it`;
}

function told(one: FunctionConfiguration, region: string): DeployedFunction {
  return {
    functionName: one.FunctionName ?? '',
    arn: one.FunctionArn ?? '',
    account: accountOf(one.FunctionArn) ?? 'unknown',
    region,
    memoryMebibytes: one.MemorySize ?? 128,
    timeoutSeconds: one.Timeout ?? 3,
    variables: one.Environment?.Variables ?? {},
  };
}
