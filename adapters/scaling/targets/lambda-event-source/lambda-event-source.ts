import {
  type EventSourceMappingConfiguration,
  GetEventSourceMappingCommand,
  type LambdaClient,
  UpdateEventSourceMappingCommand,
} from '@aws-sdk/client-lambda';
import type { TargetConfig } from '../../../../core/scaling/config/target-kinds.ts';
import type { Judge } from '../../../aws/judge.ts';
import { asBound } from '../any-kind/as-bound.ts';
import type { ClientsWorld, NamedTarget } from '../any-kind/kind-target.ts';
import { oneByOne } from '../any-kind/one-by-one.ts';
import { capacityOfSource, tell } from './capacity-of.ts';

type Config = TargetConfig<'lambda-event-source'>;
type Client = Pick<LambdaClient, 'send'>;

/** Event sources of Lambda functions: a unit is one execution at a time, or one poller. */
export function lambdaEventSources(world: ClientsWorld<Client>): NamedTarget<'lambda-event-source'> {
  return asBound(
    oneByOne<'lambda-event-source', Client>(
      {
        tell,
        read: async (client, config, { abortSignal, lastAsked }) =>
          capacityOfSource(config, await describe(client, config, abortSignal), lastAsked),
        set,
        judge,
      },
      world,
    ),
  );
}

function describe(client: Client, { uuid: UUID }: Config, abortSignal: AbortSignal) {
  return client.send(new GetEventSourceMappingCommand({ UUID }), { abortSignal });
}

/** Another change of the source is under way: the next look asks again. */
class SourceBusy extends Error {
  override readonly name = 'SourceBusy';
}

/** Names this number alone. The most of pollers goes along with the least as it is, since the two are one setting. */
async function set(client: Client, config: Config, units: number, abortSignal: AbortSignal): Promise<unknown> {
  const { uuid: UUID, polling } = config;
  const source = await describe(client, config, abortSignal);
  const { rations, running } = capacityOfSource(config, source, null);
  if (rations?.busyBecause) throw new SourceBusy(`the event source is ${source.State}`);
  if (running === units) return source;
  const number = polling === 'MaximumConcurrency' ? { ScalingConfig: { [polling]: units } } : pollersOf(source, units);
  return client.send(new UpdateEventSourceMappingCommand({ UUID, ...number }), { abortSignal });
}

function pollersOf({ ProvisionedPollerConfig }: EventSourceMappingConfiguration, MinimumPollers: number) {
  return { ProvisionedPollerConfig: { ...ProvisionedPollerConfig, MinimumPollers } };
}

const judge: Judge = ({ name }) => {
  if (name === 'ResourceNotFoundException') return 'the event source is gone; remove the scalable: {error}';
  return name === 'InvalidParameterValueException' ? 'Lambda does not accept {units}: {error}' : null;
};
