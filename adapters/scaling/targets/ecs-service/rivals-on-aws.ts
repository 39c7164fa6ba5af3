import { ApplicationAutoScalingClient } from '@aws-sdk/client-application-auto-scaling';
import { readingClient } from '../../../aws/client-settings.ts';
import { regional } from '../../../aws/regional.ts';
import { serviceRivals, serviceSweeps } from './rivals.ts';

/** What Application Auto Scaling itself does to services. Make it once a process: it keeps its clients. */
export function rivalsOnAws() {
  const reader = regional(
    (region) => new ApplicationAutoScalingClient({ ...readingClient, ...(region !== null && { region }) }),
  );
  const sweeps = serviceSweeps();
  return (leftMs: () => number) => serviceRivals({ clients: { reader }, sweeps, leftMs });
}
