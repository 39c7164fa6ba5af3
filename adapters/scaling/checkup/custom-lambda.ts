import { GetFunctionConfigurationCommand, ListTagsCommand } from '@aws-sdk/client-lambda';
import type { KnownFacts } from '../../../core/scaling/checkup/targets/any-kind/known-facts.ts';
import type { Checked, FactsWorld } from './facts-world.ts';
import { known } from './known.ts';

/** Reads that the function is there, in two calls. It is not invoked: what it does is its own affair. */
export async function customFacts(
  { target: { region, functionName: FunctionName, resource } }: Checked<'custom-lambda'>,
  { readerIn, abortSignal }: FactsWorld,
): Promise<KnownFacts> {
  const { lambda } = readerIn(region);
  const target = await known({
    action: 'lambda:GetFunctionConfiguration',
    read: async () => {
      const asked = new GetFunctionConfigurationCommand({ FunctionName });
      const { FunctionArn: arn = '' } = await lambda.send(asked, { abortSignal });
      const { Tags: tags } = await lambda.send(new ListTagsCommand({ Resource: arn }), { abortSignal });
      return { arn, tags };
    },
    capacity: async () => null,
  });
  return { what: `the function "${FunctionName}", which scales "${resource}",`, target, rivals: { told: [] } };
}
