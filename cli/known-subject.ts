import type { Tables } from '../adapters/subjects.ts';
import { type CapabilityName, nounOf } from '../core/model/capability-name.ts';
import { nearNames } from '../core/model/near-names.ts';
import { CommandError } from './command-error.ts';
import { type NamedSubject, namedSubjects } from './named-subjects.ts';

/** How many names are listed; the rest is counted. */
const mostNames = 12;

/** Sees to it that a capability has a subject of this name. Throws `CommandError` that suggests names. */
export async function checkKnown(tables: Tables, capability: CapabilityName, subject: string): Promise<void> {
  const known = await namedSubjects(tables, [capability]);
  if (known.some((one) => one.subject === subject)) return;
  throw new CommandError(`there is no ${nounOf(capability)} "${subject}"; ${meant(subject, known)}`);
}

/** What to do about a name that nobody has: the names that may have been meant, or those that there are. */
export function meant(subject: string, known: readonly NamedSubject[]): string {
  const names = known.map((one) => one.subject);
  const near = nearNames(subject, names).flatMap((name) => known.filter((one) => one.subject === name));
  if (near.length > 0) return `did you mean ${near.map(told).join(' or ')}?`;
  if (known.length === 0) return 'nothing is deployed here; check --deployment, or deploy it';
  const listed = [...new Set(names)].sort();
  const rest = listed.length > mostNames ? ` and ${listed.length - mostNames} more` : '';
  return `there are ${listed.slice(0, mostNames).join(', ')}${rest}`;
}

function told({ capability, subject }: NamedSubject): string {
  return `the ${nounOf(capability)} ${subject}`;
}
