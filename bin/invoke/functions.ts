import { existsSync, globSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** The checkout. */
export const root = join(import.meta.dirname, '..', '..');

/** The functions that there are, by their folders. */
export function functionNames(): string[] {
  return globSync('functions/*/handler.ts', { cwd: root })
    .map((file) => basename(dirname(file)))
    .sort();
}

/** The names of the events that are shipped with a function. */
export function eventNames(name: string): string[] {
  return globSync(`functions/${name}/events/*.json`, { cwd: root })
    .map((file) => basename(file, '.json'))
    .sort();
}

/** The file of a shipped event; null where there is none of that name. */
export function shippedEvent(name: string, event: string): string | null {
  const file = join(root, 'functions', name, 'events', `${event}.json`);
  return /^[\w-]+$/.test(event) && existsSync(file) ? file : null;
}
