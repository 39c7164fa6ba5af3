import { Metrics } from '@aws-lambda-powertools/metrics';

/**
 * Metrics of the whole deployment, by EMF in the log. One metric per scalable would cost as much a month as its alarms;
 * numbers of one scalable are log properties and entries.
 */
export function deploymentMetrics(deployment: string): Metrics {
  const metrics = new Metrics({ namespace: 'Headroom', serviceName: deployment });
  metrics.clearDefaultDimensions();
  metrics.setDefaultDimensions({ deployment });
  return metrics;
}
