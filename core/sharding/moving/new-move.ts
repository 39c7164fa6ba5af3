import type { Move } from './move.ts';

type Asked = Pick<Move, 'id' | 'keyspace' | 'slot' | 'from' | 'to' | 'epoch' | 'requestedAtMs'> &
  Partial<Pick<Move, 'kind' | 'pinned' | 'plan'>>;

/** A move as `KeyspaceStore.begin` takes it, with nothing done yet. */
export function newMove(asked: Asked): Move {
  return {
    schema: 1,
    kind: 'move',
    pinned: null,
    plan: null,
    ...asked,
    is: 'planned',
    way: 'there',
    token: 0,
    abortAsked: false,
    sinceMs: asked.requestedAtMs,
    cutTries: 0,
    cutAtMs: null,
    mayBeOpen: false,
    blockedMs: null,
    outcome: null,
    trouble: null,
  };
}
