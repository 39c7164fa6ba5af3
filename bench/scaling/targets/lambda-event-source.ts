import { lambdaEventSources } from '../../../adapters/scaling/targets/lambda-event-source/lambda-event-source.ts';
import { sender } from '../sender.ts';
import { type BenchTarget, everywhere } from './any-kind.ts';

export const lambdaEventSource: BenchTarget<'lambda-event-source'> = {
  config: (uuid) => ({
    ...{ kind: 'lambda-event-source', account: null, region: null, uuid, polling: 'MaximumConcurrency' },
  }),
  make(reads) {
    const source = { State: 'Enabled', ScalingConfig: { MaximumConcurrency: 4 } };
    const answers = { GetEventSourceMapping: () => source, UpdateEventSourceMapping: () => ({}) };
    const clients = everywhere(sender(answers, reads, ['GetEventSourceMapping']));
    return (world) => lambdaEventSources({ ...world, clients });
  },
};
