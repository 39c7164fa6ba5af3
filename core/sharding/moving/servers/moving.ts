import type { Capability, Observed as Looked } from '../../../capability.ts';
import type { Decision } from '../../../model/decision.ts';
import { Refusal } from '../../../model/errors.ts';
import type { Memory } from '../../../model/memory.ts';
import type { Outcome } from '../../../model/outcome.ts';
import type { Term } from '../../../ports.ts';
import type { KeyspaceConfig } from '../../config/keyspace.ts';
import type { KeyspaceStore } from '../../ports.ts';
import type { Move, MoveState } from '../move.ts';
import type { Action } from './action.ts';
import { type DrivingWorld, drive, look } from './drive.ts';
import type { Observed } from './observed.ts';
import { step } from './step.ts';
import type { Step } from './step-of.ts';

/** One look at a move. */
export interface MoveObservation extends Looked<MoveKept> {
  readonly move: Move;
  readonly seen: Observed;
}

/** What to do with a move now. */
export interface MoveDesired {
  readonly is: MoveState;
  readonly actions: readonly Action[];
}

/** What the last look left: for people, since what is right is always seen. */
export interface MoveKept {
  readonly is: MoveState;
}

export type MovingWorld = DrivingWorld & { readonly store: Pick<KeyspaceStore, 'config'> };

/** One move as a subject of looks. */
export function moveSubject({ keyspace, id }: Pick<Move, 'keyspace' | 'id'>): string {
  return `${keyspace}/${id}`;
}

/** Brings one move on, by as much as there is time for. Its subject is `<keyspace>/<move>`. */
export function moving(world: MovingWorld): Capability<MoveObservation, MoveDesired, MoveKept> {
  return {
    name: 'moving',
    observe: (subject, memory, atMs) => observe(world, subject, memory, atMs),
    decide,
    act: (observation, _, term) => act(world, observation, term),
  };
}

async function observe(
  world: MovingWorld,
  subject: string,
  memory: Memory<MoveKept>,
  atMs: number,
): Promise<MoveObservation> {
  const [keyspace = '', id = ''] = subject.split('/');
  const [config, move] = [await configOf(world, keyspace), await world.store.move(keyspace, id)];
  if (move === null) throw new Refusal(`keyspace "${keyspace}" has no move "${id}"; headroom shards status lists them`);
  return { subject, atMs, memory, move, seen: await look(world, config, move) };
}

async function configOf({ store }: MovingWorld, keyspace: string): Promise<KeyspaceConfig> {
  const config = await store.config(keyspace);
  if (config === null) throw new Refusal(`no keyspace "${keyspace}" is configured; deploy its config first`);
  return config;
}

/** `step`, as the spine has it. */
export function decide({ move, seen, atMs }: MoveObservation): Decision<MoveDesired, MoveKept> {
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
async function act(world: MovingWorld, { move }: MoveObservation, term: Term): Promise<Outcome> {
  const config = await configOf(world, move.keyspace);
  const { move: now, overtaken } = await drive(world, config, move, term);
  if (overtaken) return { is: 'superseded', because: { says: 'another drives the move; it sees what this one saw' } };
  const because = { says: 'it is {is} now', is: now.is };
  if (now.trouble === null) return { is: 'applied', because };
  return {
    is: now.is === 'aborted' ? 'refused' : 'applied',
    because: { ...because, says: 'it is {is} now: {trouble}', trouble: now.trouble },
  };
}
