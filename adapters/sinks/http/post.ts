import { mask } from '../../../core/because-of.ts';
import { unreachable } from '../../aws/server-miss.ts';
import { SinkMiss, type SinkMissReason } from './sink-miss.ts';

/** Numbers on their way to somebody. */
export interface Posted {
  /** Who takes them, for errors, e.g. `Prometheus`. */
  readonly receiver: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

const longestTold = 200;
const mostTold = 4096;

const reasons: Readonly<Record<number, SinkMissReason>> = {
  401: 'AccessDenied',
  403: 'AccessDenied',
  429: 'RateLimited',
};

/**
 * Sends numbers once: what was refused is not sent again, since by then it is old, and the ledger has it. Follows no redirect,
 * which would carry a secret elsewhere. Rejects with `SinkMiss` where they were not taken.
 */
export async function post(
  fetch: typeof globalThis.fetch,
  { receiver, url, headers, body }: Posted,
  signal: AbortSignal,
): Promise<void> {
  const response = await fetch(url, {
    method: 'POST',
    headers,
    body: body as string,
    redirect: 'manual',
    signal,
  }).catch((error: unknown) => {
    throw asMiss(receiver, error, signal);
  });
  const text = await startOf(response).catch(() => '');
  if (response.ok) return;
  const told = mask(text.trim()).slice(0, longestTold);
  const reason = reasons[response.status] ?? (response.status >= 500 ? 'ReceiverDown' : 'NumbersRefused');
  throw new SinkMiss(reason, `${receiver} answered ${response.status}${told === '' ? '' : `: ${told}`}`);
}

/** An answer is read as far as it is told, and let go of. */
async function startOf({ body }: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > mostTold) break;
  }
  return text;
}

function asMiss(receiver: string, error: unknown, signal: AbortSignal): unknown {
  if (signal.aborted) return new SinkMiss('SendTimedOut', `${receiver} took too long`, error);
  const says = unreachable(receiver, error);
  return says === null ? error : new SinkMiss('ReceiverDown', says, error);
}
