import { type Position, parseLsn } from '../../core/replicas/position.ts';
import type { Seen } from '../../core/replicas/seen.ts';

/** What a server answered to `question`, as it comes. */
export type AnswerRow = Readonly<Record<string, unknown>>;

export function readAnswer(row: AnswerRow | undefined, sentMs: number, atMs: number): Seen {
  const { isReplica, lsn, timeline, isPaused, schemaVersion, system } = row ?? {};
  return {
    isReplica: isReplica !== false,
    system: typeof system === 'string' ? system : null,
    position: positionOf(lsn, timeline),
    isPaused: isPaused !== false,
    schemaVersion: typeof schemaVersion === 'string' ? schemaVersion : null,
    atMs,
    tookMs: atMs - sentMs,
  };
}

/** Aurora numbers what PostgreSQL writes as two halves. */
function positionOf(lsn: unknown, timeline: unknown): Position | null {
  if (typeof lsn !== 'string' || typeof timeline !== 'number') return null;
  const place = /^\d{1,19}$/.test(lsn) ? BigInt(lsn) : parseLsn(lsn);
  return place === null ? null : { timeline, lsn: place };
}
