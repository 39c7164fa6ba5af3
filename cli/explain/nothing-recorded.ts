import { type CapabilityName, nounOf } from '../../core/model/capability-name.ts';
import { CommandError } from '../command-error.ts';
import { meant } from '../known-subject.ts';
import type { NamedSubject } from '../named-subjects.ts';

/** Why nothing can be explained, and what to do: it waits for its first look, or another name was meant. */
export function nothingRecorded(
  subject: string,
  of: readonly CapabilityName[],
  known: readonly NamedSubject[],
): CommandError {
  const nothing = `nothing is recorded of "${subject}"`;
  const waiting = known.filter((one) => one.subject === subject && of.includes(one.capability));
  if (waiting.length > 0) {
    const nouns = waiting.map(({ capability }) => nounOf(capability)).join(' and ');
    return new CommandError(`${nothing}: it is there as ${nouns}; wait for its first look`);
  }
  return new CommandError(`${nothing}; ${meant(subject, known)}`);
}
