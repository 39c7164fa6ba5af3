import { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import { actingClient } from '../../aws/client-settings.ts';
import { regional } from '../../aws/regional.ts';
import type { MakeFloors } from './floor-kind.ts';
import { groupFloors } from './group-floors.ts';

/** Minimums of Auto Scaling groups of AWS itself. Make it once a process: it keeps its clients. */
export function groupFloorsOnAws(): MakeFloors<'auto-scaling-group'> {
  const actor = regional((region) => new AutoScalingClient({ ...actingClient, ...(region !== null && { region }) }));
  return () => groupFloors({ actor });
}
