import { question } from '../../adapters/signals/questions.ts';

/** What is asked of the router of one keyspace. */
export function hears(keyspace: string) {
  return [question(keyspace)];
}
