import { DescribeScalingActivitiesCommand, type ScalingActivity } from '@aws-sdk/client-application-auto-scaling';
import type { Scaled } from '../any-kind/native-rivals.ts';
import type { NativeSender } from './native-sender.ts';

/** The change that Application Auto Scaling began last; null where it knows of none. They come newest first. */
async function newest(client: NativeSender, scaled: Scaled, abortSignal: AbortSignal): Promise<ScalingActivity | null> {
  const asked = new DescribeScalingActivitiesCommand({ ...scaled, MaxResults: 1 });
  const { ScalingActivities: [first] = [] } = await client.send(asked, { abortSignal });
  return first ?? null;
}

/** Whether a change of it is about to be made. */
export async function isUnderWay(client: NativeSender, scaled: Scaled, abortSignal: AbortSignal): Promise<boolean> {
  const activity = await newest(client, scaled, abortSignal);
  return activity?.StatusCode === 'Pending' || activity?.StatusCode === 'InProgress';
}
