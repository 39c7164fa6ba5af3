import type { Capability, Observed } from '../../../capability.ts';
import type { Decision } from '../../../model/decision.ts';
import { Refusal } from '../../../model/errors.ts';
import type { Memory } from '../../../model/memory.ts';
import type { Outcome } from '../../../model/outcome.ts';
import type { Because } from '../../../model/reason.ts';
import type { Term } from '../../../ports.ts';
import type { KeyspaceConfig } from '../../config/keyspace.ts';
import type { KeyspaceStore } from '../../ports.ts';
import { isActive } from '../is-active.ts';
import type { Move, MoveState } from '../move.ts';
import type { Fences } from './change.ts';
import { type Step, step } from './step.ts';

/** One look at a move between tables. */
export interface TableMoveObservation extends Observed<TableMoveKept> {
  readonly move: Move;
  readonly fences: Fences;
  /** How long a client may go on by a fence that is no more, milliseconds. */
  readonly staleMs: number;
}

/** What to do with a move now. */
export interface TableMoveDesired {
  readonly is: MoveState;
  /** A change of the fences, or a piece of work; null to only write down that it has come on. */
  readonly next: string | null;
}

/** What the last look left, for people: what is right is always seen. */
export interface TableMoveKept {
  readonly is: MoveState;
}

/** What moving between tables touches. */
export interface TableMoving {
  readonly store: Pick<KeyspaceStore, 'config' | 'move'>;
  /** How long a client may go on by a fence that is no more, milliseconds (`staleMs`). */
  readonly staleMs: number;
  fences(config: KeyspaceConfig, move: Move): Promise<Fences>;
  /** Brings a move on until it has to wait, is over, or so much time has gone by. */
  drive(config: KeyspaceConfig, move: Move, forMs: number): Promise<Move>;
}

/** Before so little of its term is left a move begins nothing more, milliseconds. */
const reserveMs = 10_000;

/** Brings one move between DynamoDB tables on. Its subject is `<keyspace>/<move>`. */
export function movingTables(world: TableMoving): Capability<TableMoveObservation, TableMoveDesired, TableMoveKept> {
  return {
    name: 'moving',
    observe: (subject, memory, atMs) => observe(world, subject, memory, atMs),
    decide,
    act: (observation, _, term) => act(world, observation, term),
  };
}

async function observe(world: TableMoving, subject: string, memory: Memory<TableMoveKept>, atMs: number) {
  const [keyspace = '', id = ''] = subject.split('/');
  const [config, move] = [await configOf(world, keyspace), await world.store.move(keyspace, id)];
  if (move === null) throw new Refusal(`keyspace "${keyspace}" has no move "${id}"; headroom shards status lists them`);
  return { subject, atMs, memory, move, fences: await world.fences(config, move), staleMs: world.staleMs };
}

async function configOf({ store }: TableMoving, keyspace: string): Promise<KeyspaceConfig> {
  const config = await store.config(keyspace);
  if (config === null) throw new Refusal(`no keyspace "${keyspace}" is configured; deploy its config first`);
  return config;
}

/** `step`, as the spine has it. */
export function decide({
  move,
  fences,
  staleMs,
  atMs,
}: TableMoveObservation): Decision<TableMoveDesired, TableMoveKept> {
  const decided = step(move, { ...fences, nowMs: atMs, staleMs });
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
  const config = await configOf(world, move.keyspace);
  const { is, trouble } = await world.drive(config, move, Math.max(0, term.leftMs() - reserveMs));
  if (trouble === null) return { is: 'applied', because: { says: 'it is {is} now', is } };
  return { is: 'applied', because: { says: 'it is {is} now: {trouble}', is, trouble } };
}
