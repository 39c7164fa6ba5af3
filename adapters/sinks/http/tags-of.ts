import type { Gauges } from '../../../core/looking/sink.ts';
import { serviceOf, tierOf } from '../../../core/model/service-and-tier.ts';

/** What tells the numbers of one subject from those of others. */
export function tagsOf({ subject }: Gauges, deployment: string): Readonly<Record<string, string>> {
  const tier = tierOf(subject);
  return { deployment, scalable: subject, service: serviceOf(subject), ...(tier !== null && { tier }) };
}
