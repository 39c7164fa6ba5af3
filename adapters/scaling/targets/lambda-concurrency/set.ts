import {
  DeleteProvisionedConcurrencyConfigCommand,
  type LambdaClient,
  PutFunctionConcurrencyCommand,
  PutProvisionedConcurrencyConfigCommand,
} from '@aws-sdk/client-lambda';
import type { TargetConfig } from '../../../../core/scaling/config/target-kinds.ts';
import type { Judge } from '../../../aws/judge.ts';
import { noneIfNotConfigured } from './read.ts';

type Client = Pick<LambdaClient, 'send'>;

/** Sets the concurrency of an alias or a function. Of an alias none is what nothing is provisioned for. */
export async function setConcurrency(
  client: Client,
  { functionName: FunctionName, aliasName }: TargetConfig<'lambda-concurrency'>,
  units: number,
  abortSignal: AbortSignal,
): Promise<unknown> {
  if (aliasName === null) {
    const reserve = new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: units });
    return client.send(reserve, { abortSignal });
  }
  const of = { FunctionName, Qualifier: aliasName };
  if (units === 0) {
    return client.send(new DeleteProvisionedConcurrencyConfigCommand(of), { abortSignal }).catch(noneIfNotConfigured);
  }
  const provision = new PutProvisionedConcurrencyConfigCommand({ ...of, ProvisionedConcurrentExecutions: units });
  return client.send(provision, { abortSignal });
}

export const judgeConcurrency: Judge = ({ name, message }) => {
  if (name === 'ResourceNotFoundException') return 'the function or its alias is gone; remove the scalable: {error}';
  if (name !== 'InvalidParameterValueException') return null;
  if (/weight/i.test(message)) return 'Lambda provisions nothing for an alias with weights; it is asked again: {error}';
  return 'Lambda does not accept a concurrency of {units}; raise the quota of the account, or narrow the bounds: {error}';
};
