import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { makeCertificates } from '../../../../../local/kubernetes/certificates.ts';

/** What a real API server answered once; `npm run test:kubernetes` with RECORD=1 writes them. */
export interface Recorded {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly retryAfter: string | null;
  readonly body: unknown;
}

const file = path.join(import.meta.dirname, 'recorded-answers.json');
const recorded = JSON.parse(readFileSync(file, 'utf8')) as readonly Recorded[];

/** The answer of this name. */
export function answerOf(name: string): Recorded {
  const known = recorded.find((one) => one.name === name);
  if (known === undefined) throw new Error(`no answer is recorded of ${name}`);
  return known;
}

/** One answer of the server: recorded, or made up where no control plane can be brought to give it. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly retryAfter?: string | null;
  /** Whether the connection ends half-way. */
  readonly breaks?: boolean;
}

export interface ReplayServer {
  readonly endpoint: string;
  readonly ca: string;
  /** Every request, in order. */
  readonly asked: { readonly method: string; readonly path: string; readonly token: string; readonly body: string }[];
  /** What it answers to a path that begins so, one after another; the last one for ever. */
  when(prefix: string, ...answers: readonly Answer[]): void;
  /** Answers nothing from now on, and ends no connection. */
  hang(): void;
  stop(): Promise<void>;
}

/** Made once: a key takes longer than a test. */
let authority: { readonly cert: string; readonly key: string } | null = null;

function anAuthority() {
  const folder = mkdtempSync(path.join(tmpdir(), 'headroom-replay-'));
  const { crt, key } = makeCertificates(folder);
  const made = { cert: readFileSync(crt, 'utf8'), key: readFileSync(key, 'utf8') };
  rmSync(folder, { recursive: true });
  return made;
}

/** The certificate of an authority that vouches for no server. */
export const otherAuthority = () => anAuthority().cert;

function give(answer: Answer, outgoing: ServerResponse): void {
  if (answer.retryAfter) outgoing.setHeader('retry-after', answer.retryAfter);
  outgoing.statusCode = answer.status;
  const text = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body);
  if (answer.breaks) {
    outgoing.setHeader('content-length', text.length);
    outgoing.write(text.slice(0, text.length / 2), () => outgoing.destroy());
  } else outgoing.end(text);
}

/** An HTTPS server with an authority of its own that gives recorded answers. */
export async function startReplay(): Promise<ReplayServer> {
  authority ??= anAuthority();
  const { cert, key } = authority;
  const answers = new Map<string, Answer[]>();
  const asked: ReplayServer['asked'] = [];
  let isHanging = false;
  const server = createServer({ cert, key }, async (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    if (isHanging) return;
    const { method = '', url = '', headers } = incoming;
    asked.push({ method, path: url, token: headers.authorization ?? '', body: Buffer.concat(chunks).toString() });
    const prefix = [...answers.keys()].filter((one) => url.startsWith(one)).sort((a, b) => b.length - a.length)[0];
    const all = prefix === undefined ? [] : (answers.get(prefix) as Answer[]);
    give((all.length > 1 ? all.shift() : all[0]) ?? { status: 404, body: {} }, outgoing);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ca: cert,
    asked,
    when: (prefix, ...some) => void answers.set(prefix, [...some]),
    hang: () => {
      isHanging = true;
    },
    stop: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
