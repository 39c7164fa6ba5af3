import { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import { actingClient, readingClient } from '../../../aws/client-settings.ts';
import { once } from '../../../aws/once.ts';
import { regional } from '../../../aws/regional.ts';
import type { MakeNamedTarget } from '../any-kind/kind-target.ts';
import { autoScalingGroups } from './auto-scaling-group.ts';
import { groupSweeps } from './rivals.ts';

/** Auto Scaling groups of AWS itself. Make it once a process: it keeps its clients. */
export function onAws(): MakeNamedTarget<'auto-scaling-group'> {
  const clients = {
    reader: regional((region) => new AutoScalingClient({ ...readingClient, ...(region !== null && { region }) })),
    actor: regional((region) => new AutoScalingClient({ ...actingClient, ...(region !== null && { region }) })),
  };
  const sweeps = groupSweeps();
  const readSizes = once(async () => (await import('./sizes-on-aws.ts')).groupSizes());
  return (world) => autoScalingGroups({ ...world, clients }, sweeps, readSizes);
}
