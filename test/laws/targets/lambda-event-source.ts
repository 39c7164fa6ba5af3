import { lambdaEventSources } from '../../../adapters/scaling/targets/lambda-event-source/lambda-event-source.ts';
import { FakeEventSources, source } from '../../adapters/scaling/targets/lambda-event-source/fake-event-sources.ts';
import { everywhere, late, type TargetRig, type Tried } from '../target-rig.ts';

export const tried: Tried = {
  unit: 'an execution at a time, or a poller',
  calls: ['lambda:UpdateEventSourceMapping'],
  miniStack: 'the maximum concurrency of a queue is read and changed',
  moto: 'the maximum concurrency of a queue is read and changed',
  shapes: 'provisioned pollers, sources that are being changed, bounds',
  dimensions: [],
};

export function rig(): TargetRig<'lambda-event-source'> {
  const fake = new FakeEventSources();
  const state = (State: string) => (name: string) => fake.sources.set(name, source(2, { State }));
  return {
    service: fake,
    reads: 'GetEventSourceMapping',
    changes: 'UpdateEventSourceMapping',
    attempt: 'GetEventSourceMapping',
    most: 1,
    config: (uuid, at) => ({ kind: 'lambda-event-source', ...at, uuid, polling: 'MaximumConcurrency' }),
    make: (names) => {
      for (const name of names) fake.sources.set(name, source());
    },
    remove: (name) => fake.sources.delete(name),
    settle: () => fake.settle(),
    busy: { 'that is being made': state('Creating'), 'that is being changed': state('Updating') },
    going: { 'that is being deleted': state('Deleting') },
    beside: (name) => ({ ...fake.sources.get(name), ScalingConfig: null }),
    putsBack: true,
    spoiler: 'no such source',
    rivals: null,
    tooMany: 1001,
    least: 2,
    maker: (at) => late((world) => lambdaEventSources({ ...world, clients: everywhere(fake.client, at) })),
  };
}
