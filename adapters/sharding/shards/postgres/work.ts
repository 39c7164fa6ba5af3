import type { KeyspaceConfig } from '../../../../core/sharding/config/keyspace.ts';
import type { Move } from '../../../../core/sharding/moving/move.ts';
import type { Leg } from '../../../../core/sharding/moving/servers/leg.ts';
import type { Place } from '../../../postgres/place.ts';
import type { Session } from '../../../postgres/session.ts';
import type { MadeNames } from './made-names.ts';

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
  /** What streams must at least be, where they are encrypted. */
  readonly streams: KeyspaceConfig['streams'];
  /** The column that holds the key, in every table; null where the config names none. */
  readonly keyColumn: string | null;
  /** The real time, for measuring. */
  nowMs(): number;
  sleep(ms: number): Promise<void>;
}
