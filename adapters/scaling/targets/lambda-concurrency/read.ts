import {
  GetAliasCommand,
  GetFunctionConcurrencyCommand,
  GetProvisionedConcurrencyConfigCommand,
  type LambdaClient,
} from '@aws-sdk/client-lambda';
import type { TargetConfig } from '../../../../core/scaling/config/target-kinds.ts';
import type { Capacity } from '../../../../core/scaling/observation.ts';
import { provisionedCapacity, reservedCapacity } from './capacity-of.ts';

type Config = TargetConfig<'lambda-concurrency'>;
type Client = Pick<LambdaClient, 'send'>;

/** Reads the concurrency of an alias or a function. Rejects where there is none of the name. */
export async function readConcurrency(client: Client, config: Config, abortSignal: AbortSignal): Promise<Capacity> {
  const { functionName: FunctionName, aliasName } = config;
  if (aliasName === null) {
    const asked = new GetFunctionConcurrencyCommand({ FunctionName });
    const { ReservedConcurrentExecutions } = await client.send(asked, { abortSignal });
    return reservedCapacity(config, ReservedConcurrentExecutions);
  }
  const ofAlias = new GetProvisionedConcurrencyConfigCommand({ FunctionName, Qualifier: aliasName });
  const [provisioned, alias] = await Promise.all([
    client.send(ofAlias, { abortSignal }).catch(noneIfNotConfigured),
    client.send(new GetAliasCommand({ FunctionName, Name: aliasName }), { abortSignal }),
  ]);
  return provisionedCapacity({ provisioned, alias });
}

export function noneIfNotConfigured(error: unknown): null {
  if (error instanceof Error && error.name === 'ProvisionedConcurrencyConfigNotFoundException') return null;
  throw error;
}
