import type { Seen } from './seen.ts';

/**
 * Which of several servers takes writes: the one that replays nobody's log, and of several the one that was promoted last,
 * since an old writer that comes back does not know that it was replaced. Null where there is none, or none newer than what
 * this process has already met.
 */
export function findWriter(servers: ReadonlyMap<string, Seen | null>, leastTimeline: number | null): string | null {
  let best: { readonly name: string; readonly timeline: number } | null = null;
  for (const [name, seen] of servers) {
    if (seen === null || seen.isReplica) continue;
    const timeline = seen.position?.timeline ?? leastTimeline ?? 0;
    if (timeline >= (leastTimeline ?? 0) && (best === null || timeline > best.timeline)) best = { name, timeline };
  }
  return best?.name ?? null;
}
