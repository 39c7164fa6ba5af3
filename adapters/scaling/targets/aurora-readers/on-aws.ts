import { ApplicationAutoScalingClient } from '@aws-sdk/client-application-auto-scaling';
import { actingClient, readingClient } from '../../../aws/client-settings.ts';
import { once } from '../../../aws/once.ts';
import { regional } from '../../../aws/regional.ts';
import type { MakeNamedTarget } from '../any-kind/kind-target.ts';
import { rdsClients } from '../aurora/clients.ts';
import { auroraReaders } from './aurora-readers.ts';

/** Readers of AWS itself. Make it once a process: it keeps its clients. */
export function onAws(): MakeNamedTarget<'aurora-readers'> {
  const clients = rdsClients();
  const native = {
    reader: regional(
      (region) => new ApplicationAutoScalingClient({ ...readingClient, ...(region !== null && { region }) }),
    ),
    actor: regional(
      (region) => new ApplicationAutoScalingClient({ ...actingClient, ...(region !== null && { region }) }),
    ),
  };
  const readRivals = once(async () => (await import('../any-kind/native-rivals-on-aws.ts')).nativeRivalsOnAws());
  return (world) => auroraReaders({ ...world, clients, native }, readRivals);
}
