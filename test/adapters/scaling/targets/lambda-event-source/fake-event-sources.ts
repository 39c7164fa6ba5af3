import type {
  EventSourceMappingConfiguration,
  LambdaClient,
  UpdateEventSourceMappingRequest,
} from '@aws-sdk/client-lambda';
import { awsError } from '../../../aws-error.ts';
import { FakeAws } from '../../../fake-aws.ts';

/** An event source of a queue, with a maximum concurrency. */
export function source(
  units = 2,
  more: Partial<EventSourceMappingConfiguration> = {},
): EventSourceMappingConfiguration {
  return { State: 'Enabled', BatchSize: 10, ScalingConfig: { MaximumConcurrency: units }, ...more };
}

/** Event sources in memory. They refuse what Lambda refuses; a change is in force once `settle` is called. */
export class FakeEventSources extends FakeAws<LambdaClient> {
  readonly sources = new Map<string, EventSourceMappingConfiguration>();
  private waiting: (() => void)[] = [];

  constructor() {
    super({
      GetEventSourceMapping: (input: { UUID?: string }) => this.named(input),
      UpdateEventSourceMapping: (input: UpdateEventSourceMappingRequest) => this.update(input),
    });
  }

  settle(): void {
    for (const done of this.waiting.splice(0)) done();
  }

  private named({ UUID = '' }: { readonly UUID?: string | undefined }): EventSourceMappingConfiguration {
    const known = this.sources.get(UUID);
    if (known === undefined)
      throw awsError('ResourceNotFoundException', 'The resource you requested does not exist.', 404);
    return known;
  }

  private update({ UUID, ScalingConfig, ProvisionedPollerConfig, ...rest }: UpdateEventSourceMappingRequest) {
    const known = this.named({ UUID });
    if (known.State !== 'Enabled') throw awsError('ResourceInUseException', 'is being updated');
    if (Object.keys(rest).length > 0) throw awsError('InvalidParameterValueException', 'more than asked for');
    const units = ScalingConfig?.MaximumConcurrency ?? ProvisionedPollerConfig?.MinimumPollers ?? 0;
    const isOther = ScalingConfig !== undefined && known.ProvisionedPollerConfig !== undefined;
    const most = ScalingConfig === undefined ? (ProvisionedPollerConfig?.MaximumPollers ?? 0) : 1000;
    if (isOther || units < 2 || units > most) {
      throw awsError('InvalidParameterValueException', `not from 2 to the max of ${most}, or pollers beside it`);
    }
    known.State = 'Updating';
    this.waiting.push(() => {
      known.State = 'Enabled';
      if (ScalingConfig !== undefined) known.ScalingConfig = ScalingConfig;
      if (ProvisionedPollerConfig !== undefined) known.ProvisionedPollerConfig = ProvisionedPollerConfig;
    });
    return known;
  }
}
