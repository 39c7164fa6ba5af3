import { type ReadingsKindOf, tierMeasures } from '../tier-measures.ts';

/** Readings of any source, as people write them: CloudWatch, a function of their own, Prometheus, Datadog. */
export const metrics = {
  schema: tierMeasures,
  is: null,
  measures: (config) => config,
} as const satisfies ReadingsKindOf<typeof tierMeasures>;
