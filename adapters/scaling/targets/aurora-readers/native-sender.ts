import type { ApplicationAutoScalingClient } from '@aws-sdk/client-application-auto-scaling';

/** What is asked of Application Auto Scaling. */
export type NativeSender = Pick<ApplicationAutoScalingClient, 'send'>;
