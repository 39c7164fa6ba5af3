import type { KeyspaceConfig } from '../../../core/model/keyspace.ts';
import type { Move } from '../../../core/sharding/move.ts';
import type { ActionKind } from '../../../core/sharding/moves/action.ts';
import { legOf } from '../../../core/sharding/moves/leg.ts';
import type { Mover } from '../../../core/sharding/moves/mover.ts';
import { clean } from './actions/clean.ts';
import { copy } from './actions/copy.ts';
import { cut } from './actions/cut.ts';
import { discard } from './actions/discard.ts';
import { indexCopy } from './actions/index-copy.ts';
import { measure } from './actions/measure.ts';
import { open } from './actions/open.ts';
import { prepare } from './actions/prepare.ts';
import { prepareBack } from './actions/prepare-back.ts';
import { reopen } from './actions/reopen.ts';
import { reverse } from './actions/reverse.ts';
import { verify } from './actions/verify.ts';
import { madeNames } from './made-names.ts';
import { observeBoth } from './observe-both.ts';
import type { Place } from './place.ts';
import { lazySession, type Session } from './session.ts';
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
export interface PostgresMover extends Mover {
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
  reverse,
  clean,
};

/** Moves slots between PostgreSQL servers by their own logical replication. */
export function postgresMover(parts: PostgresMoverParts): PostgresMover {
  const sessions = new Map<string, Session>();

  /** Connects when it is first asked something: to open one side again the other need not be there. */
  function side(config: KeyspaceConfig, shard: string): Side {
    const place = () => parts.place(config, shard);
    const session = sessions.get(shard) ?? lazySession(async () => parts.connect(shard, await place()));
    sessions.set(shard, session);
    return { shard, place, session };
  }

  function workOf(config: KeyspaceConfig, move: Move): Work {
    const leg = legOf(move);
    const [source, target] = [side(config, leg.source), side(config, leg.target)];
    const { applicationRole } = config;
    return {
      move,
      leg,
      made: madeNames(move),
      source,
      target,
      applicationRole,
      nowMs: parts.nowMs,
      sleep: parts.sleep,
    };
  }

  async function observe(config: KeyspaceConfig, move: Move) {
    const seen = await observeBoth(workOf(config, move));
    if (seen.unreachable !== null) await end();
    return seen;
  }

  /** A connection on which something broke off may be in the middle of anything. */
  async function end(): Promise<void> {
    const all = [...sessions.values()];
    sessions.clear();
    await Promise.all(all.map((session) => session.end()));
  }

  async function orEnd<T>(work: Promise<T>): Promise<T> {
    try {
      return await work;
    } catch (error) {
      await end();
      throw error;
    }
  }

  return {
    observe: (config, move) => orEnd(observe(config, move)),
    act: (config, move, action) => orEnd(actions[action.kind](workOf(config, move))),
    sweep: (config, over) =>
      orEnd(
        sweep(
          config,
          over,
          (shard) => side(config, shard),
          (move) => clean(workOf(config, move)),
        ),
      ),
    end,
  };
}
