import { request } from 'node:https';

/** An API server, and the certificate by which it is known. */
interface Place {
  readonly endpoint: string;
  readonly ca: string;
}

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
  /** @default application/json, and of a PATCH a merge */
  readonly type?: string | undefined;
}

/** What an API server answers to somebody: what it tells, or an error with its status. */
export function askAs({ endpoint, ca }: Place, token: string, asked: Asked): Promise<unknown> {
  const { method, path, body } = asked;
  const type = asked.type ?? (method === 'PATCH' ? 'application/merge-patch+json' : 'application/json');
  const headers = { authorization: `Bearer ${token}`, 'content-type': type };
  return new Promise((resolve, reject) => {
    const sent = request(new URL(path, endpoint), { method, headers, ca, timeout: 10_000 }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        const { statusCode = 0 } = answer;
        if (statusCode > 299)
          return reject(Object.assign(new Error(`${method} ${path}: ${statusCode} ${text}`), { statusCode }));
        resolve(text.startsWith('{') ? JSON.parse(text) : text);
      });
    });
    sent.on('error', reject);
    sent.end(body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body));
  });
}
