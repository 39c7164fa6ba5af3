import { ECSClient } from '@aws-sdk/client-ecs';
import { actingClient, readingClient } from '../../../aws/client-settings.ts';
import { once } from '../../../aws/once.ts';
import { regional } from '../../../aws/regional.ts';
import type { MakeNamedTarget } from '../any-kind/kind-target.ts';
import { ecsServices } from './ecs-service.ts';

/** Services of AWS itself. Make it once a process: it keeps its clients. */
export function onAws(): MakeNamedTarget<'ecs-service'> {
  const clients = {
    reader: regional((region) => new ECSClient({ ...readingClient, ...(region !== null && { region }) })),
    actor: regional((region) => new ECSClient({ ...actingClient, ...(region !== null && { region }) })),
  };
  const readRivals = once(async () => (await import('../any-kind/native-rivals-on-aws.ts')).nativeRivalsOnAws());
  const readSizes = once(async () => (await import('./sizes.ts')).taskSizes(clients));
  return (world) => ecsServices({ ...world, clients }, readRivals, readSizes);
}
