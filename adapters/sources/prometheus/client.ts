import type { ServerAuth } from '../../../core/readings/sources/server-auth.ts';
import { isOpen } from '../../../core/readings/sources/server-url.ts';
import type { ConnectionSettings } from '../../aws/connection-settings.ts';
import { requestSigner, type SignRequest } from '../../aws/request-signer.ts';
import type { Keys } from '../../aws/secret-keys.ts';
import { authHeaders, keyPlaces } from '../../aws/server-auth.ts';
import { serverKeys } from '../../aws/server-keys.ts';
import { askJson, asMiss, type JsonAnswer, type JsonRequest } from '../http/ask-json.ts';
import { SourceMiss } from '../http/source-miss.ts';

/** One call of the HTTP API: https://prometheus.io/docs/prometheus/latest/querying/api */
export interface PrometheusCall {
  readonly url: string;
  readonly auth: ServerAuth | null;
  readonly path: 'query' | 'query_range';
  readonly form: Readonly<Record<string, string>>;
}

/** What the source asks, in place of the SDK's client of a service of AWS. */
export interface PrometheusClient {
  /** The answer whatever its status. Rejects with `SourceMiss` where none came that can be read. */
  send(
    call: PrometheusCall,
    options: { readonly abortSignal: AbortSignal },
  ): Promise<Pick<JsonAnswer, 'status' | 'json'>>;
}

interface ClientWorld {
  readonly fetch: typeof globalThis.fetch;
  readonly keys: Keys;
  readonly sign: SignRequest;
}

/** A client with secrets of Secrets Manager, and the credentials of this process. */
export function prometheusOnAws(settings: ConnectionSettings): PrometheusClient {
  const keys = serverKeys('Prometheus', settings, Date.now);
  return prometheusClient({ fetch: globalThis.fetch, keys, sign: requestSigner(settings) });
}

/** Asks as who a part says. What is refused with 401 or 403 is asked once more with the secret read anew: secrets are rotated. */
export function prometheusClient({ fetch, keys, sign }: ClientWorld): PrometheusClient {
  const ask = async (call: PrometheusCall, signal: AbortSignal) => {
    const request = requestOf(call);
    const headers = { ...request.headers, ...(await authHeaders(request, call.auth, { keys, sign })) };
    return askJson(fetch, { ...request, headers }, signal);
  };
  return {
    async send(call, { abortSignal }) {
      if (call.auth !== null && isOpen(call.url))
        throw new SourceMiss('SecretInTheOpen', 'a secret would be sent over http; name the server by https');
      try {
        const first = await ask(call, abortSignal);
        const places = keyPlaces(call.auth);
        if (!isDenied(first) || places.length === 0) return first;
        for (const place of places) keys.forget(place);
        return await ask(call, abortSignal);
      } catch (error) {
        throw asMiss('Prometheus', error);
      }
    },
  };
}

const isDenied = ({ status }: JsonAnswer) => status === 401 || status === 403;

function requestOf({ url, path, form }: PrometheusCall): JsonRequest {
  return {
    server: 'Prometheus',
    method: 'POST',
    url: `${url.replace(/\/+$/, '')}/api/v1/${path}`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(form).toString(),
  };
}
