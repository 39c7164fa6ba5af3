import { dynamoDbSettings } from '../../adapters/scaling/settings.ts';
import { settingsWriter } from '../../adapters/scaling/settings-writer.ts';
import type { Tables } from '../../adapters/subjects.ts';
import { checkEnd, checkNote } from '../../adapters/table/override-fields.ts';
import { InvalidInput } from '../../core/model/errors.ts';
import { isUnreadable } from '../../core/model/unreadable-override.ts';
import { whoOf } from '../../core/model/who.ts';
import type { ScalableConfig } from '../../core/scaling/config/scalable.ts';
import type { Override } from '../../core/scaling/observation.ts';
import { type OverrideKind as Kind, overrideKindOf as kindOf } from '../../core/scaling/override-kinds.ts';
import { inForce, meetings } from '../../core/scaling/overrides-beside.ts';
import { callerArn } from '../caller.ts';
import { CommandError } from '../command-error.ts';
import { connectAll } from '../connect.ts';
import { parseDuration } from '../duration.ts';
import { checkKnown } from '../known-subject.ts';
import { type OverrideOptions, overrideLine, overridesJson, putOverride, wakeAfter } from '../put-override.ts';
import { type Session, say, sayJson } from '../session.ts';
import { typedCommand } from '../typed-command.ts';
import { visible } from '../visible.ts';

/** What a person wants of the capacity of a scalable. */
interface UnitsRequest {
  readonly scalable: string;
  readonly what: string;
  /** Units for a floor, a ceiling or what is to be prepared; a size; what to remove. */
  readonly value: string | null;
  readonly options: OverrideOptions;
}

/** `headroom override <scalable> floor|ceiling|pause|prepared|size|list|remove`. */
export async function overrideUnits(session: Session, request: UnitsRequest): Promise<void> {
  const { what } = request;
  if (what === 'list') return list(session, request);
  if (what === 'remove') return remove(session, request);
  const kind = kindOf(what);
  if (kind !== undefined) return put(session, request, kind);
  throw new InvalidInput(
    'what',
    `"${what}" is not an override; write floor, ceiling, pause, prepared, size, pin, adopt, list or remove`,
  );
}

async function put(session: Session, { scalable, value, options }: UnitsRequest, kind: Kind): Promise<void> {
  if (options.for === undefined)
    throw new InvalidInput('--for', 'is missing; say how long it holds, e.g. --for 2h, since an override always ends');
  const nowMs = session.nowMs();
  const untilMs = nowMs + parseDuration('--for', options.for);
  const said = kind === 'size' ? { units: null, size: sizeSaid(value) } : { units: parseUnits(kind, value) };
  const asked = { kind, ...said, untilMs, note: options.note ?? null };
  checkEnd(untilMs, nowMs, '--for');
  checkNote(asked.note, '--note');
  const { tables, config } = await configured(options, scalable);
  if (kind === 'prepared') checkPool(config);
  if (kind === 'size') checkSize(config, value ?? '');
  const found = await dynamoDbSettings(tables.ledger).overrides(scalable, nowMs);
  const readable = found.filter((one): one is Override => !isUnreadable(one));
  const by = await callerArn(session, options);
  const writer = settingsWriter(tables.ledger);
  const putting = {
    capability: 'scaling',
    subject: scalable,
    set: inForce({ ...asked, by: by === null ? null : whoOf(by) }),
    nowMs,
    meetings: meetings(asked, readable),
    unreadable: found.filter(isUnreadable),
    remarks: [...remarksOn(asked, config), ...warmRemarks(asked, config, options)],
    write: async () => ({ scalable, ...(await writer.putOverride(scalable, { ...asked, by }, nowMs)) }),
    remove: async ({ kind: other }: { readonly kind: string }) =>
      writer.removeOverride(scalable, kindOf(other) ?? kind),
  } as const;
  await putOverride(session, putting, options);
}

/** Without a pool nothing stands prepared, whatever a person says. */
function checkPool({ scalable, warmPool }: ScalableConfig): void {
  if (warmPool?.mode === 'on') return;
  throw new InvalidInput(
    'what',
    `${scalable} has no warmPool, so that nothing stands prepared; write floor, or give it one`,
  );
}

function sizeSaid(value: string | null): string {
  if (value !== null) return value;
  throw new InvalidInput('size', 'is missing; write the size that units are to have, e.g. size m7g.large');
}

/** Only what is on the ladder is known to serve. */
function checkSize({ scalable, sizes }: ScalableConfig, size: string): void {
  if (sizes === undefined)
    throw new InvalidInput('what', `${scalable} has no sizes in its config; give it sizes, and deploy`);
  const known = sizes.ladder.map((one) => one.size);
  if (known.includes(size)) return;
  throw new InvalidInput(
    'size',
    `"${size}" is not on the ladder of ${scalable} (${known.join(', ')}); add it or correct it`,
  );
}

/** A size goes there by the same rules as one that a night has found. */
function sizeRemarks({ sizes, mode }: ScalableConfig): string[] {
  if (sizes === undefined) return [];
  if (sizes.change !== 'on') return ['sizes.change is "recommend", so that it is only said'];
  const steps = 'it is gone to in a window of sizes.windows, one step at a time, and a week after the last change';
  return mode === 'on' ? [steps] : [`the mode is ${mode}, in which no size is changed`];
}

function remarksOn({ kind, units }: Omit<Override, 'by'>, config: ScalableConfig): string[] {
  if (kind === 'size') return sizeRemarks(config);
  const {
    bounds: { min, max },
    mode,
  } = config;
  const outside = units !== null && (units < min || units > max);
  return [
    ...(outside ? [`the bounds ${min} to ${max} win over ${kind} ${units}; change the config to leave them`] : []),
    ...(mode === 'on' || kind === 'pause' ? [] : [`the mode is ${mode}, which still limits what is asked for`]),
  ];
}

/** A floor is an announcement: what a table serves at once grows in its own time, unless it is raised before. */
function warmRemarks({ kind }: Omit<Override, 'by'>, { scalable, target }: ScalableConfig, options: OverrideOptions) {
  if (kind !== 'floor' || target.kind !== 'dynamodb-throughput') return [];
  const command = typedCommand(`warm ${scalable} --dry-run`, options);
  return [`what the table serves at once may be less than that; ${command} tells, and what raising it costs`];
}

function parseUnits(kind: string, value: string | null): number | null {
  if (kind === 'pause') {
    if (value !== null) throw new InvalidInput('units', `a pause has no units, but "${value}" was given; leave it out`);
    return null;
  }
  if (value === null || !/^\d+$/.test(value))
    throw new InvalidInput(
      'units',
      `${value === null ? 'a' : `"${value}" is not a number; a`} ${kind} needs whole units, e.g. ${kind} 10`,
    );
  return Number(value);
}

/** The config of a scalable. Throws `CommandError` that suggests names where there is none, `Refusal` where it is unusable. */
async function configured(
  options: OverrideOptions,
  scalable: string,
): Promise<{ readonly tables: Tables; readonly config: ScalableConfig }> {
  const tables = await connectAll(options);
  await checkKnown(tables, 'scaling', scalable);
  return { tables, config: await dynamoDbSettings(tables.ledger).scalable(scalable) };
}

async function list(session: Session, { scalable, options }: UnitsRequest): Promise<void> {
  const { tables } = await configured(options, scalable);
  const nowMs = session.nowMs();
  const overrides = await dynamoDbSettings(tables.ledger).overrides(scalable, nowMs);
  if (options.json) return sayJson(session, overridesJson(overrides));
  if (overrides.length === 0) return say(session, `${scalable}: no override is in force`);
  for (const one of overrides) {
    const told = isUnreadable(one) ? one : inForce(one);
    say(session, visible(`${scalable}: ${overrideLine(told, nowMs)}`));
  }
}

async function remove(session: Session, { scalable, value, options }: UnitsRequest): Promise<void> {
  const kind = kindOf(value);
  if (kind === undefined) {
    throw new InvalidInput(
      'kind',
      `${value === null ? 'it is missing' : `"${value}" cannot be removed`}; write remove floor, remove ceiling, remove pause, remove prepared or remove size`,
    );
  }
  const tables = await connectAll(options);
  if (!(await settingsWriter(tables.ledger).removeOverride(scalable, kind))) {
    await checkKnown(tables, 'scaling', scalable);
    throw new CommandError(
      `${scalable} has no ${value} to remove; ${typedCommand(`override ${scalable} list`, options)} shows what it has`,
    );
  }
  if (!options.json) say(session, `${scalable}: ${value} removed`);
  await wakeAfter(session, { capability: 'scaling', subject: scalable }, options, { scalable, removed: value });
}
