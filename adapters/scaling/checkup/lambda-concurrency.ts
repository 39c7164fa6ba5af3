import { GetAliasCommand, GetFunctionConfigurationCommand, ListTagsCommand } from '@aws-sdk/client-lambda';
import type { ConcurrencyFacts } from '../../../core/scaling/checkup/targets/lambda-concurrency.ts';
import type { AccountReader } from '../../aws/account-reader.ts';
import { asked } from '../../aws/asked.ts';
import { nativeRivals, nativeSweeps } from '../targets/any-kind/native-rivals.ts';
import { tell } from '../targets/lambda-concurrency/capacity-of.ts';
import { readConcurrency } from '../targets/lambda-concurrency/read.ts';
import { scaledConcurrency } from '../targets/lambda-concurrency/rivals.ts';
import { type Checked, type FactsWorld, leftMs } from './facts-world.ts';
import { known } from './known.ts';

/** Reads what is checked of a function or an alias, in four to seven calls. */
export async function concurrencyFacts(
  { target }: Checked<'lambda-concurrency'>,
  { readerIn, abortSignal }: FactsWorld,
): Promise<ConcurrencyFacts> {
  const reader = readerIn(target.region);
  const what = tell(target);
  const scaled = scaledConcurrency(target);
  const clients = { reader: () => reader.applicationAutoScaling };
  const [found, rivals] = await Promise.all([
    known({
      action: 'lambda:Get*',
      read: () => named(reader, target, abortSignal),
      capacity: () => readConcurrency(reader.lambda, target, abortSignal),
    }),
    asked('application-autoscaling:Describe*', async () =>
      scaled === null
        ? []
        : nativeRivals({ clients, sweeps: nativeSweeps(), leftMs })({ region: target.region, scaled }),
    ),
  ]);
  return { what, of: target, target: found, rivals };
}

/** Tags are those of the function: an alias has none. */
async function named(
  { lambda }: AccountReader,
  { functionName: FunctionName, aliasName }: ConcurrencyFacts['of'] & { readonly functionName: string },
  abortSignal: AbortSignal,
) {
  const options = { abortSignal };
  const { FunctionArn = '' } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }), options);
  const { Tags: tags } = await lambda.send(new ListTagsCommand({ Resource: FunctionArn }), options);
  if (aliasName === null) return { arn: FunctionArn, tags };
  const { AliasArn = '' } = await lambda.send(new GetAliasCommand({ FunctionName, Name: aliasName }), options);
  return { arn: AliasArn, tags };
}
