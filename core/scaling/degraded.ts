import type { DecidingConfig } from './deciding-config.ts';

/** Whether data has been lacking for so long that somebody should be told. `silentSinceMs` is what a decision keeps. */
export function isDegraded(
  { degradedAfterSeconds }: Pick<DecidingConfig, 'degradedAfterSeconds'>,
  silentSinceMs: number | null,
  atMs: number,
): boolean {
  return silentSinceMs !== null && atMs - silentSinceMs >= degradedAfterSeconds * 1000;
}
