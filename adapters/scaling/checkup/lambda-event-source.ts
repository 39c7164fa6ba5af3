import { GetEventSourceMappingCommand, ListTagsCommand } from '@aws-sdk/client-lambda';
import type { KnownFacts } from '../../../core/scaling/checkup/targets/any-kind/known-facts.ts';
import { capacityOfSource, tell } from '../targets/lambda-event-source/capacity-of.ts';
import type { Checked, FactsWorld } from './facts-world.ts';
import { known } from './known.ts';

/** Reads what is checked of an event source, in three calls. Nothing of AWS scales it. */
export async function eventSourceFacts(
  { target: config }: Checked<'lambda-event-source'>,
  { readerIn, abortSignal }: FactsWorld,
): Promise<KnownFacts> {
  const { lambda } = readerIn(config.region);
  const describe = () => lambda.send(new GetEventSourceMappingCommand({ UUID: config.uuid }), { abortSignal });
  const what = tell(config);
  const target = await known({
    action: 'lambda:GetEventSourceMapping',
    read: async () => {
      const { EventSourceMappingArn: arn = '' } = await describe();
      const { Tags: tags } = await lambda.send(new ListTagsCommand({ Resource: arn }), { abortSignal });
      return { arn, tags };
    },
    capacity: async () => capacityOfSource(config, await describe(), null),
  });
  return { what, target, rivals: { told: [] } };
}
