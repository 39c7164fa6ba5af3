import type { KeyspaceConfig } from '../../../../core/sharding/config/keyspace.ts';
import type { Move } from '../../../../core/sharding/moving/move.ts';
import type { ActionKind } from '../../../../core/sharding/moving/servers/action.ts';
import { legOf } from '../../../../core/sharding/moving/servers/leg.ts';
import type { ServerMover } from '../../../../core/sharding/moving/servers/mover.ts';
import type { Place } from '../../../postgres/place.ts';
import { lazySession, type Session } from '../../../postgres/session.ts';
import { clean } from './actions/clean.ts';
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
    const { applicationRole, keyColumn } = config;
    const [made, { nowMs, sleep }] = [madeNames(move), parts];
    return { move, leg, made, source, target, applicationRole, keyColumn, nowMs, sleep };
  }

  async function observe(config: KeyspaceConfig, move: Move) {
    const seen = await observeBoth(workOf(config, move));
    if (seen.unreachable !== null) await endOf(move.id);
    return seen;
  }

  async function endOf(whose: string): Promise<void> {
    const sessions = [...(own.get(whose)?.values() ?? [])];
    own.delete(whose);
    await Promise.all(sessions.map((session) => session.end()));
  }

  /** A connection on which something broke off may be in the middle of anything. */
  async function orEnd<T>(whose: string, work: Promise<T>): Promise<T> {
    try {
      return await work;
    } catch (error) {
      await endOf(whose);
      throw error;
    }
  }

  async function sweepAll(config: KeyspaceConfig, moveOf: (move: string) => Promise<Move | null>): Promise<number> {
    const cleanUp = (move: Move) => orEnd(move.id, clean(workOf(config, move)));
    return orEnd(
      sweeper,
      sweep(config, moveOf, (shard) => side(config, shard, sweeper), cleanUp),
    );
  }

  return {
    observe: (config, move) => orEnd(move.id, observe(config, move)),
    act: (config, move, action) => orEnd(move.id, actions[action.kind](workOf(config, move))),
    sweep: sweepAll,
    end: async () => {
      await Promise.all([...own.keys()].map(endOf));
    },
  };
}

/** No move has this id. */
const sweeper = '-';
