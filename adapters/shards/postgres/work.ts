import type { Move } from '../../../core/sharding/move.ts';
import type { Leg } from '../../../core/sharding/moves/leg.ts';
import type { MadeNames } from './made-names.ts';
import type { Place } from './place.ts';
import type { Session } from './session.ts';

/** One side of a move. */
export interface Side {
  readonly shard: string;
  place(): Promise<Place>;
  readonly session: Session;
}

/** What every action works with. */
export interface Work {
  readonly move: Move;
  /** The way that the move is on. */
  readonly leg: Leg;
  readonly made: MadeNames;
  readonly source: Side;
  readonly target: Side;
  /** The role that is let into a slot's schema when it opens. */
  readonly applicationRole: string;
  /** The column that holds the key, in every table; null where the config names none. */
  readonly keyColumn: string | null;
  /** The real time, for measuring. */
  nowMs(): number;
  sleep(ms: number): Promise<void>;
}
