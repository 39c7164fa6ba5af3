import { type ConfiguredCapability, nounOf } from '../core/model/capability-name.ts';
import { lookedAtBy } from '../core/standing/looked-at-by.ts';
import { faultText } from './aws/aws-error.ts';
import type { Where } from './connect.ts';
import { invokeFunction } from './invoke-function.ts';
import { note, type Session } from './session.ts';

/** What a look that was woken came to. */
export interface Woken {
  /** One sentence; null where it could not be woken. */
  readonly says: string | null;
  /** Why it could not be woken; null where it was. */
  readonly trouble: string | null;
}

/**
 * Has one subject looked at now, and tells what came of it. Where that cannot be, the schedule looks within five minutes: it
 * is said, and is not a reason to fail, since what was to be set is set.
 */
export async function wakeLook(
  session: Session,
  where: Where,
  capability: ConfiguredCapability,
  subject: string,
): Promise<Woken> {
  const functionName = lookedAtBy(where.deployment, { capability, subject }) ?? '';
  try {
    const payload = { [nounOf(capability)]: subject };
    const answer = await invokeFunction(session, where, { functionName, what: functionName, payload });
    const { says = 'it was looked at' } = answer as { readonly says?: string };
    return { says, trouble: null };
  } catch (error) {
    session.signal.throwIfAborted();
    return { says: null, trouble: faultText(error) };
  }
}

/** What a look came to, as a line for a person; one that could not be woken is told beside the result. */
export function wokenLine(session: Session, subject: string, { says, trouble }: Woken): string {
  if (says !== null) return `${subject}: a look ${says}`;
  note(session, `${subject}: no look could be woken: ${trouble}`);
  return `${subject}: it counts from the next look, within five minutes`;
}
