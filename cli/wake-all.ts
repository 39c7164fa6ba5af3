import type { Tables } from '../adapters/subjects.ts';
import { configuredCapabilities } from '../core/model/capability-name.ts';
import type { Where } from './connect.ts';
import { namedSubjects } from './named-subjects.ts';
import type { Session } from './session.ts';
import { type Woken, wakeLook } from './wake-look.ts';

/** A look takes about a second with its reads; more at once would only wait for each other. */
const atOnce = 8;
/** More are left to the schedule: nobody reads more lines, and each is an invocation. */
const mostWoken = 100;

/** What came of waking everything. */
export interface AllWoken {
  readonly looks: readonly (Woken & { readonly subject: string })[];
  /** How many subjects were left to the schedule. */
  readonly omitted: number;
}

/** Has every subject looked at now, some at a time, and tells what came of each. */
export async function wakeAll(session: Session, where: Where, tables: Tables): Promise<AllWoken> {
  const named = await namedSubjects(tables, configuredCapabilities);
  const waiting = named.slice(0, mostWoken);
  const looks: (Woken & { readonly subject: string })[] = [];
  const work = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const { subject } = next;
      const capability = configuredCapabilities.find((one) => one === next.capability);
      if (capability !== undefined) looks.push({ subject, ...(await wakeLook(session, where, capability, subject)) });
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  const sorted = looks.sort((a, b) => (a.subject < b.subject ? -1 : 1));
  return { looks: sorted, omitted: Math.max(0, named.length - mostWoken) };
}
