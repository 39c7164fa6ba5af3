import type { ConfiguredCapability } from '../core/model/capability-name.ts';
import type { InForce, Meeting } from '../core/model/set-by-hand.ts';
import { isUnreadable, type UnreadableOverride } from '../core/model/unreadable-override.ts';
import { tellOverride } from '../core/tell-override.ts';
import { isoText, utcText } from '../core/time/utc-text.ts';
import { CommandError } from './command-error.ts';
import type { Where } from './connect.ts';
import { tellDuration } from './duration.ts';
import { note, type Session, say, sayJson } from './session.ts';
import { visible } from './visible.ts';
import { wakeLook, wokenLine } from './wake-look.ts';

/** What every command that sets an override takes. */
export interface OverrideOptions extends Where {
  readonly for?: string;
  readonly note?: string;
  readonly json?: true;
  /** Whether what contradicts it is taken away. */
  readonly replace?: true;
  /** Whether a look is woken at once. */
  readonly wake: boolean;
}

/** An override that is to be set, whatever it sets aside. */
interface Putting {
  readonly capability: ConfiguredCapability;
  readonly subject: string;
  readonly set: InForce;
  /** When it was asked for: from then on it lasts as long as was said. */
  readonly nowMs: number;
  readonly meetings: readonly Meeting[];
  readonly unreadable: readonly UnreadableOverride[];
  /** What else a person should know before it is set. */
  readonly remarks: readonly string[];
  /** Writes it, and answers it as JSON. */
  write(): Promise<object>;
  /** Takes another away. */
  remove(other: InForce): Promise<unknown>;
}

/**
 * Says what is in force already and which of the two wins, sets the override, and has it looked at. One that contradicts
 * another is refused, unless it is told to replace that.
 */
export async function putOverride(session: Session, putting: Putting, options: OverrideOptions): Promise<void> {
  const { subject, set, meetings, unreadable, remarks } = putting;
  for (const { with: other, says } of meetings) note(session, visible(`in force: ${tellOverride(other)} (${says})`));
  for (const { trouble } of unreadable)
    note(session, visible(`in force: ${trouble}; until then nothing is taken away`));
  for (const remark of remarks) note(session, remark);
  const contradicted = meetings.filter(({ contradicts }) => contradicts);
  if (contradicted.length > 0 && !options.replace) throw contradiction(set, contradicted);
  const written = await putting.write();
  for (const { with: other } of contradicted) await putting.remove(other);
  const replaced = contradicted.map(({ with: other }) => other.says);
  if (!options.json) {
    say(session, visible(`${subject}: ${overrideLine(set, putting.nowMs)}`));
    for (const other of replaced) say(session, `${subject}: ${other} removed`);
  }
  await wakeAfter(session, putting, options, { ...written, until: isoText(set.untilMs), replaced });
}

/** Has the subject looked at, unless nobody wants that, and tells what came of it; JSON holds it beside what was done. */
export async function wakeAfter(
  session: Session,
  { capability, subject }: Pick<Putting, 'capability' | 'subject'>,
  options: Pick<OverrideOptions, 'json' | 'wake'> & Where,
  done: object,
): Promise<void> {
  const woken = options.wake ? await wakeLook(session, options, capability, subject) : null;
  if (options.json) return sayJson(session, { ...done, look: woken?.says ?? null });
  if (woken === null) say(session, `${subject}: it counts from the next look, within five minutes`);
  else say(session, visible(wokenLine(session, subject, woken)));
}

function contradiction(set: InForce, contradicted: readonly Meeting[]): CommandError {
  const others = contradicted.map(({ with: { says } }) => says).join(' and ');
  const wins = contradicted.map(({ says }) => says)[0] ?? '';
  return new CommandError(
    `${set.says} contradicts ${others}: ${wins}; nothing was changed. Add --replace to take ${others} away`,
  );
}

/** An override, for a person who has just set it, or lists what is in force. */
export function overrideLine(override: InForce | UnreadableOverride, nowMs: number): string {
  if (isUnreadable(override)) return `unreadable; ${override.trouble}`;
  const { says, untilMs, note: why, by = null } = override;
  const author = by === null ? '' : `, by ${by}`;
  return `${says} for ${tellDuration(untilMs - nowMs)}, until ${utcText(untilMs)}${author}${why === null ? '' : ` (${why})`}`;
}

/** The overrides of a subject, as JSON. */
export function overridesJson<Override extends { readonly kind: string }>(
  overrides: readonly (Override | UnreadableOverride)[],
): readonly object[] {
  return overrides.map((one) => ('untilMs' in one ? { ...one, until: isoText(Number(one.untilMs)) } : one));
}
