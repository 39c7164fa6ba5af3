import type { SinkInput } from '../../../core/sinks/sink-kinds.ts';
import { type PrometheusServer, placeOf } from '../../sources/prometheus/prometheus-reading.ts';

export interface PrometheusSinkOptions {
  /**
   * Where the server takes what is written, behind its address: `/api/v1/push` for Mimir.
   * @default - /api/v1/write, and /api/v1/remote_write for a workspace
   */
  readonly path?: string;
  /** Labels of every series beside deployment, scalable, service and tier. */
  readonly labels?: Readonly<Record<string, string>>;
}

/**
 * Sends the numbers of every decision to a workspace of Amazon Managed Service for Prometheus, or to any server that takes
 * remote writes (a Prometheus with `--web.enable-remote-write-receiver`). The function that decides may read the one secret, or
 * write to the one workspace. A server that is down or slow costs a decision two seconds a minute at most, and no more.
 */
export function prometheusSink(server: PrometheusServer, { path, labels = {} }: PrometheusSinkOptions = {}): SinkInput {
  return { kind: 'prometheus', ...placeOf(server), ...(path !== undefined && { path }), labels: { ...labels } };
}
