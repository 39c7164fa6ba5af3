import type { EventSourceMappingConfiguration } from '@aws-sdk/client-lambda';
import { Refusal } from '../../../../core/model/errors.ts';
import type { TargetConfig } from '../../../../core/scaling/config/target-kinds.ts';
import { unitLimits } from '../../../../core/scaling/config/target-limits.ts';
import type { Capacity } from '../../../../core/scaling/observation.ts';

type Config = TargetConfig<'lambda-event-source'>;

export const tell = ({ uuid, polling }: Config) => `${polling} of the event source "${uuid}"`;

/**
 * One number of an event source. While it is changed, `lastAsked` is what is asked for. Throws `Refusal` where the source is
 * going, has no such number, or has the other, beside which AWS takes none.
 */
export function capacityOfSource(
  config: Config,
  source: EventSourceMappingConfiguration,
  lastAsked: number | null,
): Capacity {
  const { State: state = '' } = source;
  if (state === 'Deleting') throw new Refusal(`${tell(config)} is ${state}; remove the scalable`);
  const { running, min, max } = numberOf(config, source);
  const isBusy = ['Creating', 'Enabling', 'Disabling', 'Updating'].includes(state);
  const asked = isBusy ? (lastAsked ?? running) : running;
  const says = 'the event source is {state}, and takes no other change until that has ended';
  return {
    ...{ asked, running, inFlight: Math.max(asked - running, 0), min, max },
    ...{ keepBecause: null, voidOutBecause: null, voidInBecause: null },
    rations: { busyBecause: isBusy ? { says, state } : null, decreases: null },
  };
}

function numberOf(
  config: Config,
  { ScalingConfig, ProvisionedPollerConfig }: EventSourceMappingConfiguration,
): { readonly running: number; readonly min: number; readonly max: number } {
  const { polling } = config;
  const { MaximumConcurrency } = ScalingConfig ?? {};
  const { MinimumPollers, MaximumPollers } = ProvisionedPollerConfig ?? {};
  const isOther = polling === 'MaximumConcurrency' ? MinimumPollers !== undefined : MaximumConcurrency !== undefined;
  if (isOther) throw new Refusal(`${tell(config)}: ${otherFix[polling]}`);
  const running = polling === 'MaximumConcurrency' ? MaximumConcurrency : MinimumPollers;
  if (running === undefined) throw new Refusal(`${tell(config)} is not set; set one first, or remove the scalable`);
  const { min, max } = unitLimits['lambda-event-source'][polling];
  return { running, min, max: polling === 'MinimumPollers' ? Math.min(max, MaximumPollers ?? max) : max };
}

const otherFix = {
  MaximumConcurrency:
    'the source has provisioned pollers, beside which AWS takes no maximum concurrency; scale MinimumPollers, or take the pollers away',
  MinimumPollers:
    'the source has a maximum concurrency, beside which AWS takes no provisioned pollers; scale MaximumConcurrency, or take it away',
};
