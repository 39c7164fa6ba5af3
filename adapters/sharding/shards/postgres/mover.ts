import type { KeyspaceConfig } from '../../../../core/sharding/config/keyspace.ts';
import type { Move } from '../../../../core/sharding/moving/move.ts';
import { isClosed } from '../../../../core/sharding/moving/move.ts';
import type { ActionKind } from '../../../../core/sharding/moving/servers/action.ts';
import { legOf } from '../../../../core/sharding/moving/servers/leg.ts';
import type { ServerMover } from '../../../../core/sharding/moving/servers/mover.ts';
import type { Place } from '../../../postgres/place.ts';
import { lazySession, type Session } from '../../../postgres/session.ts';
import { clean } from './actions/clean.ts';
import { connect as connectStream } from './actions/connect.ts';
import { copy } from './actions/copy.ts';
import { cut } from './actions/cut.ts';
import { discard } from './actions/discard.ts';
import { indexCopy } from './actions/index-copy.ts';
import { measure } from './actions/measure.ts';
import { open } from './actions/open.ts';
import { prepare } from './actions/prepare.ts';
import { prepareBack } from './actions/prepare-back.ts';
import { release } from './actions/release.ts';
import { reopen } from './actions/reopen.ts';
import { reverse } from './actions/reverse.ts';
import { verify } from './actions/verify.ts';
import { orCannotBeDone } from './lasting.ts';
import { madeNames } from './made-names.ts';
import { observeBoth } from './observe-both.ts';
import { sweep } from './sweep.ts';
import type { Side, Work } from './work.ts';

/** What a mover needs of the world. */
export interface PostgresMoverParts {
  /** Where a shard is, with its credentials. */
  place(config: KeyspaceConfig, shard: string): Promise<Place>;
  /** Rejects with `ShardUnreachable` where it cannot be had. */
  connect(shard: string, place: Place): Promise<Session>;
  nowMs(): number;
  sleep(ms: number): Promise<void>;
}

/** A mover with connections, which stay open until `end`. */
export interface PostgresMover extends ServerMover {
  end(): Promise<void>;
}

const actions: Readonly<Record<ActionKind, (work: Work) => Promise<void>>> = {
  prepare,
  copy,
  connect: connectStream,
  index: indexCopy,
  'prepare-back': prepareBack,
  verify,
  measure,
  cut,
  open,
  discard,
  reopen,
  release,
  reverse,
  clean,
};

/** Moves slots between PostgreSQL servers by their own logical replication. */
export function postgresMover(parts: PostgresMoverParts): PostgresMover {
  const own = new Map<string, Map<string, Session>>();

  /** Each move has connections of its own, since several are driven at once; they are made when first asked something. */
  function side(config: KeyspaceConfig, shard: string, whose: string): Side {
    const sessions = own.get(whose) ?? new Map<string, Session>();
    own.set(whose, sessions);
    const place = () => parts.place(config, shard);
    const session = sessions.get(shard) ?? lazySession(async () => parts.connect(shard, await place()));
    sessions.set(shard, session);
    return { shard, place, session };
  }

  function workOf(config: KeyspaceConfig, move: Move): Work {
    const leg = legOf(move);
    const [source, target] = [side(config, leg.source, move.id), side(config, leg.target, move.id)];
    const { applicationRole, keyColumn, streams } = config;
    const [made, { nowMs, sleep }] = [madeNames(move), parts];
    return { move, leg, made, source, target, applicationRole, keyColumn, streams, nowMs, sleep };
  }

  async function observe(config: KeyspaceConfig, move: Move) {
    const seen = await observeBoth(workOf(config, move));
    if (seen.unreachable !== null) await gone(move);
    return seen;
  }

  async function endOf(whose: string): Promise<void> {
    const sessions = [...(own.get(whose)?.values() ?? [])];
    own.delete(whose);
    await Promise.all(sessions.map((session) => session.end()));
  }

  /** One that says nothing does not end at once either, and while a slot is closed there is no time for it. */
  async function gone(move: Move): Promise<void> {
    const ended = endOf(move.id);
    if (!isClosed(move.is)) await ended;
  }

  /** A connection on which something broke off may be in the middle of anything. */
  async function orEnd<T>(work: Promise<T>, end: () => Promise<void>): Promise<T> {
    try {
      return await work;
    } catch (error) {
      await end();
      throw error;
    }
  }

  /** While a slot is closed, a connection that says nothing is not waited for: what was asked is seen on a new one. */
  function inTime(move: Move, kind: ActionKind, work: Promise<void>): Promise<void> {
    const mostMs = isClosed(move.is) ? mostClosedMs : mostWaitingMs[kind];
    if (mostMs === undefined) return work;
    const silence = async () => {
      await parts.sleep(mostMs);
      throw new Error(
        `${kind} of move ${move.id} was not answered within ${mostMs / 1000} s; it is tried again on a new connection`,
      );
    };
    return Promise.race([work, silence()]);
  }

  async function sweepAll(config: KeyspaceConfig, moveOf: (move: string) => Promise<Move | null>): Promise<number> {
    const cleanUp = (move: Move) => orEnd(clean(workOf(config, move)), () => endOf(move.id));
    const swept = sweep(config, moveOf, (shard) => side(config, shard, sweeper), cleanUp);
    return orEnd(swept, () => endOf(sweeper));
  }

  return {
    observe: (config, move) => orEnd(orCannotBeDone(observe(config, move)), () => gone(move)),
    act: (config, move, action) =>
      orEnd(inTime(move, action.kind, orCannotBeDone(actions[action.kind](workOf(config, move)))), () => gone(move)),
    sweep: sweepAll,
    end: async () => {
      await Promise.all([...own.keys()].map(endOf));
    },
  };
}

/** The cut itself may wait 0.6 s for writers; the others take milliseconds. All of them fit into the time a slot may be closed. */
const mostClosedMs = 800;
/** These ask little of a server, so one that does not answer is gone. */
const mostWaitingMs: Partial<Record<ActionKind, number>> = { measure: 15_000 };

/** No move has this id. */
const sweeper = '-';
