import { ApplicationAutoScalingClient } from '@aws-sdk/client-application-auto-scaling';
import { readingClient } from '../../../aws/client-settings.ts';
import { regional } from '../../../aws/regional.ts';
import { nativeRivals, nativeSweeps } from './native-rivals.ts';

/** What Application Auto Scaling itself does to targets. Make it once a process: it keeps its clients. */
export function nativeRivalsOnAws(): (leftMs: () => number) => ReturnType<typeof nativeRivals> {
  const reader = regional(
    (region) => new ApplicationAutoScalingClient({ ...readingClient, ...(region !== null && { region }) }),
  );
  const sweeps = nativeSweeps();
  return (leftMs) => nativeRivals({ clients: { reader }, sweeps, leftMs });
}
