import { type Content, readContent } from '../../adapters/purging/read-content.ts';
import { InvalidInput } from '../../core/model/errors.ts';
import type { Change } from '../../core/purging/change.ts';
import type { PurgeConfig } from '../../core/purging/config/purge.ts';
import { type RefusedItem, type TakenIn, takeIn } from './take-in.ts';

/** One message, and where it stood, for errors. */
export interface Delivered {
  readonly messageId: string;
  readonly at: string;
  readonly body: unknown;
}

export type Refused = RefusedItem & { readonly purge: string };

/** For one purge: the changes that messages bring, and whose messages these are. */
export interface Work {
  /** Null where no message is in earnest. */
  changes: Change[] | null;
  /** What is only supposed; null where no message asks for that. */
  rehearsed: Change[] | null;
  readonly messages: Set<string>;
}

/** What there is to do of messages. */
export interface Gathered {
  /** By purge. */
  readonly works: ReadonlyMap<string, Work>;
  readonly refused: readonly Refused[];
  /** Why messages could not be read, by their ids. */
  readonly faults: ReadonlyMap<string, Error>;
}

/** Reads messages, and sorts what they bring by what it is for. */
export function gather(messages: readonly Delivered[], configs: readonly PurgeConfig[]): Gathered {
  const works = new Map<string, Work>();
  const refused: Refused[] = [];
  const faults = new Map<string, Error>();
  for (const message of messages) {
    const content = read(message, faults);
    if (content === null) continue;
    let isMeant = false;
    for (const config of configs) {
      const taken = takeIn(content, config);
      if (taken === null) continue;
      isMeant = true;
      const { purge } = config;
      const work = works.get(purge) ?? { changes: null, rehearsed: null, messages: new Set() };
      works.set(purge, work);
      add(work, message, content, taken);
      refused.push(...taken.refused.map((one) => ({ ...one, purge })));
    }
    if (!isMeant && isAPersons(content)) faults.set(message.messageId, nobodyMeant(message, configs));
  }
  return { works, refused, faults };
}

/** What programs say may be meant for another deployment; a person has mistaken the name. */
const isAPersons = (content: Content) => content.is === 'items' && content.urgent;

function nobodyMeant({ at }: Delivered, configs: readonly PurgeConfig[]): InvalidInput {
  const names = configs.map(({ purge }) => purge).join(', ');
  return new InvalidInput(`${at}.purge`, `names no purge of this deployment; it has ${names || 'none'}`);
}

function add(work: Work, { messageId }: Delivered, { dryRun }: Content, { changes }: TakenIn): void {
  if (dryRun) work.rehearsed ??= [];
  else work.changes ??= [];
  const into = dryRun ? work.rehearsed : work.changes;
  into?.push(...changes);
  work.messages.add(messageId);
}

function read({ messageId, at, body }: Delivered, faults: Map<string, Error>): Content | null {
  try {
    return readContent(typeof body === 'string' ? JSON.parse(body) : body, at, messageId);
  } catch (error) {
    faults.set(messageId, error instanceof SyntaxError ? new InvalidInput(at, 'is no JSON') : (error as Error));
    return null;
  }
}
