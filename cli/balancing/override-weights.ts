import { dynamoDbBalances } from '../../adapters/balancing/balance-settings.ts';
import { balanceWriter } from '../../adapters/balancing/balance-writer.ts';
import { parseWeightOverride } from '../../adapters/balancing/parse-weight-override.ts';
import type { WeightOverride } from '../../core/balancing/observation.ts';
import { InvalidInput } from '../../core/model/errors.ts';
import { isUnreadable, type UnreadableOverride } from '../../core/model/unreadable-override.ts';
import { CommandError } from '../command-error.ts';
import { connect, type Where } from '../connect.ts';
import { parseDuration, tellDuration } from '../duration.ts';
import { type Session, say, sayJson } from '../session.ts';
import { visible } from '../visible.ts';

/** What a person wants of the weights of a balance. */
export interface WeightRequest {
  readonly balance: string;
  readonly what: string;
  /** `blue=10` for a pin; what to remove: `pin:blue`, `pause` or `adopt`. */
  readonly value: string | null;
  readonly options: Where & { readonly for?: string; readonly note?: string; readonly json?: true };
}

const kinds = ['pin', 'pause', 'adopt'] as const;
const isKind = (what: string): what is WeightOverride['kind'] => kinds.some((kind) => kind === what);

/** `headroom override <balance> pin|adopt`, and with `--weights` pause, list and remove. */
export async function overrideWeights(session: Session, request: WeightRequest): Promise<void> {
  const { what } = request;
  if (what === 'list') return list(session, request);
  if (what === 'remove') return remove(session, request);
  if (isKind(what)) return put(session, request, what);
  throw new InvalidInput('what', `"${what}" is no override of weights; write pin, pause, adopt, list or remove`);
}

async function put(session: Session, request: WeightRequest, kind: WeightOverride['kind']): Promise<void> {
  const { balance, value, options } = request;
  if (options.for === undefined)
    throw new InvalidInput('--for', 'is missing; say how long it holds, e.g. --for 30m, since an override always ends');
  const nowMs = session.nowMs();
  const untilMs = nowMs + parseDuration('--for', options.for);
  const input = { kind, ...(kind === 'pin' ? parsePin(value) : { group: null, percent: null }) };
  const table = await connect(options);
  const config = await dynamoDbBalances(table).balance(balance);
  const set = parseWeightOverride({ ...input, untilMs, note: options.note ?? null }, config, nowMs);
  await balanceWriter(table).putOverride(balance, set);
  if (options.json) return sayJson(session, { balance, ...set });
  say(session, `${balance}: ${line(set, nowMs)}`);
  say(session, 'it counts from the next look, within a minute or five');
}

function parsePin(value: string | null): { readonly group: string; readonly percent: number } {
  const [, group, percent] = /^([a-z][\w-]*)=(\d+(?:\.\d+)?)%?$/i.exec(value ?? '') ?? [];
  if (group === undefined) {
    throw new InvalidInput('pin', `${value === null ? 'it' : `"${value}"`} names no share; write pin blue=10 for 10 %`);
  }
  return { group, percent: Number(percent) };
}

async function list(session: Session, { balance, options }: WeightRequest): Promise<void> {
  const settings = dynamoDbBalances(await connect(options));
  await settings.balance(balance);
  const nowMs = session.nowMs();
  const overrides = await settings.overrides(balance, nowMs);
  if (options.json) return sayJson(session, overrides);
  if (overrides.length === 0) return say(session, `${balance}: no override of its weights is in force`);
  for (const one of overrides) say(session, visible(`${balance}: ${line(one, nowMs)}`));
}

async function remove(session: Session, { balance, value, options }: WeightRequest): Promise<void> {
  const [kind = '', group = null] = (value ?? '').split(':');
  if (!isKind(kind)) throw new InvalidInput('kind', `"${value}" is none; write remove pin:blue, pause or adopt`);
  const removed = await balanceWriter(await connect(options)).removeOverride(balance, kind, group);
  if (!removed) throw new CommandError(`${balance} has no ${value} to remove; list --weights shows what it has`);
  if (options.json) return sayJson(session, { balance, removed: value });
  say(session, `${balance}: ${value} removed`);
}

function line(override: WeightOverride | UnreadableOverride, nowMs: number): string {
  if (isUnreadable(override)) return `unreadable; ${override.trouble}`;
  const { kind, group, percent, untilMs, note } = override;
  const what = group === null ? kind : `${kind} ${group} at ${percent} %`;
  return `${what} for ${tellDuration(untilMs - nowMs)}${note === null ? '' : ` (${note})`}`;
}
