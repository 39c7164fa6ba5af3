import type { SinkModule } from '../kind-sink.ts';
import { datadogSend } from './datadog.ts';

export const datadog: SinkModule<'datadog'> = { whose: 'Datadog', send: datadogSend };
