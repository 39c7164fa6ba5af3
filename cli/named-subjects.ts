import { subjects, type Tables } from '../adapters/subjects.ts';
import { type CapabilityName, capabilityNames } from '../core/model/capability-name.ts';

/** Something by its name, and what it is the subject of. */
export interface NamedSubject {
  readonly capability: CapabilityName;
  readonly subject: string;
}

/** Every subject of these capabilities: what is configured, and moves that are under way. */
export async function namedSubjects(
  tables: Tables,
  capabilities: readonly CapabilityName[] = capabilityNames,
): Promise<readonly NamedSubject[]> {
  const lists = capabilities.map(async (capability) => {
    const names = (await (await subjects(capability, tables)).all()).keys();
    return [...names].map((subject) => ({ capability, subject }));
  });
  return (await Promise.all(lists)).flat();
}
