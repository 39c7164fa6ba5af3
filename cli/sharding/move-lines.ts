import type { Move } from '../../core/sharding/moving/move.ts';
import type { Where } from '../connect.ts';
import { tellDuration } from '../duration.ts';
import { typedCommand } from '../typed-command.ts';

/** What is going on in each state, for people who have never heard of it. */
export const means: Readonly<Record<Move['is'], string>> = {
  planned: 'looks for what stands in the way',
  preparing: 'prepares both sides',
  copying: 'copies while the slot is used',
  'catching-up': 'the copy follows; waits until nobody writes by the old way',
  cutting: 'handing over: writes wait for milliseconds',
  opening: 'handing over: the target opens',
  reversible: 'moved; can still be taken back',
  'rolling-back': 'being taken back',
  aborting: 'being aborted',
  cleaning: 'cleans up behind itself',
  done: 'done',
  aborted: 'aborted: the slot is where it was',
};

/** One move, what it is at, and what a person can do about what is in its way. */
export function moveLines(move: Move, nowMs: number, where: Where): string[] {
  const { slot, from, to, is, id, sinceMs, blockedMs, trouble, keyspace } = move;
  const blocked = blockedMs === null ? '' : `, writes waited ${Math.round(blockedMs)} ms`;
  const what = move.pinned === null ? `slot ${slot}` : `${move.kind} of a key of slot ${slot}`;
  const line = `${what}  ${from} -> ${to}  ${is} for ${tellDuration(nowMs - sinceMs)}: ${means[is]}${blocked}`;
  const asked = move.abortAsked && is !== 'aborted' && is !== 'aborting' ? ['an abort was asked for'] : [];
  const ways =
    trouble === null
      ? []
      : [`in the way: ${trouble}`, `to give it up: ${typedCommand(`shards abort ${keyspace} ${id}`, where)}`];
  const back =
    is === 'reversible' ? [`to take it back: ${typedCommand(`shards rollback ${keyspace} ${id}`, where)}`] : [];
  const known = move.notices.map((notice) => `to know: ${notice}`);
  return [line, ...[`move ${id}`, ...asked, ...ways, ...back, ...known].map((more) => `  ${more}`)];
}

/** Whether nobody has to wait for it any more. */
export function isSettled({ is }: Pick<Move, 'is'>): boolean {
  return is === 'reversible' || is === 'cleaning' || is === 'done' || is === 'aborted';
}
