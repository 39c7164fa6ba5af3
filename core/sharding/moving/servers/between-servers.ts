import type { Capability, Observed } from '../../../capability.ts';
import type { Decision } from '../../../model/decision.ts';
import type { Memory } from '../../../model/memory.ts';
import type { Outcome } from '../../../model/outcome.ts';
import type { Term } from '../../../ports.ts';
import type { KeyspaceStore } from '../../ports.ts';
import { configOf, knownMove, type MoveKept } from '../known-move.ts';
import type { Move, MoveState } from '../move.ts';
import type { Action } from './action.ts';
import { drive, type ServerDriving, see } from './drive.ts';
import type { MoveSeen } from './seen.ts';
import { step } from './step.ts';
import type { Step } from './step-of.ts';

/** One look at a move between servers. */
export interface ServerMoveObservation extends Observed<MoveKept> {
  readonly move: Move;
  readonly seen: MoveSeen;
}

/** What to do with a move now. */
export interface ServerMoveDesired {
  readonly is: MoveState;
  readonly actions: readonly Action[];
}

/** What moving between servers touches. */
export type ServerMoving = ServerDriving & { readonly store: Pick<KeyspaceStore, 'config'> };

/** Brings one move between servers on, by as much as there is time for. Its subject is `<keyspace>/<move>`. */
export function movingBetweenServers(
  world: ServerMoving,
): Capability<ServerMoveObservation, ServerMoveDesired, MoveKept> {
  return {
    name: 'moving',
    observe: (subject, memory, atMs) => observe(world, subject, memory, atMs),
    decide,
    act: (observation, _, term) => act(world, observation, term),
  };
}

async function observe(
  world: ServerMoving,
  subject: string,
  memory: Memory<MoveKept>,
  atMs: number,
): Promise<ServerMoveObservation> {
  const { config, move } = await knownMove(world.store, subject);
  return { subject, atMs, memory, move, seen: await see(world, config, move) };
}

/** `step`, as the spine has it. */
export function decide({ move, seen, atMs }: ServerMoveObservation): Decision<ServerMoveDesired, MoveKept> {
  const decided = step(move, seen);
  const desired = { is: decided.next.is, actions: decided.actions };
  return {
    desired,
    change: changes(move, decided) ? desired : null,
    withheld: null,
    lowers: false,
    reasons: [{ by: move.is, desired, because: decided.because }],
    binding: 0,
    keep: { is: decided.next.is },
    lookAgainAtMs: decided.againInMs === null ? null : atMs + decided.againInMs,
  };
}

function changes(move: Move, { next, flip, actions }: Step): boolean {
  return next !== move || flip !== null || actions.length > 0;
}

/** What was seen before the move was taken over may be old: it is looked at anew. */
async function act(world: ServerMoving, { move }: ServerMoveObservation, term: Term): Promise<Outcome> {
  const config = await configOf(world.store, move.keyspace);
  const { move: now, overtaken } = await drive(world, config, move, term);
  if (overtaken) return { is: 'superseded', because: { says: 'another drives the move; it sees what this one saw' } };
  const because = { says: 'it is {is} now', is: now.is };
  if (now.trouble === null) return { is: 'applied', because };
  return {
    is: now.is === 'aborted' ? 'refused' : 'applied',
    because: { ...because, says: 'it is {is} now: {trouble}', trouble: now.trouble },
  };
}
