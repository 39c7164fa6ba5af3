import type { SourceConfig } from '../../../core/readings/source-kinds.ts';
import type { ConnectionSettings } from '../../aws/connection-settings.ts';
import type { Keys } from '../../aws/secret-keys.ts';
import { serverKeys } from '../../aws/server-keys.ts';
import { askJson, asMiss, type JsonAnswer, type JsonRequest } from '../http/ask-json.ts';
import { SourceMiss } from '../http/source-miss.ts';

/** One call: queries over the periods that begin from `fromMs` on and before `toMs`. `v1` takes one query. */
export interface DatadogCall extends Pick<SourceConfig<'datadog'>, 'site' | 'api' | 'secretArn' | 'periodSeconds'> {
  readonly queries: readonly string[];
  readonly fromMs: number;
  readonly toMs: number;
}

/** What the source asks, in place of the SDK's client of a service of AWS. */
export interface DatadogClient {
  /** The answer whatever its status. Rejects with `SourceMiss` where none came that can be read, or none may be asked for. */
  send(call: DatadogCall, options: { readonly abortSignal: AbortSignal }): Promise<Pick<JsonAnswer, 'status' | 'json'>>;
}

interface ClientWorld {
  readonly fetch: typeof globalThis.fetch;
  readonly keys: Keys;
  nowMs(): number;
  /** Where the API of a site is, for tests. @default https://api.SITE */
  readonly originOf?: (site: string) => string;
}

/** A client with the keys of a secret. */
export function datadogOnAws(settings: ConnectionSettings): DatadogClient {
  const keys = serverKeys('Datadog', settings, Date.now);
  return datadogClient({ fetch: globalThis.fetch, keys, nowMs: Date.now });
}

const fields = ['apiKey', 'applicationKey'] as const;
/** Where an answer does not say when it takes more, after so long. */
const closedSeconds = 60;

/**
 * Asks Datadog as long as it takes more: once it says that nothing remains until some time, nothing is asked before that.
 * Each API of a site has a limit of its own: https://docs.datadoghq.com/api/latest/rate-limits
 */
export function datadogClient({
  fetch,
  keys,
  nowMs,
  originOf = (site) => `https://api.${site}`,
}: ClientWorld): DatadogClient {
  const closedUntilMs = new Map<string, number>();
  const ask = async (call: DatadogCall, signal: AbortSignal) => {
    const [apiKey = '', applicationKey = ''] = await Promise.all(
      fields.map((secretField) => keys.read({ secretArn: call.secretArn, secretField })),
    );
    const request = call.api === 'v1' ? v1(call) : v2(call);
    const headers = { ...request.headers, 'dd-api-key': apiKey, 'dd-application-key': applicationKey };
    return askJson(fetch, { ...request, url: `${originOf(call.site)}${request.url}`, headers }, signal);
  };
  return {
    async send(call, { abortSignal }) {
      const door = `${call.site} ${call.api} ${call.secretArn}`;
      const leftMs = (closedUntilMs.get(door) ?? 0) - nowMs();
      if (leftMs > 0) throw new SourceMiss('RateLimited', `Datadog takes no more for ${Math.ceil(leftMs / 1000)} s`);
      try {
        const first = await ask(call, abortSignal);
        const answer = first.status === 403 ? await afresh(() => ask(call, abortSignal), keys, call) : first;
        const seconds = closedFor(answer);
        if (seconds !== null) closedUntilMs.set(door, nowMs() + seconds * 1000);
        return answer;
      } catch (error) {
        throw asMiss('Datadog', error);
      }
    },
  };
}

/** Keys are rotated: what is refused is asked once more with them read anew. */
function afresh(ask: () => Promise<JsonAnswer>, keys: Keys, { secretArn }: DatadogCall): Promise<JsonAnswer> {
  for (const secretField of fields) keys.forget({ secretArn, secretField });
  return ask();
}

/** For how many seconds nothing more is taken; null where more is. */
function closedFor({ status, headers }: JsonAnswer): number | null {
  if (status !== 429 && headers.get('x-ratelimit-remaining') !== '0') return null;
  const told = headers.get('x-ratelimit-reset') ?? headers.get('retry-after') ?? '';
  return /^\d{1,6}$/.test(told) ? Number(told) : closedSeconds;
}

/** https://docs.datadoghq.com/api/latest/metrics/#query-timeseries-points */
function v1({ queries: [query = ''], fromMs, toMs }: DatadogCall): JsonRequest {
  // The end is part of the range here.
  const asked = new URLSearchParams({ from: String(fromMs / 1000), to: String(toMs / 1000 - 1), query });
  return { server: 'Datadog', method: 'GET', url: `/api/v1/query?${asked}`, headers: {}, body: null };
}

/** https://docs.datadoghq.com/api/latest/metrics/#query-timeseries-data-across-multiple-products */
function v2({ queries, fromMs, toMs, periodSeconds }: DatadogCall): JsonRequest {
  const attributes = {
    from: fromMs,
    to: toMs,
    interval: periodSeconds * 1000,
    queries: queries.map((query, index) => ({ data_source: 'metrics', name: `q${index}`, query })),
    formulas: queries.map((_, index) => ({ formula: `q${index}` })),
  };
  const body = JSON.stringify({ data: { type: 'timeseries_request', attributes } });
  const headers = { 'content-type': 'application/json' };
  return { server: 'Datadog', method: 'POST', url: '/api/v2/query/timeseries', headers, body };
}
