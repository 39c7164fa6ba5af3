import { Command } from 'commander';
import { dynamoDbSettings } from '../adapters/ledgers/settings.ts';
import { settingsWriter } from '../adapters/ledgers/settings-writer.ts';
import type { Table } from '../adapters/ledgers/table.ts';
import { InvalidInput } from '../core/model/errors.ts';
import type { Override } from '../core/scaling/observation.ts';
import { CommandError } from './command-error.ts';
import { connect, type Where, withWhere } from './connect.ts';
import { parseDuration, tellDuration } from './duration.ts';
import { overrideWeights } from './override-weights.ts';
import { type Session, say, sayJson } from './session.ts';

interface Options extends Where {
  readonly for?: string;
  readonly note?: string;
  readonly weights?: true;
  readonly json?: true;
}

const usages = `
  headroom override checkout/web floor 10 --for 2h --note "launch"
  headroom override checkout/web ceiling 4 --for 30m
  headroom override checkout/web pause --for 1h
  headroom override checkout/web pin blue=10 --for 30m
  headroom override checkout/web pause --weights --for 30m
  headroom override checkout/web list
  headroom override checkout/web remove floor`;

/** `headroom override <scalable> floor|ceiling|pause|pin|adopt|list|remove`: a person knows better, for a while. */
export function override(session: Session): Command {
  const command = new Command('override')
    .description('set aside the policies of a scalable for a while: a floor, a ceiling or a pause')
    .argument('<scalable>', 'e.g. checkout/web; a balance for pin, adopt, and what is given --weights')
    .argument('<what>', 'floor, ceiling, pause, pin, adopt, list or remove')
    .argument('[value]', 'units for a floor or a ceiling, blue=10 for a pin; for remove: what to remove')
    .option('--weights', 'set aside the weights of a balance, not a capacity')
    .option('--for <duration>', 'how long, e.g. 30m, 2h or 1d; an override always ends')
    .option('--note <text>', 'why, for those who read it later')
    .option('--json', 'print JSON')
    .addHelpText('after', `\nExamples:${usages}`);
  return withWhere(command).action((scalable: string, what: string, value: string | undefined, options: Options) =>
    run(session, { scalable, what, value: value ?? null, options }),
  );
}

interface Request {
  readonly scalable: string;
  readonly what: string;
  readonly value: string | null;
  readonly options: Options;
}

async function run(session: Session, request: Request): Promise<void> {
  const { what } = request;
  if (what === 'pin' || what === 'adopt' || request.options.weights) {
    return overrideWeights(session, { ...request, balance: request.scalable });
  }
  if (what === 'list') return list(session, request);
  if (what === 'remove') return remove(session, request);
  if (what === 'floor' || what === 'ceiling' || what === 'pause') return put(session, request);
  throw new InvalidInput('what', `"${what}" is no override; write floor, ceiling, pause, pin, adopt, list or remove`);
}

async function put(session: Session, { scalable, what, value, options }: Request): Promise<void> {
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

async function list(session: Session, { scalable, options }: Request): Promise<void> {
  const table = await connect(options);
  await configured(table, scalable);
  const nowMs = session.nowMs();
  const overrides = await dynamoDbSettings(table).overrides(scalable, nowMs);
  if (options.json) return sayJson(session, overrides);
  if (overrides.length === 0) return say(session, `${scalable}: no override is in force`);
  for (const one of overrides) say(session, `${scalable}: ${overrideLine(one, nowMs)}`);
}

async function remove(session: Session, { scalable, value, options }: Request): Promise<void> {
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

function overrideLine({ kind, units, untilMs, note }: Override, nowMs: number): string {
  const until = new Date(untilMs)
    .toISOString()
    .replace('T', ' ')
    .replace(/\.\d+Z$/, 'Z');
  return `${kind}${units === null ? '' : ` ${units}`} for ${tellDuration(untilMs - nowMs)}, until ${until}${note === null ? '' : ` (${note})`}`;
}
