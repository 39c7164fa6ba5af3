import type { Capability, Observed } from '../../../capability.ts';
import type { Decision } from '../../../model/decision.ts';
import type { Memory } from '../../../model/memory.ts';
import type { Outcome } from '../../../model/outcome.ts';
import type { Because } from '../../../model/reason.ts';
import type { Term } from '../../../ports.ts';
import type { KeyspaceStore } from '../../ports.ts';
import { configOf, knownMove, type MoveKept } from '../known-move.ts';
import type { Move, MoveState } from '../move.ts';
import { isActive } from '../move.ts';
import type { Fences } from './change.ts';
import { drive, type TableDriving } from './drive.ts';
import { type Step, step } from './step.ts';

/** One look at a move between tables. */
export interface TableMoveObservation extends Observed<MoveKept> {
  readonly move: Move;
  readonly fences: Fences;
  /** What items would find otherwise at the target; null where nothing, or where that is behind the move. */
  readonly differ: string | null;
  /** How long a client may go on by a fence that is no more, milliseconds. */
  readonly staleMs: number;
}

/** What to do with a move now. */
export interface TableMoveDesired {
  readonly is: MoveState;
  /** A change of the fences, or a piece of work; null to only write down that it has come on. */
  readonly next: string | null;
}

/** What moving between tables touches. */
export type TableMoving = TableDriving & { readonly store: Pick<KeyspaceStore, 'config'> };

/** Before so little of its term is left a move begins nothing more, milliseconds. */
const sparedMs = 10_000;

/** Brings one move between DynamoDB tables on. Its subject is `<keyspace>/<move>`. */
export function movingBetweenTables(world: TableMoving): Capability<TableMoveObservation, TableMoveDesired, MoveKept> {
  return {
    name: 'moving',
    observe: (subject, memory, atMs) => observe(world, subject, memory, atMs),
    decide,
    act: (observation, _, term) => act(world, observation, term),
  };
}

async function observe(
  world: TableMoving,
  subject: string,
  memory: Memory<MoveKept>,
  atMs: number,
): Promise<TableMoveObservation> {
  const { mover, staleMs, store } = world;
  const { config, move } = await knownMove(store, subject);
  const differ = move.is === 'planned' ? await mover.differences(config, move) : null;
  return { subject, atMs, memory, move, fences: await mover.fences(config, move), differ, staleMs };
}

/** `step`, as the spine has it. */
export function decide({
  move,
  fences,
  differ,
  staleMs,
  atMs,
}: TableMoveObservation): Decision<TableMoveDesired, MoveKept> {
  const decided = step(move, { ...fences, differ, nowMs: atMs, staleMs });
  const desired = desiredOf(move, decided);
  return {
    desired,
    change: decided.do === 'wait' || decided.do === 'nothing' ? null : desired,
    withheld: null,
    lowers: false,
    reasons: [{ by: move.is, desired, because: because(move, fences, decided, atMs) }],
    binding: 0,
    keep: { is: desired.is },
    lookAgainAtMs: lookAgain(move, decided, atMs),
  };
}

function desiredOf(move: Move, decided: Step): TableMoveDesired {
  const { is } = 'next' in decided ? decided.next : move;
  const next = decided.do === 'change' ? decided.change : decided.do === 'work' ? decided.work : null;
  return { is, next };
}

function lookAgain(move: Move, decided: Step, atMs: number): number | null {
  if (decided.do === 'wait') return decided.untilMs;
  return decided.do === 'nothing' || !isActive(move.is) ? null : atMs;
}

function because(move: Move, { source, target }: Fences, decided: Step, atMs: number): Because {
  const seen = { source: source?.is ?? 'own', target: target?.is ?? 'gone' };
  switch (decided.do) {
    case 'change':
      return { says: 'the fences are {source} and {target}: {next} comes next', ...seen, next: decided.change };
    case 'work':
      return { says: 'the fences are {source} and {target}: {next} comes next', ...seen, next: decided.work };
    case 'save':
      if (decided.next.trouble !== null) return { says: '{trouble}', trouble: decided.next.trouble };
      return { says: 'the fences are {source} and {target}: it is {is} now', ...seen, is: decided.next.is };
    case 'wait': {
      const seconds = Math.ceil((decided.untilMs - atMs) / 1000);
      return { says: 'clients that know an older fence are waited for, {seconds} s more', seconds };
    }
    case 'nothing':
      return move.trouble === null ? { says: 'the move is over' } : { says: '{trouble}', trouble: move.trouble };
  }
}

async function act(world: TableMoving, { move }: TableMoveObservation, term: Term): Promise<Outcome> {
  const config = await configOf(world.store, move.keyspace);
  const untilMs = world.nowMs() + Math.max(0, term.leftMs() - sparedMs);
  const { is, trouble } = (await drive(world, config, move, untilMs)).move;
  if (trouble === null) return { is: 'applied', because: { says: 'it is {is} now', is } };
  return { is: 'applied', because: { says: 'it is {is} now: {trouble}', is, trouble } };
}
