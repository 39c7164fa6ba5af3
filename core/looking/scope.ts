import type { Signal } from '../model/signal.ts';
import { isSubjectName } from '../model/subject-name.ts';
import type { Heard } from './deliver.ts';

/** What a signal asks to look at: some subjects, everything, or what is being watched. */
export type Scope =
  | { readonly of: 'subjects'; readonly subjects: readonly string[] }
  | { readonly of: 'everything' }
  | { readonly of: 'watched' };

type OfKind<Kind extends Signal['kind']> = Extract<Signal, { readonly kind: Kind }>;

/**
 * What each kind of signal asks one capability to look at. Rejects with `InvalidInput` where a person asks for what there
 * is not.
 */
export type Scopes = {
  readonly [Kind in Signal['kind']]: (signal: OfKind<Kind>, heard: Heard) => Scope | Promise<Scope>;
};

export const everything: Scope = { of: 'everything' };
export const watched: Scope = { of: 'watched' };
export const nothing: Scope = { of: 'subjects', subjects: [] };

export function only(...subjects: readonly string[]): Scope {
  return { of: 'subjects', subjects };
}

/** What a signal asks to look at. */
export async function scopeOf(heard: Heard, scopes: Scopes): Promise<Scope> {
  const { signal } = heard.said;
  const scope = scopes[signal.kind] as (signal: Signal, heard: Heard) => Scope | Promise<Scope>;
  return scope(signal, heard);
}

/** The subject that an alarm's name tells after one of these beginnings; null where it tells none. */
export function subjectOfAlarm(alarmName: string, prefixes: readonly string[]): string | null {
  for (const prefix of prefixes) {
    const subject = alarmName.slice(prefix.length);
    if (alarmName.startsWith(prefix) && isSubjectName(subject)) return subject;
  }
  return null;
}
