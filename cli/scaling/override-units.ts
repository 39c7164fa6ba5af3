import { dynamoDbSettings } from '../../adapters/scaling/settings.ts';
import { settingsWriter } from '../../adapters/scaling/settings-writer.ts';
import type { Table } from '../../adapters/table/table.ts';
import { InvalidInput } from '../../core/model/errors.ts';
import { isUnreadable, type UnreadableOverride } from '../../core/model/unreadable-override.ts';
import type { Override } from '../../core/scaling/observation.ts';
import { CommandError } from '../command-error.ts';
import { connect, type Where } from '../connect.ts';
import { parseDuration, tellDuration } from '../duration.ts';
import { type Session, say, sayJson } from '../session.ts';
import { visible } from '../visible.ts';

/** What a person wants of the capacity of a scalable. */
interface UnitsRequest {
  readonly scalable: string;
  readonly what: string;
  /** Units for a floor or a ceiling; what to remove. */
  readonly value: string | null;
  readonly options: Where & { readonly for?: string; readonly note?: string; readonly json?: true };
}

/** `headroom override <scalable> floor|ceiling|pause|list|remove`. */
export async function overrideUnits(session: Session, request: UnitsRequest): Promise<void> {
  const { what } = request;
  if (what === 'list') return list(session, request);
  if (what === 'remove') return remove(session, request);
  if (what === 'floor' || what === 'ceiling' || what === 'pause') return put(session, request);
  throw new InvalidInput('what', `"${what}" is no override; write floor, ceiling, pause, pin, adopt, list or remove`);
}

async function put(session: Session, { scalable, what, value, options }: UnitsRequest): Promise<void> {
  if (options.for === undefined)
    throw new InvalidInput('--for', 'is missing; say how long it holds, e.g. --for 2h, since an override always ends');
  const durationMs = parseDuration('--for', options.for);
  const nowMs = session.nowMs();
  const input = { kind: what, units: parseUnits(what, value), untilMs: nowMs + durationMs, note: options.note ?? null };
  const table = await connect(options);
  const { bounds } = await configured(table, scalable);
  const set = await settingsWriter(table).putOverride(scalable, input, nowMs);
  if (options.json) return sayJson(session, { scalable, ...set });
  say(session, `${scalable}: ${overrideLine(set, nowMs)}`);
  const outside = set.units !== null && (set.units < bounds.min || set.units > bounds.max);
  say(
    session,
    outside
      ? `the bounds ${bounds.min} to ${bounds.max} hold all the same; change the config to leave them`
      : 'it counts from the next look, within a minute or five',
  );
}

function parseUnits(kind: string, value: string | null): number | null {
  if (kind === 'pause') {
    if (value !== null) throw new InvalidInput('units', `a pause has no units, but "${value}" was given; leave it out`);
    return null;
  }
  if (value === null || !/^\d+$/.test(value))
    throw new InvalidInput(
      'units',
      `${value === null ? 'a' : `"${value}" is no number; a`} ${kind} needs whole units, e.g. ${kind} 10`,
    );
  return Number(value);
}

/** The config of a scalable; rejects with `Refusal` where there is none. */
function configured(table: Table, scalable: string) {
  return dynamoDbSettings(table).scalable(scalable);
}

async function list(session: Session, { scalable, options }: UnitsRequest): Promise<void> {
  const table = await connect(options);
  await configured(table, scalable);
  const nowMs = session.nowMs();
  const overrides = await dynamoDbSettings(table).overrides(scalable, nowMs);
  if (options.json) return sayJson(session, overrides);
  if (overrides.length === 0) return say(session, `${scalable}: no override is in force`);
  for (const one of overrides) say(session, visible(`${scalable}: ${overrideLine(one, nowMs)}`));
}

async function remove(session: Session, { scalable, value, options }: UnitsRequest): Promise<void> {
  if (value !== 'floor' && value !== 'ceiling' && value !== 'pause') {
    throw new InvalidInput(
      'kind',
      `${value === null ? 'it is missing' : `"${value}" is none`}; write remove floor, remove ceiling or remove pause`,
    );
  }
  const removed = await settingsWriter(await connect(options)).removeOverride(scalable, value);
  if (!removed)
    throw new CommandError(
      `${scalable} has no ${value} to remove; headroom override ${scalable} list shows what it has`,
    );
  if (options.json) return sayJson(session, { scalable, removed: value });
  say(session, `${scalable}: ${value} removed`);
}

function overrideLine(override: Override | UnreadableOverride, nowMs: number): string {
  if (isUnreadable(override)) return `unreadable; ${override.trouble}`;
  const { kind, units, untilMs, note } = override;
  const until = new Date(untilMs)
    .toISOString()
    .replace('T', ' ')
    .replace(/\.\d+Z$/, 'Z');
  return `${kind}${units === null ? '' : ` ${units}`} for ${tellDuration(untilMs - nowMs)}, until ${until}${note === null ? '' : ` (${note})`}`;
}
