import { nearNames } from '../../core/looking/near-names.ts';
import { type CapabilityName, nounOf } from '../../core/model/capability-name.ts';
import { CommandError } from '../command-error.ts';
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
  const names = nearNames(
    subject,
    known.map((one) => one.subject),
  );
  const near = names.flatMap((name) => known.filter((one) => one.subject === name)).map(told);
  if (near.length === 0) return new CommandError(`${nothing}; check the name, or wait for its first look`);
  return new CommandError(`${nothing}; did you mean ${near.join(' or ')}?`);
}

function told({ capability, subject }: NamedSubject): string {
  return `the ${nounOf(capability)} ${subject}`;
}
