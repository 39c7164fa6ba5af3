import { Refusal } from '../../../../core/model/errors.ts';
import type { Term } from '../../../../core/ports.ts';
import type { Answer } from '../../../../core/purging/ports.ts';
import { attempt } from '../../../aws/attempts.ts';
import type { KeyPlace } from '../../../aws/secret-keys.ts';
import type { HttpWorld } from './kind-cdn.ts';

/** One attempt, the key's reading included, ends within this time, and so many are made. */
const attemptMs = 3_000;
const attempts = 4;
const longestTold = 200;

/** One purge as an HTTP API takes it. */
export interface Order {
  /** Who is asked, for errors, e.g. `Fastly`. */
  readonly cdn: string;
  readonly url: string;
  headers(key: string): Readonly<Record<string, string>>;
  /** Sent as JSON; null for nothing. */
  readonly body: unknown;
  /** Whether an answer says that it is done, as the API's documentation has it. */
  isDone(answer: unknown): boolean;
  /** Whether a request that it does not take is about the key, though the status does not say so; left out for never. */
  isOfKey?(answer: unknown): boolean;
}

/** An answer that is none of those which the documentation promises. */
class HttpFault extends Error {
  override readonly name = 'HttpFault';
  /** As errors of the AWS SDK have it, so that `attempt` judges both alike. */
  readonly $metadata: { readonly httpStatusCode?: number };

  constructor(message: string, httpStatusCode?: number) {
    super(message);
    this.$metadata = httpStatusCode === undefined ? {} : { httpStatusCode };
  }
}

/** An answer, read to its end. */
interface Said {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/**
 * Asks for a purge that is done when it is answered. What is refused with 401 or 403 is asked once more with the key read
 * anew, since keys are rotated. Rejects with `Refusal` where somebody has to mend the key or the config.
 * Why: docs/decisions/0014.
 */
export async function ask(world: HttpWorld, place: KeyPlace, order: Order, term: Term): Promise<Answer> {
  const said = await attempt(term, { attemptMs, attempts, random: world.random }, async (signal) => {
    const first = await post(world, place, order, signal);
    if (!isDenied(first)) return first;
    world.keys.forget(place);
    return post(world, place, order, signal);
  });
  return judge(order, said);
}

/** Follows no redirect: it would carry the key to another host. What repeats the key is read without it. */
async function post(world: HttpWorld, place: KeyPlace, order: Order, signal: AbortSignal): Promise<Said> {
  const types = { accept: 'application/json', 'content-type': 'application/json' };
  const key = await world.keys.read(place);
  const response = await world.fetch(order.url, {
    method: 'POST',
    headers: { ...types, ...order.headers(key) },
    body: order.body === null ? null : JSON.stringify(order.body),
    redirect: 'error',
    signal,
  });
  const text = (await response.text()).replaceAll(key, '****');
  const said = { status: response.status, headers: response.headers, text };
  if (said.status >= 500) throw fault(order, said);
  return said;
}

/** What the request itself is at fault for, so that repeating it does not mend it. */
const unmendable: readonly number[] = [400, 405, 409, 411, 413, 414, 415, 422];

const isDenied = ({ status }: Said) => status === 401 || status === 403;

function fault({ cdn }: Order, { status, text }: Said): HttpFault {
  return new HttpFault(`${cdn} answered ${status}: ${text.slice(0, longestTold)}`, status);
}

function judge(order: Order, said: Said): Answer {
  const { cdn, isDone } = order;
  const { status, headers, text } = said;
  if (status === 429) {
    return { is: 'busy', because: `${cdn} takes no more for now`, againSeconds: secondsUntil(headers) };
  }
  if (isDenied(said)) throw new Refusal(`${cdn} does not let this key purge (${status}); correct the secret`);
  if (status === 404) throw new Refusal(`${cdn} knows no such service or zone; correct the config of the purge`);
  if (unmendable.includes(status)) {
    if (order.isOfKey?.(parse(text)))
      throw new Refusal(`${cdn} does not take this key (${status}); correct the secret`);
    return { is: 'refused', because: fault(order, said).message };
  }
  if (status < 200 || status > 299) throw fault(order, said);
  if (!isDone(parse(text))) throw new HttpFault(`${cdn} answered ${status}, but not that it is done`);
  return { is: 'accepted', purgeId: null };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What `Retry-After` says, in seconds or as a date that the answer's own clock measures; null where it says nothing. */
function secondsUntil(headers: Headers): number | null {
  const after = headers.get('retry-after') ?? '';
  if (/^\d{1,9}$/.test(after)) return Number(after);
  const seconds = (Date.parse(after) - Date.parse(headers.get('date') ?? '')) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, Math.ceil(seconds)) : null;
}
