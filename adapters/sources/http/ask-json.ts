import { mask } from '../../../core/because-of.ts';
import { unreachable } from '../../aws/server-miss.ts';
import { SourceMiss } from './source-miss.ts';

/** One request that changes nothing, and may so be sent twice. */
export interface JsonRequest {
  /** Who is asked, for errors, e.g. `Prometheus`. */
  readonly server: string;
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

/** An answer, whatever its status. */
export interface JsonAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly json: unknown;
}

/** Eleven thousand points are 400 kB; what is larger is a query of far too many series. */
const mostBytes = 4 * 1024 * 1024;
const longestTold = 200;

/**
 * Asks, and once more where the connection breaks: a connection that was kept while a Lambda slept is found dead at its
 * first use. Follows no redirect, which would carry a secret elsewhere. Rejects with `SourceMiss` where nothing that can be
 * read came, and with the signal's reason where that ended it.
 */
export async function askJson(fetch: typeof globalThis.fetch, request: JsonRequest, signal: AbortSignal) {
  const response = await send(fetch, request, signal).catch((error: unknown) => {
    signal.throwIfAborted();
    return error instanceof TypeError ? send(fetch, request, signal) : Promise.reject(error);
  });
  return read(request, response, signal);
}

async function send(fetch: typeof globalThis.fetch, request: JsonRequest, signal: AbortSignal): Promise<Response> {
  const { method, url, headers, body } = request;
  return fetch(url, { method, headers: { accept: 'application/json', ...headers }, body, redirect: 'manual', signal });
}

async function read(request: JsonRequest, response: Response, signal: AbortSignal): Promise<JsonAnswer> {
  const { status, headers } = response;
  const text = await boundedText(request, response, signal);
  const told = mask(text).slice(0, longestTold);
  if (status >= 500) throw new SourceMiss('ServerDown', `${request.server} answered ${status}: ${told}`);
  if (status >= 300 && status < 400)
    throw new SourceMiss('AnswerNotUnderstood', `${request.server} redirects (${status}); name where it really is`);
  try {
    return { status, headers, json: JSON.parse(text) };
  } catch (cause) {
    if (status >= 400) return { status, headers, json: { error: told } };
    throw new SourceMiss('AnswerNotJson', `${request.server} answered no JSON: ${told}`, cause);
  }
}

async function boundedText({ server }: JsonRequest, { body }: Response, signal: AbortSignal): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const chunk of body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > mostBytes)
      throw new SourceMiss('AnswerTooLarge', `${server} answered more than ${mostBytes} bytes; ask for one series`);
    text += decoder.decode(chunk, { stream: true });
  }
  signal.throwIfAborted();
  return text + decoder.decode();
}

/** A network's error as a miss; everything else as it is. */
export function asMiss(server: string, error: unknown): unknown {
  const says = unreachable(server, error);
  return says === null ? error : new SourceMiss('ServerDown', says, error);
}
