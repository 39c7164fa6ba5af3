import type { Position } from './position.ts';

/** What a server has said of itself, in one question. */
export interface Seen {
  /** Whether it replays another's log; one that does not takes writes. */
  readonly isReplica: boolean;
  /** Which database it is, of those that may stand at its address one after the other; null where it does not tell. */
  readonly system: string | null;
  /** How far it has come; null where it cannot tell. */
  readonly position: Position | null;
  /** Whether somebody has stopped it from replaying. */
  readonly isPaused: boolean;
  /** Which version its schema is; null where nobody asks for one. */
  readonly schemaVersion: string | null;
  /** When it answered, and after how long, on the clock of the process that asked. */
  readonly atMs: number;
  readonly tookMs: number;
}

/** Why a server does not answer a read. */
export type Unfit =
  | { readonly is: 'behind'; readonly byBytes: number }
  | { readonly is: 'lagging'; readonly bySeconds: number }
  | { readonly is: 'cannot tell' }
  | { readonly is: 'paused' }
  | { readonly is: 'other timeline'; readonly timeline: number }
  | { readonly is: 'other database' }
  | { readonly is: 'other schema'; readonly version: string | null }
  | { readonly is: 'down'; readonly why: string }
  | { readonly is: 'slow'; readonly tookMs: number };
