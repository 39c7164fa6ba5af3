import type { Position } from './position.ts';
import type { Seen, Unfit } from './seen.ts';
import type { Wanted } from './token.ts';

/** What a read asks of the server that answers it. */
export interface Asked {
  readonly wanted: Wanted;
  /** The timeline of the newest writer that this process has met; null where it has met none. */
  readonly timeline: number | null;
  /** Which database that writer is; null where it has not told. */
  readonly system: string | null;
  /** What the schema has to be; null where nobody asks for one. */
  readonly schemaVersion: string | null;
}

/** Why a replica that said so must not answer the read; null where it may. */
export function unfit(seen: Seen, asked: Asked): Unfit | null {
  const { position, schemaVersion, system } = seen;
  if (position === null) return { is: 'cannot tell' };
  if (seen.isReplica && seen.isPaused) return { is: 'paused' };
  if (asked.system !== null && system !== null && system !== asked.system) return { is: 'other database' };
  if (asked.timeline !== null && position.timeline !== asked.timeline)
    return { is: 'other timeline', timeline: position.timeline };
  if (asked.schemaVersion !== null && schemaVersion !== asked.schemaVersion)
    return { is: 'other schema', version: schemaVersion };
  return tooEarly(position, asked.wanted);
}

function tooEarly(position: Position, wanted: Wanted): Unfit | null {
  if (wanted === 'anything') return null;
  if (wanted === 'the writer') return { is: 'cannot tell' };
  // Where timelines differ, what was written may be lost or elsewhere; who has the newest answers for what there is.
  if (position.timeline !== wanted.timeline) return { is: 'other timeline', timeline: position.timeline };
  return position.lsn >= wanted.lsn ? null : { is: 'behind', byBytes: Number(wanted.lsn - position.lsn) };
}
