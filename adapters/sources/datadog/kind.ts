import type { SourceModule } from '../kind-source.ts';
import { type DatadogClient, datadogOnAws } from './client.ts';
import { datadogSource } from './datadog.ts';

export const datadog: SourceModule<'datadog', DatadogClient> = { connect: datadogOnAws, open: datadogSource };
