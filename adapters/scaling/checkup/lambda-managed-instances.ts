import { ListTagsCommand } from '@aws-sdk/client-lambda';
import type { KnownFacts } from '../../../core/scaling/checkup/targets/any-kind/known-facts.ts';
import { capacityOfFloor, describe, tell } from '../targets/lambda-managed-instances/lambda-managed-instances.ts';
import type { Checked, FactsWorld } from './facts-world.ts';
import { known } from './known.ts';

/** Reads what is checked of a version, in three calls. Nothing of AWS but Lambda itself scales it. */
export async function managedInstancesFacts(
  { target: config }: Checked<'lambda-managed-instances'>,
  { readerIn, abortSignal }: FactsWorld,
): Promise<KnownFacts> {
  const { lambda } = readerIn(config.region);
  const target = await known({
    action: 'lambda:GetFunctionScalingConfig',
    read: async () => {
      const { FunctionArn: arn = '' } = await describe(lambda, config, abortSignal);
      const ofFunction = arn.split(':').slice(0, 7).join(':');
      const { Tags: tags } = await lambda.send(new ListTagsCommand({ Resource: ofFunction }), { abortSignal });
      return { arn: `${ofFunction}:${config.qualifier}`, tags };
    },
    capacity: async () => capacityOfFloor(config, await describe(lambda, config, abortSignal)),
  });
  return { what: tell(config), target, rivals: { told: [] } };
}
