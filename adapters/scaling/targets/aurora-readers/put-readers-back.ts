import {
  DeregisterScalableTargetCommand,
  DescribeScalableTargetsCommand,
  RegisterScalableTargetCommand,
  type ScalableTarget,
} from '@aws-sdk/client-application-auto-scaling';
import type { FoundState, FoundTold } from '../../../../core/scaling/found.ts';
import type { Scaled } from '../any-kind/native-rivals.ts';
import type { NativeSender } from './native-sender.ts';
import type { Readers } from './readers.ts';

const suspensions = ['DynamicScalingInSuspended', 'DynamicScalingOutSuspended', 'ScheduledScalingSuspended'] as const;

/** How readers are registered; `min` is null where they are not. */
export async function foundReaders(
  client: NativeSender,
  scaled: Scaled,
  readers: Readers,
  abortSignal: AbortSignal,
): Promise<FoundTold> {
  const target = await registered(client, scaled, abortSignal);
  return { state: stateOf(target), restlessBecause: target === null ? null : readers.busyBecause };
}

/**
 * Puts the registration back. Where there was none, Application Auto Scaling first removes the readers that are its own, and is
 * told of the cluster no more once they are gone: nobody else would ever remove them. A registration that was there stays, since
 * its policies and schedules would die with it.
 */
export async function putReadersBack(
  client: NativeSender,
  scaled: Scaled,
  { state, readers }: { readonly state: FoundState; readonly readers: Readers },
  abortSignal: AbortSignal,
): Promise<void> {
  if (typeof state.min === 'number' && typeof state.max === 'number') {
    const SuspendedState = Object.fromEntries(suspensions.map((one) => [one, state[one] === true]));
    const bounds = { MinCapacity: state.min, MaxCapacity: state.max };
    await client.send(new RegisterScalableTargetCommand({ ...scaled, ...bounds, SuspendedState }), { abortSignal });
    return;
  }
  if (readers.listed > readers.own) {
    const bounds = { MinCapacity: readers.own, MaxCapacity: readers.own };
    await client.send(new RegisterScalableTargetCommand({ ...scaled, ...bounds }), { abortSignal });
    return;
  }
  await deregister(client, scaled, abortSignal);
}

async function deregister(client: NativeSender, scaled: Scaled, abortSignal: AbortSignal): Promise<void> {
  try {
    await client.send(new DeregisterScalableTargetCommand({ ...scaled }), { abortSignal });
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'ObjectNotFoundException') throw error;
  }
}

async function registered(client: NativeSender, scaled: Scaled, abortSignal: AbortSignal) {
  const { ServiceNamespace, ScalableDimension, ResourceId } = scaled;
  const asked = { ServiceNamespace, ScalableDimension, ResourceIds: [ResourceId] };
  const { ScalableTargets: [target] = [] } = await client.send(new DescribeScalableTargetsCommand(asked), {
    abortSignal,
  });
  return target ?? null;
}

function stateOf(target: ScalableTarget | null): FoundState {
  if (target === null) return { min: null, max: null };
  const { MinCapacity: min = 0, MaxCapacity: max = 0, SuspendedState = {} } = target;
  return { min, max, ...Object.fromEntries(suspensions.map((one) => [one, SuspendedState[one] === true])) };
}
