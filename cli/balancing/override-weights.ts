import { dynamoDbBalances } from '../../adapters/balancing/balance-settings.ts';
import { balanceWriter } from '../../adapters/balancing/balance-writer.ts';
import { parseWeightOverride } from '../../adapters/balancing/parse-weight-override.ts';
import type { Tables } from '../../adapters/subjects.ts';
import { checkEnd, checkNote } from '../../adapters/table/override-fields.ts';
import type { BalanceConfig } from '../../core/balancing/config/balance.ts';
import type { WeightOverride } from '../../core/balancing/observation.ts';
import { inForce, meetings } from '../../core/balancing/overrides-beside.ts';
import { InvalidInput } from '../../core/model/errors.ts';
import type { InForce } from '../../core/model/set-by-hand.ts';
import { isUnreadable } from '../../core/model/unreadable-override.ts';
import { whoOf } from '../../core/model/who.ts';
import { callerArn } from '../caller.ts';
import { CommandError } from '../command-error.ts';
import { connectAll } from '../connect.ts';
import { parseDuration } from '../duration.ts';
import { checkKnown } from '../known-subject.ts';
import { type OverrideOptions, overrideLine, overridesJson, putOverride, wakeAfter } from '../put-override.ts';
import { type Session, say, sayJson } from '../session.ts';
import { visible } from '../visible.ts';

/** What a person wants of the weights of a balance. */
export interface WeightRequest {
  readonly balance: string;
  readonly what: string;
  /** `blue=10` for a pin; what to remove: `pin:blue`, `pause` or `adopt`. */
  readonly value: string | null;
  readonly options: OverrideOptions;
}

const kinds = ['pin', 'pause', 'adopt'] as const;
const isKind = (what: string): what is WeightOverride['kind'] => kinds.some((kind) => kind === what);

/** `headroom override <balance> pin|adopt`, and with `--weights` pause, list and remove. */
export async function overrideWeights(session: Session, request: WeightRequest): Promise<void> {
  const { what } = request;
  if (what === 'list') return list(session, request);
  if (what === 'remove') return remove(session, request);
  if (isKind(what)) return put(session, request, what);
  throw new InvalidInput('what', `"${what}" is not an override of weights; write pin, pause, adopt, list or remove`);
}

async function put(session: Session, request: WeightRequest, kind: WeightOverride['kind']): Promise<void> {
  const { balance, value, options } = request;
  if (options.for === undefined)
    throw new InvalidInput('--for', 'is missing; say how long it holds, e.g. --for 30m, since an override always ends');
  const nowMs = session.nowMs();
  const untilMs = nowMs + parseDuration('--for', options.for);
  checkEnd(untilMs, nowMs, '--for');
  checkNote(options.note ?? null, '--note');
  const input = { kind, ...(kind === 'pin' ? parsePin(value) : { group: null, percent: null }) };
  const { tables, config } = await configured(options, balance);
  const asked = parseWeightOverride({ ...input, untilMs, note: options.note ?? null }, config, nowMs);
  const found = await dynamoDbBalances(tables.ledger).overrides(balance, nowMs);
  const readable = found.filter((one): one is WeightOverride => !isUnreadable(one));
  const by = await callerArn(session, options);
  const writer = balanceWriter(tables.ledger);
  const remove = (other: InForce) => {
    const met = readable.find((one) => inForce(one).removal === other.removal);
    return met === undefined ? null : writer.removeOverride(balance, met.kind, met.group);
  };
  const putting = {
    capability: 'balancing',
    subject: balance,
    set: inForce({ ...asked, by: by === null ? null : whoOf(by) }),
    nowMs,
    meetings: meetings(asked, readable),
    unreadable: found.filter(isUnreadable),
    remarks: config.mode === 'on' ? [] : [`the mode is ${config.mode}, so Headroom sets no weight anyway`],
    write: async () => {
      await writer.putOverride(balance, { ...asked, by });
      return { balance, ...asked, by };
    },
    remove: async (other: InForce) => remove(other),
  } as const;
  await putOverride(session, putting, options);
}

/** The config of a balance. Throws `CommandError` that suggests names where there is none. */
async function configured(
  options: OverrideOptions,
  balance: string,
): Promise<{ readonly tables: Tables; readonly config: BalanceConfig }> {
  const tables = await connectAll(options);
  await checkKnown(tables, 'balancing', balance);
  return { tables, config: await dynamoDbBalances(tables.ledger).balance(balance) };
}

function parsePin(value: string | null): { readonly group: string; readonly percent: number } {
  const [, group, percent] = /^([a-z][\w-]*)=(\d+(?:\.\d+)?)%?$/i.exec(value ?? '') ?? [];
  if (group === undefined) {
    throw new InvalidInput('pin', `${value === null ? 'it' : `"${value}"`} names no share; write pin blue=10 for 10 %`);
  }
  return { group, percent: Number(percent) };
}

async function list(session: Session, { balance, options }: WeightRequest): Promise<void> {
  const { tables } = await configured(options, balance);
  const nowMs = session.nowMs();
  const overrides = await dynamoDbBalances(tables.ledger).overrides(balance, nowMs);
  if (options.json) return sayJson(session, overridesJson(overrides));
  if (overrides.length === 0) return say(session, `${balance}: no override of its weights is in force`);
  for (const one of overrides) {
    const told = isUnreadable(one) ? one : inForce(one);
    say(session, visible(`${balance}: ${overrideLine(told, nowMs)}`));
  }
}

async function remove(session: Session, { balance, value, options }: WeightRequest): Promise<void> {
  const [kind = '', group = null] = (value ?? '').split(':');
  if (!isKind(kind))
    throw new InvalidInput('kind', `"${value}" cannot be removed; write remove pin:blue, pause or adopt`);
  const tables = await connectAll(options);
  if (!(await balanceWriter(tables.ledger).removeOverride(balance, kind, group))) {
    await checkKnown(tables, 'balancing', balance);
    throw new CommandError(`${balance} has no ${value} to remove; list --weights shows what it has`);
  }
  if (!options.json) say(session, `${balance}: ${value} removed`);
  await wakeAfter(session, { capability: 'balancing', subject: balance }, options, { balance, removed: value });
}
