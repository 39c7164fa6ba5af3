import type { MakeNamedTarget } from '../any-kind/kind-target.ts';
import { rdsClients } from '../aurora/clients.ts';
import { auroraCapacities } from './aurora-capacity.ts';

/** Ranges of capacity of AWS itself. Make it once a process: it keeps its clients. */
export function onAws(): MakeNamedTarget<'aurora-capacity'> {
  const clients = rdsClients();
  return (world) => auroraCapacities({ ...world, clients });
}
