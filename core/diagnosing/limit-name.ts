import type { Limit } from './diagnosis.ts';

/** What a limit is called: its tier and resource, or that nobody reads it. */
export function limitName({ tier, resource, suspects }: Pick<Limit, 'tier' | 'resource' | 'suspects'>): string {
  if (resource !== null) return `${resource} of ${tier}`;
  const [first] = suspects;
  if (first?.is === 'named') return `${first.name} of ${tier} (not read)`;
  if (first?.is === 'one-thread') return `one thread of ${first.of} in ${tier}`;
  return `something in ${tier} that is not read (a lock, a pool, or what is behind it)`;
}
