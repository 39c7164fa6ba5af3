import type { Logger } from '@aws-lambda-powertools/logger';
import type { Metrics } from '@aws-lambda-powertools/metrics';
import type { Sink } from '../../../core/looking/sink.ts';

/** A structured log with what is counted in it: metrics by EMF, and fields in one line, what is 0 left out. Whoever runs the invocation publishes them at its end. */
export function emf(log: Pick<Logger, 'info' | 'warn' | 'error'>, metrics: Pick<Metrics, 'addMetric'> | null): Sink {
  let fields: Record<string, number> = {};
  return {
    tell: ({ level, line }) => log[level](line),
    count: ({ name, unit, value, logged }) => {
      if (!logged) metrics?.addMetric(name, unit, value);
      else if (value !== 0) fields[name] = value;
    },
    flush: async () => {
      if (Object.keys(fields).length > 0) log.info({ message: 'counted', ...fields });
      fields = {};
    },
  };
}
