import type { Gauges } from '../../../core/looking/sink.ts';
import type { SinkConfig } from '../../../core/sinks/sink-kinds.ts';
import type { Keys } from '../../aws/secret-keys.ts';
import type { Send } from '../http/far-sink.ts';
import { post } from '../http/post.ts';
import { SinkMiss } from '../http/sink-miss.ts';
import { tagsOf } from '../http/tags-of.ts';

interface DatadogWorld {
  readonly deployment: string;
  readonly fetch: typeof globalThis.fetch;
  readonly keys: Keys;
  /** Where the API of a site is, for tests. @default https://api.SITE */
  readonly originOf?: (site: string) => string;
}

/** A payload may have 512 kB: https://docs.datadoghq.com/api/latest/metrics/#submit-metrics. One series has some 300 bytes. */
const mostSeries = 1000;
/** A gauge, among the types of metrics there. */
const gauge = 3;

/** Sends numbers as metrics `headroom.<name>`, and `headroom.bound_by` with the judge as a tag. */
export function datadogSend(
  config: SinkConfig<'datadog'>,
  { deployment, fetch, keys, originOf = (site) => `https://api.${site}` }: DatadogWorld,
): Send {
  const place = { secretArn: config.secretArn, secretField: 'apiKey' };
  return async (gauges, abort) => {
    const apiKey = await keys.read(place);
    const series = gauges.flatMap((one) => seriesOf(one, [...tagsOfDatadog(one, deployment), ...config.tags]));
    for (let from = 0; from < series.length; from += mostSeries) {
      const body = JSON.stringify({ series: series.slice(from, from + mostSeries) });
      const url = `${originOf(config.site)}/api/v2/series`;
      const headers = { 'content-type': 'application/json', 'dd-api-key': apiKey };
      await post(fetch, { receiver: 'Datadog', url, headers, body }, abort).catch((error: unknown) => {
        if (error instanceof SinkMiss && error.name === 'AccessDenied') keys.forget(place);
        throw error;
      });
    }
  };
}

function tagsOfDatadog(gauges: Gauges, deployment: string): readonly string[] {
  return Object.entries(tagsOf(gauges, deployment)).map(([name, value]) => `${name}:${value}`);
}

function seriesOf({ values, boundBy, atMs }: Gauges, tags: readonly string[]) {
  const at = Math.floor(atMs / 1000);
  const series = (metric: string, value: number, more: readonly string[] = []) => ({
    ...{ metric: `headroom.${metric}`, type: gauge },
    points: [{ timestamp: at, value }],
    tags: [...tags, ...more],
  });
  return [
    ...Object.entries(values).map(([name, value]) => series(name, value)),
    ...(boundBy === null ? [] : [series('bound_by', 1, [`by:${boundBy}`])]),
  ];
}
