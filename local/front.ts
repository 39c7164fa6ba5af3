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

interface Front {
  readonly endpoint: string;
  forwardTo(endpoint: string): void;
  stop(): Promise<void>;
}

/** Stands in front of an emulator: passes everything on, and tells of each call that was answered. */
export async function startFront(onCall: (call: AwsCall) => void): Promise<Front> {
  let target = '';
  const server = createServer((incoming, outgoing) => {
    pass(target, incoming, outgoing, onCall).catch(() => outgoing.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, loopback, resolve));
  server.unref();
  return {
    endpoint: `http://${loopback}:${(server.address() as AddressInfo).port}`,
    forwardTo: (endpoint) => {
      target = endpoint;
    },
    stop: async () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function pass(
  target: string,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  onCall: (call: AwsCall) => void,
): Promise<void> {
  const atMs = Date.now();
  const body = await bytesOf(incoming);
  // Policies that refuse plain HTTP (the CDK's own bucket has one) are right on AWS and would refuse everything here.
  const headers = { ...incoming.headers, 'x-forwarded-proto': 'https' };
  const forwarded = request(new URL(incoming.url ?? '/', target), { method: incoming.method, headers });
  forwarded.once('error', () => outgoing.destroy());
  forwarded.once('response', (answer) => {
    const status = answer.statusCode ?? 502;
    onCall({ ...callOf(incoming, body.toString()), atMs, status });
    outgoing.writeHead(status, answer.headers);
    answer.pipe(outgoing);
  });
  forwarded.end(body);
}

async function bytesOf(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function callOf(incoming: IncomingMessage, body: string): Omit<AwsCall, 'atMs' | 'status'> {
  const { method = 'GET', url: path = '/', headers } = incoming;
  return { action: actionOf(method, path, headers, body), body, path, userAgent: headers['user-agent'] ?? '' };
}
