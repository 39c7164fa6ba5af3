import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { ReadingInput } from '../../../core/readings/reading-config.ts';
import { type AddingOptions, polledPart } from '../polled-part.ts';
import { secretConfig } from '../secret-place.ts';

type DatadogPart = Extract<ReadingInput['parts'][number], { readonly kind: 'datadog' }>;

/** Who asks Datadog, and where. */
export interface DatadogAccount extends Pick<DatadogPart, 'site' | 'api'> {
  /** A secret with the fields `apiKey` and `applicationKey`. */
  readonly keys: ISecret;
}

export interface DatadogReadingOptions extends AddingOptions {
  /** A query of something that is always told: where it answers and the query does not, the query is zero. */
  readonly witness?: string;
}

/**
 * A reading that a metric query of Datadog tells, of one series. No alarm can watch it, so Headroom looks every minute, all
 * queries of a look in one request; once Datadog says that it takes no more, nothing is asked until it does. What is scaled
 * by it is allowed to read the one secret.
 */
export function datadogReading(
  { keys, ...where }: DatadogAccount,
  query: string,
  { witness, scale, ...options }: DatadogReadingOptions = {},
): ReadingInput {
  const part: DatadogPart = {
    kind: 'datadog',
    ...where,
    ...secretConfig(keys),
    query,
    ...(witness !== undefined && { witness }),
    ...polledPart(options),
  };
  return { parts: [part], ...(scale !== undefined && { scale }) };
}
