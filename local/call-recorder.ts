import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { actionOf } from './call-action.ts';
import { loopback } from './loopback.ts';

export interface AwsCall {
  /** As in a policy: `dynamodb:Query`. */
  readonly action: string;
  /** The request's own words: JSON, or a form. */
  readonly body: string;
  readonly path: string;
  readonly userAgent: string;
  readonly atMs: number;
  readonly status: number;
}

export interface CallRecorder {
  readonly endpoint: string;
  readonly environment: { readonly AWS_ENDPOINT_URL: string };
  readonly calls: readonly AwsCall[];
  forwardTo(endpoint: string): void;
  stop(): Promise<void>;
}

/** Stands between functions and the emulator and remembers what they ask for. */
export async function startCallRecorder(): Promise<CallRecorder> {
  const calls: AwsCall[] = [];
  let target = '';
  const server = createServer((incoming, outgoing) => {
    pass(target, incoming, outgoing, (call) => calls.push(call));
  });
  await new Promise<void>((resolve) => server.listen(0, loopback, resolve));
  server.unref();
  const endpoint = `http://${loopback}:${(server.address() as AddressInfo).port}`;
  return {
    endpoint,
    environment: { AWS_ENDPOINT_URL: endpoint },
    calls,
    forwardTo: (to) => {
      target = to;
    },
    stop: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function pass(
  target: string,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  record: (call: AwsCall) => void,
): Promise<void> {
  const atMs = Date.now();
  const body = await bytesOf(incoming);
  const forwarded = request(new URL(incoming.url ?? '/', target), { method: incoming.method, headers: incoming.headers });
  forwarded.once('error', () => outgoing.writeHead(502).end());
  forwarded.once('response', (answer) => {
    record({ ...callOf(incoming, body.toString()), atMs, status: answer.statusCode ?? 0 });
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(outgoing);
  });
  forwarded.end(body);
}

async function bytesOf(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function callOf(incoming: IncomingMessage, body: string): Pick<AwsCall, 'action' | 'body' | 'path' | 'userAgent'> {
  const path = incoming.url ?? '/';
  return { action: actionOf(incoming.method ?? 'GET', path, incoming.headers, body), body, path, userAgent: incoming.headers['user-agent'] ?? '' };
}
