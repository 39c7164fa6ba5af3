import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { CommandError } from '../../cli/command-error.ts';
import type { Session } from '../../cli/session.ts';
import { eventNames, shippedEvent } from './functions.ts';

/** Reads the event that is named. Throws `CommandError` where there is none, or it is not JSON. */
export async function readEvent(session: Session, name: string, event: string): Promise<unknown> {
  const given = await textOf(session, name, event);
  try {
    return JSON.parse(given);
  } catch (error) {
    throw new CommandError(`the event ${event} is not JSON: ${(error as Error).message}`, { cause: error });
  }
}

async function textOf(session: Session, name: string, event: string): Promise<string> {
  if (event === '-') return text(session.input);
  if (event.trimStart().startsWith('{')) return event;
  const file = shippedEvent(name, event) ?? resolve(session.cwd, event);
  return readFile(file, 'utf8').catch((error: unknown) => {
    const shipped = eventNames(name).join(', ') || 'none';
    throw new CommandError(
      `the event ${file} cannot be read; give a JSON file, - for standard input, or one that is shipped with ${name} (${shipped})`,
      { cause: error },
    );
  });
}
