import type { Gauges, Sink } from '../../../core/looking/sink.ts';

/** What the metrics of one subject are written with. */
interface SubjectMetrics {
  addDimension(name: string, value: string): unknown;
  addMetric(name: string, unit: 'None', value: number): unknown;
  publishStoredMetrics(): void;
}

/**
 * The numbers of subjects that are published, by EMF: a metric a number (`Demand`, `Asked` and so on) with the subject as a
 * dimension beside the deployment. Each of them costs, so whoever wants them says so.
 */
export function published(dimension: 'scalable' | 'service', ofSubject: () => SubjectMetrics): Sink {
  return {
    tell: () => {},
    count: () => {},
    gauge: (gauges) => {
      if (gauges.published && Object.keys(gauges.values).length > 0) publish(dimension, gauges, ofSubject());
    },
    flush: async () => {},
  };
}

function publish(dimension: string, { subject, values }: Gauges, metrics: SubjectMetrics): void {
  metrics.addDimension(dimension, subject);
  for (const [name, value] of Object.entries(values))
    metrics.addMetric(`${name[0]?.toUpperCase()}${name.slice(1)}`, 'None', value);
  metrics.publishStoredMetrics();
}
