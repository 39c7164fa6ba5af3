import { type CapabilityName, nounOf } from '../model/capability-name.ts';
import { nearNames } from '../model/near-names.ts';

/** What somebody is told who names a subject that nobody has configured: the names that may have been meant. */
export function notConfigured(capability: CapabilityName, name: string, configured: Iterable<string>): string {
  const near = nearNames(name, [...configured]);
  const next = near.length === 0 ? 'deploy it, or correct the name' : `did you mean ${near.join(' or ')}?`;
  return `no ${nounOf(capability)} "${name}" is configured; ${next}`;
}
