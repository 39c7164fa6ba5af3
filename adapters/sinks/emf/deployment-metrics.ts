import { Metrics } from '@aws-lambda-powertools/metrics';

/**
 * Metrics of the whole deployment, by EMF in the log. One metric per scalable would cost as much a month as its alarms;
 * numbers of one scalable are log properties and entries.
 */
export function deploymentMetrics(deployment: string): Metrics {
  return metricsBy(deployment, { deployment });
}

/** Metrics of one cache: a deployment has few, and each has servers that cost more in an hour than its metrics in a month. */
export function cacheMetrics(deployment: string, cache: string): Metrics {
  return metricsBy(deployment, { deployment, cache });
}

function metricsBy(deployment: string, dimensions: Readonly<Record<string, string>>): Metrics {
  const metrics = new Metrics({ namespace: 'Headroom', serviceName: deployment });
  metrics.clearDefaultDimensions();
  metrics.setDefaultDimensions({ ...dimensions });
  return metrics;
}
