import type { Logger } from '@aws-lambda-powertools/logger';
import type { Metrics } from '@aws-lambda-powertools/metrics';
import type { Sink } from '../../../core/looking/sink.ts';

/** A structured log, and metrics by EMF in it. Whoever runs the invocation publishes them at its end. */
export function emf(log: Pick<Logger, 'info' | 'warn' | 'error'>, metrics: Pick<Metrics, 'addMetric'> | null): Sink {
  return {
    tell: ({ level, line }) => log[level](line),
    count: ({ name, unit, value }) => void metrics?.addMetric(name, unit, value),
    flush: async () => {},
  };
}
