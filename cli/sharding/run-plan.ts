import { counted } from '../../core/model/counted.ts';
import type { Move } from '../../core/sharding/moving/move.ts';
import { newMove } from '../../core/sharding/moving/new-move.ts';
import { busyShards, moveIdOf, type NextMoves, nextMoves } from '../../core/sharding/planning/next-moves.ts';
import type { Plan } from '../../core/sharding/planning/plan.ts';
import { CommandError } from '../command-error.ts';
import { confirm } from '../confirm.ts';
import { note, type Session, say, sayJson } from '../session.ts';
import { typedCommand } from '../typed-command.ts';
import { followMoves } from './follow-moves.ts';
import type { KeyspaceSession } from './keyspace-session.ts';
import { knownKeyspace } from './known-keyspace.ts';
import type { ChangeOptions } from './options.ts';
import { planLines } from './plan-lines.ts';

export interface PlanToRun {
  readonly plan: Plan;
  /** Whether it is stored already. @default false */
  readonly proposed?: boolean;
}

/** Prints a plan, asks, and runs that very plan. */
export async function runPlan(
  session: Session,
  keyspaces: KeyspaceSession,
  { plan, proposed = false }: PlanToRun,
  options: ChangeOptions,
): Promise<void> {
  if (!options.json) for (const line of planLines(plan)) say(session, line);
  if (options.dryRun) tellDry(session, options, plan);
  if (plan.blockers.length > 0) throw new CommandError('the plan cannot run; mend what is in its way first');
  if (options.dryRun) return;
  if (plan.moves.length === 0) return options.json ? sayJson(session, { plan, ran: false }) : undefined;
  await confirm(session, options, 'run this plan?');
  await store(session, keyspaces, plan, proposed);
  const { moves } = await beginMoves(keyspaces, plan, session.nowMs());
  const isDriven = await keyspaces.wake(plan.keyspace);
  if (options.wait) return tellEnd(session, options, plan, await follow(session, keyspaces, plan));
  if (options.json) return sayJson(session, { plan, ran: true, moves });
  const when = isDriven ? 'now' : 'within a minute';
  say(session);
  const see = typedCommand(`shards status ${plan.keyspace}`, options);
  say(session, `plan ${plan.id} runs, beginning ${when}; ${see} shows how far it is`);
}

function tellDry(session: Session, { json }: ChangeOptions, plan: Plan): void {
  if (json) sayJson(session, { plan, ran: false });
  else for (const line of ['', 'a dry run: nothing was changed']) say(session, line);
}

async function store(session: Session, { planning }: KeyspaceSession, plan: Plan, proposed: boolean): Promise<void> {
  const isWritten = proposed ? await claim(session, planning, plan) : await planning.putPlan(plan, 'running', null);
  if (!isWritten) throw new CommandError(`plan ${plan.id} cannot be run any more; make a new one`);
  const { goal } = plan;
  if (goal.is === 'drain') await planning.setDraining(plan.keyspace, goal.shard, true);
}

async function claim(session: Session, planning: KeyspaceSession['planning'], plan: Plan): Promise<boolean> {
  const found = await planning.plan(plan.keyspace, plan.id);
  return found !== null && found.is === 'proposed' && planning.markPlan(found, 'running', session.nowMs(), null);
}

function follow(session: Session, keyspaces: KeyspaceSession, plan: Plan): Promise<readonly Move[]> {
  const look = async () => {
    const { moves, ended } = await beginMoves(keyspaces, plan, session.nowMs());
    return { moves, isOver: ended !== null };
  };
  return followMoves(session, { keyspace: plan.keyspace, where: keyspaces.where, total: plan.moves.length, look });
}

function tellEnd(session: Session, { json }: ChangeOptions, plan: Plan, moves: readonly Move[]): void {
  const moved = moves.filter(({ outcome }) => outcome === 'moved');
  const longest = Math.max(0, ...moved.map(({ blockedMs }) => blockedMs ?? 0));
  if (json) sayJson(session, { plan, ran: true, moves });
  else say(session, `${moved.length} of ${plan.moves.length} moved; writes waited ${Math.round(longest)} ms at most`);
  if (moved.length === plan.moves.length) return;
  const why = moves.flatMap(({ trouble }) => (trouble === null ? [] : [trouble]));
  for (const line of new Set(why)) note(session, `in the way: ${line}`);
  throw new CommandError(
    `${counted(plan.moves.length - moved.length, 'slot')} stay where they were; mend the cause, and plan again`,
  );
}

/** How far a plan is, after what could be begun of it was. */
interface PlanProgress {
  readonly moves: readonly Move[];
  /** How it ended; null while something of it is to be done. */
  readonly ended: NextMoves['ended'];
}

/** Begins what may run now of a plan, at most one move of a shard at a time; the balancer does the same by itself. */
async function beginMoves(session: KeyspaceSession, plan: Plan, nowMs: number): Promise<PlanProgress> {
  const { keyspace, id } = plan;
  const [{ situation, activeMoves }, tried] = await Promise.all([
    knownKeyspace(session, keyspace, nowMs),
    session.store.movesOf(keyspace, id),
  ]);
  const { begin, ended } = nextMoves(plan, tried, situation.slots, busyShards(activeMoves));
  for (const { slot, from, to, epoch } of begin) {
    const asked = { slot, from, to, epoch, keyspace, plan: id, requestedAtMs: nowMs };
    await session.store.begin(newMove({ ...asked, id: moveIdOf(id, slot) }));
  }
  const moves = begin.length === 0 ? tried : await session.store.movesOf(keyspace, id);
  return { moves, ended };
}
