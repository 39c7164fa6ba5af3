import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { SinkInput } from '../../../core/sinks/sink-kinds.ts';
import { secretConfig } from '../../sources/secret-place.ts';

/** Who sends to Datadog, and where. */
export interface DatadogReceiver extends Pick<Extract<SinkInput, { readonly kind: 'datadog' }>, 'site'> {
  /** A secret with the field `apiKey`. */
  readonly keys: ISecret;
  /** Tags of every metric beside deployment, scalable, service and tier, such as `env:prod`. */
  readonly tags?: readonly string[];
}

/** Sends the numbers of every decision to Datadog, which bills them as custom metrics. The function that decides may read the one secret. */
export function datadogSink({ keys, tags = [], ...place }: DatadogReceiver): SinkInput {
  return { kind: 'datadog', ...place, ...secretConfig(keys), tags: [...tags] };
}
