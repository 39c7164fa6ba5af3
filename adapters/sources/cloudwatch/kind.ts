import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { readingClient } from '../../aws/client-settings.ts';
import type { SourceModule } from '../kind-source.ts';
import { cloudWatchSource } from './cloudwatch.ts';

export const cloudwatch: SourceModule<'cloudwatch', Pick<CloudWatchClient, 'send'>> = {
  connect: (settings) => new CloudWatchClient({ ...readingClient, ...settings }),
  open: cloudWatchSource,
};
