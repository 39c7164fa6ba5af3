import type { Gauges } from '../../../core/looking/sink.ts';
import { isOpen } from '../../../core/readings/sources/server-url.ts';
import type { SinkConfig } from '../../../core/sinks/sink-kinds.ts';
import type { SignRequest } from '../../aws/request-signer.ts';
import type { Keys } from '../../aws/secret-keys.ts';
import { authHeaders, keyPlaces } from '../../aws/server-auth.ts';
import type { Send } from '../http/far-sink.ts';
import { post } from '../http/post.ts';
import { SinkMiss } from '../http/sink-miss.ts';
import { tagsOf } from '../http/tags-of.ts';
import { type WrittenSeries, writeRequest } from './write-request.ts';

interface PrometheusWorld {
  readonly deployment: string;
  readonly fetch: typeof globalThis.fetch;
  readonly keys: Keys;
  readonly sign: SignRequest;
}

/** Receivers take some thousands at once. */
const mostSeries = 2000;

/** What https://prometheus.io/docs/specs/prw/remote_write_spec asks for. */
const headers = {
  'content-type': 'application/x-protobuf',
  'content-encoding': 'snappy',
  'x-prometheus-remote-write-version': '0.1.0',
  'user-agent': 'headroom',
};

/** Sends numbers by remote write, as gauges `headroom_<name>`, and `headroom_bound_by` with the judge as a label. */
export function prometheusSend(config: SinkConfig<'prometheus'>, world: PrometheusWorld): Send {
  const url = addressOf(config);
  return async (gauges, abort) => {
    if (config.auth !== null && isOpen(url))
      throw new SinkMiss('SecretInTheOpen', 'a secret would be sent over http; name the server by https');
    const series = seriesOf(gauges, (one) => ({ ...config.labels, ...tagsOf(one, world.deployment) }));
    for (let from = 0; from < series.length; from += mostSeries) {
      const body = writeRequest(series.slice(from, from + mostSeries));
      const request = { receiver: 'Prometheus', url, headers, body };
      const signed = await authHeaders({ ...request, method: 'POST' }, config.auth, world);
      await post(world.fetch, { ...request, headers: { ...headers, ...signed } }, abort).catch((error: unknown) => {
        // Secrets are rotated: the next time they are read anew.
        if (error instanceof SinkMiss && error.name === 'AccessDenied')
          keyPlaces(config.auth).forEach(world.keys.forget);
        throw error;
      });
    }
  };
}

function addressOf({ url, path, auth }: SinkConfig<'prometheus'>): string {
  const usual = auth?.kind === 'sigv4' ? '/api/v1/remote_write' : '/api/v1/write';
  return `${url.replace(/\/+$/, '')}${path ?? usual}`;
}

/** All numbers by their series, each with its samples in the order of time. */
function seriesOf(
  gauges: readonly Gauges[],
  labelsOf: (gauges: Gauges) => Readonly<Record<string, string>>,
): readonly WrittenSeries[] {
  const bySeries = new Map<string, { labels: Record<string, string>; samples: { atMs: number; value: number }[] }>();
  const add = (labels: Record<string, string>, atMs: number, value: number) => {
    const name = JSON.stringify(labels);
    const series = bySeries.get(name) ?? { labels, samples: [] };
    series.samples.push({ atMs, value });
    bySeries.set(name, series);
  };
  for (const one of gauges) {
    const labels = labelsOf(one);
    for (const [name, value] of Object.entries(one.values))
      add({ ...labels, __name__: `headroom_${name}` }, one.atMs, value);
    if (one.boundBy !== null) add({ ...labels, by: one.boundBy, __name__: 'headroom_bound_by' }, one.atMs, 1);
  }
  return [...bySeries.values()];
}
