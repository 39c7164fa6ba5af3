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

/** A call that has not been answered yet. */
export type Asked = Omit<AwsCall, 'atMs' | 'status'>;

/** What is answered in place of the emulator. */
export interface Refused {
  readonly status: number;
  readonly body: string;
}

/** What stands between whoever asks and the emulator, where that lacks what AWS does. */
export interface Between {
  /** What a call is refused with; null where the emulator is to answer it. */
  refuse(call: Asked): Refused | null;
  /** What is answered in place of what the emulator says. */
  amend(call: Asked, answer: string): string;
}

interface Front {
  readonly endpoint: string;
  forwardTo(endpoint: string): void;
  stop(): Promise<void>;
}

/** Stands in front of an emulator: passes everything on, by way of `between` where there is one, and tells of each call that was answered. */
export async function startFront(onCall: (call: AwsCall) => void, between: Between | null = null): Promise<Front> {
  let target = '';
  const server = createServer((incoming, outgoing) => {
    pass({ target, onCall, between }, incoming, outgoing).catch(() => outgoing.destroy());
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

interface Passing {
  readonly target: string;
  readonly between: Between | null;
  onCall(call: AwsCall): void;
}

async function pass(
  { target, onCall, between }: Passing,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const atMs = Date.now();
  const body = await bytesOf(incoming);
  const asked = callOf(incoming, body.toString());
  const refused = between?.refuse(asked) ?? null;
  if (refused !== null) {
    onCall({ ...asked, atMs, status: refused.status });
    outgoing.writeHead(refused.status, { 'content-type': 'application/x-amz-json-1.0' }).end(refused.body);
    return;
  }
  // Policies that refuse plain HTTP (the CDK's own bucket has one) are right on AWS and would refuse everything here.
  const headers = { ...incoming.headers, 'x-forwarded-proto': 'https' };
  const forwarded = request(new URL(incoming.url ?? '/', target), { method: incoming.method, headers });
  forwarded.once('error', () => outgoing.destroy());
  forwarded.once('response', (answer) => {
    const status = answer.statusCode ?? 502;
    onCall({ ...asked, atMs, status });
    if (between === null) {
      outgoing.writeHead(status, answer.headers);
      answer.pipe(outgoing);
      return;
    }
    amended(between, asked, answer, outgoing).catch(() => outgoing.destroy());
  });
  forwarded.end(body);
}

/** The length and the sum of what was said first hold no more. */
async function amended(between: Between, asked: Asked, answer: IncomingMessage, outgoing: ServerResponse) {
  const { 'content-length': _, 'transfer-encoding': __, 'x-amz-crc32': ___, ...headers } = answer.headers;
  const body = between.amend(asked, (await bytesOf(answer)).toString());
  outgoing.writeHead(answer.statusCode ?? 502, headers).end(body);
}

async function bytesOf(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function callOf(incoming: IncomingMessage, body: string): Asked {
  const { method = 'GET', url: path = '/', headers } = incoming;
  return { action: actionOf(method, path, headers, body), body, path, userAgent: headers['user-agent'] ?? '' };
}
