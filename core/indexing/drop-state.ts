import type { IndexAtWork } from './index-standing.ts';

/** Whether an index that is watched may go. */
export type DropState =
  | { readonly is: 'unwatched' }
  /** A server has used it since. */
  | { readonly is: 'used'; readonly by: string }
  | { readonly is: 'watched'; readonly leftMs: number }
  | { readonly is: 'ripe' };

/**
 * Whether nobody has used an index for as long as it is to be watched. A server that counts fewer uses than before has begun to count
 * anew, and has used it as often as it says. A server that nobody had asked then is one of whose uses nothing is known.
 */
export function dropState(
  { note }: Pick<IndexAtWork, 'note'>,
  scans: Readonly<Record<string, number>>,
  atMs: number,
  watchMs: number,
): DropState {
  if (note?.is !== 'watched') return { is: 'unwatched' };
  for (const [server, now] of Object.entries(scans)) {
    const before = note.scans[server];
    if (before === undefined || now > before || (now < before && now > 0)) return { is: 'used', by: server };
  }
  const leftMs = note.atMs + watchMs - atMs;
  return leftMs > 0 ? { is: 'watched', leftMs } : { is: 'ripe' };
}
