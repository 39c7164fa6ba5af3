import type { Blocker } from '../../../../../core/sharding/moving/servers/seen.ts';

/** What a look before a move has found: what is in its way, and what is to be known of it though it is in no way. */
export interface PreFlight {
  readonly blockers: readonly Blocker[];
  readonly notices: readonly string[];
}
