import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { readingClient } from '../aws/client-settings.ts';
import { cloudWatchAlarms, type OpenAlarms } from './alarm-states.ts';

/** Alarm states as CloudWatch itself tells them. Make it once a process: it keeps its client. */
export function openedOnAws(): OpenAlarms {
  const client = new CloudWatchClient({ ...readingClient });
  return (world) => cloudWatchAlarms({ ...world, client });
}
