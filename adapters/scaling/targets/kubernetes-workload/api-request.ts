import { type Agent, request } from 'node:https';
import { ClusterUnreachable, kubernetesError } from './kubernetes-error.ts';

/** One request to the API server of a cluster. */
export interface ApiRequest {
  readonly method: 'GET' | 'PATCH' | 'POST';
  /** With its query, e.g. `/apis/apps/v1/namespaces/shop/deployments/web`. */
  readonly path: string;
  /** What a PATCH merges, or a POST makes; left out where nothing is sent. */
  readonly body?: object;
}

/** Where and as whom it is asked. */
interface Connection {
  readonly endpoint: string;
  /** Knows the cluster's own authority, and keeps connections. */
  readonly agent: Agent;
  readonly token: string;
  /** Told where no server answers, e.g. that the endpoint is private. */
  readonly hint: string;
}

/** A connection that is not there within this time will not be. Milliseconds. */
const connectMs = 2000;

/**
 * Asks, and answers with what the server tells. Rejects with `KubernetesError` where it refuses, and with `ClusterUnreachable`
 * where there is none. The global `fetch` takes no authority of a cluster, and the official client is 1.6 MB.
 */
export function apiRequest(asked: ApiRequest, to: Connection, signal: AbortSignal | undefined): Promise<unknown> {
  const body = asked.body === undefined ? null : Buffer.from(JSON.stringify(asked.body));
  const type = asked.method === 'PATCH' ? 'application/merge-patch+json' : 'application/json';
  const headers = {
    accept: 'application/json',
    authorization: `Bearer ${to.token}`,
    'user-agent': 'headroom',
    ...(body !== null && { 'content-type': type, 'content-length': body.length }),
  };
  return new Promise((resolve, reject) => {
    const { host } = new URL(to.endpoint);
    const fail = (error: Error) => reject(signal?.aborted ? error : unreachable(host, to.hint, error));
    const options = { method: asked.method, agent: to.agent, headers, ...(signal !== undefined && { signal }) };
    const sent = request(new URL(asked.path, to.endpoint), options, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', fail);
      answer.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        const { statusCode = 0, headers: told } = answer;
        if (statusCode < 200 || statusCode > 299) reject(kubernetesError(statusCode, text, told['retry-after']));
        else resolveWith(text, resolve, reject);
      });
    });
    sent.on('error', fail);
    sent.on('socket', (socket) => {
      if (!socket.connecting) return;
      const late = setTimeout(() => sent.destroy(timedOut()), connectMs);
      for (const event of ['secureConnect', 'close'] as const) socket.once(event, () => clearTimeout(late));
    });
    sent.end(body ?? undefined);
  });
}

const timedOut = () => Object.assign(new Error(`no connection within ${connectMs} ms`), { code: 'ETIMEDOUT' });

function unreachable(host: string, hint: string, error: Error): ClusterUnreachable {
  const { code = 'ECONNRESET' } = error as NodeJS.ErrnoException;
  return new ClusterUnreachable(`${host} does not answer (${code}: ${error.message})${hint}`, code, error);
}

function resolveWith(text: string, resolve: (answer: unknown) => void, reject: (error: Error) => void): void {
  try {
    resolve(JSON.parse(text));
  } catch (error) {
    reject(new Error('the API server answered with what is not JSON', { cause: error }));
  }
}
