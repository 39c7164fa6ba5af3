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
    wouldLose: null,
    notices: [],
  };
}

/** An id for a move: sorts by time, and is made of what names on every server may hold. `random` is in [0, 1). */
export function moveId(atMs: number, random: () => number): string {
  const tail = Array.from({ length: 8 }, () => Math.floor(random() * 36).toString(36)).join('');
  return `${Math.floor(atMs).toString(36).padStart(9, '0')}${tail}`;
}
