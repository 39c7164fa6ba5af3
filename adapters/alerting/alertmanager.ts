import * as z from 'zod/mini';
import type { MutedTime } from '../../core/alerting/muting.ts';

/** An Alertmanager, and the token that it is asked with; null where it wants none. */
export interface Alertmanager {
  readonly url: string;
  readonly token: string | null;
}

/** No answer, or one that is none; the message says what to do. */
class AlertmanagerMiss extends Error {
  override readonly name = 'AlertmanagerMiss';
}

/** Silences that are in force, or soon will be. */
export interface Silence {
  readonly id: string;
  readonly service: string;
  readonly untilMs: number;
  readonly says: string;
}

const answeredWithinMs = 10_000;
/** Who of our silences is said to have made them begins so. */
const maker = 'headroom';

const matcher = z.object({ name: z.string(), value: z.string() });
const silences = z.array(
  z.object({
    id: z.string(),
    status: z.object({ state: z.string() }),
    endsAt: z.string(),
    createdBy: z.string(),
    comment: z.string(),
    matchers: z.array(matcher),
  }),
);

/**
 * Silences the alerts of `headroom rules` on a service until a time, in the place of a silence of ours that is there
 * (https://github.com/prometheus/alertmanager/blob/main/api/v2/openapi.yaml). Answers its id. Rejects with `AlertmanagerMiss`.
 */
export async function putSilence(
  at: Alertmanager,
  { service, time, says }: { readonly service: string; readonly time: MutedTime; readonly says: string },
  signal: AbortSignal,
): Promise<string> {
  const before = (await silencesOf(at, signal)).find((one) => one.service === service);
  const body = {
    ...(before !== undefined && { id: before.id }),
    matchers: [
      { name: 'service', value: service, isRegex: false, isEqual: true },
      { name: 'alertname', value: 'Headroom.+', isRegex: true, isEqual: true },
    ],
    // Alertmanager takes none that begins before now, so that it is from now on and not from the next minute.
    startsAt: new Date(Math.min(time.fromMs, time.untilMs)).toISOString(),
    endsAt: new Date(time.untilMs).toISOString(),
    createdBy: maker,
    comment: says,
  };
  const answer = z.object({ silenceID: z.string() });
  return read(await ask(at, { path: 'silences', method: 'POST', body }, signal), answer, at).silenceID;
}

/** The silences that were made here. Rejects with `AlertmanagerMiss`. */
export async function silencesOf(at: Alertmanager, signal: AbortSignal): Promise<Silence[]> {
  const all = read(await ask(at, { path: 'silences', method: 'GET' }, signal), silences, at);
  return all
    .filter(({ status, createdBy }) => status.state !== 'expired' && createdBy === maker)
    .map(({ id, endsAt, comment, matchers }) => ({
      ...{ id, untilMs: Date.parse(endsAt), says: comment },
      service: matchers.find(({ name }) => name === 'service')?.value ?? '',
    }));
}

/** Ends a silence before its time. Rejects with `AlertmanagerMiss`. */
export async function endSilence(at: Alertmanager, id: string, signal: AbortSignal): Promise<void> {
  await ask(at, { path: `silence/${encodeURIComponent(id)}`, method: 'DELETE' }, signal);
}

interface Request {
  readonly path: string;
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly body?: object;
}

async function ask(
  { url, token }: Alertmanager,
  { path, method, body }: Request,
  signal: AbortSignal,
): Promise<string> {
  const address = `${url.replace(/\/+$/, '')}/api/v2/${path}`;
  const headers = {
    ...(body !== undefined && { 'content-type': 'application/json' }),
    ...(token !== null && { authorization: `Bearer ${token}` }),
  };
  let response: Response;
  try {
    response = await fetch(address, {
      ...{ method, headers, redirect: 'error' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.any([signal, AbortSignal.timeout(answeredWithinMs)]),
    });
  } catch (error) {
    signal.throwIfAborted();
    const why = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
    throw new AlertmanagerMiss(`${url} does not answer (${why}); check --alertmanager`);
  }
  const text = await response.text();
  if (!response.ok) throw new AlertmanagerMiss(`${url} answers ${response.status} (${text.trim().slice(0, 200)})`);
  return text;
}

function read<Schema extends z.ZodMiniType>(text: string, schema: Schema, { url }: Alertmanager): z.output<Schema> {
  const parsed = schema.safeParse(json(text));
  if (parsed.success) return parsed.data;
  throw new AlertmanagerMiss(`${url} answers as no Alertmanager of version 0.16 or newer does; check --alertmanager`);
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
