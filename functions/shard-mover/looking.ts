import { once } from '../../adapters/aws/once.ts';
import { becauseOf } from '../../core/because-of.ts';
import type { Heard } from '../../core/looking/deliver.ts';
import { wholeRoster } from '../../core/looking/plan.ts';
import type { Told } from '../../core/looking/sink.ts';
import type { Entry } from '../../core/model/entry.ts';
import type { Spine } from '../../core/ports.ts';
import { moveSubject } from '../../core/sharding/moving/known-move.ts';
import { type MovesNow, MovingLooks } from '../../core/sharding/moving/looks.ts';
import type { MovesOver, Swept } from '../../core/sharding/moving/report.ts';
import { movingScopes } from '../../core/sharding/moving/scopes.ts';
import type { KeyspaceStore } from '../../core/sharding/ports.ts';
import type { Looking } from '../looks.ts';
import type { KindMover } from './movers.ts';

/** What one invocation has to work with. */
export interface Parts {
  readonly keyspace: string;
  readonly store: KeyspaceStore;
  readonly spine: Spine;
  readonly mover: KindMover;
}

/** Moves that run at once: each has a connection to both of its shards. */
const chunkSize = 500;

/** One invocation of the moves of a keyspace: each active one is looked at once, and a tick sweeps what others have left. */
export function movingLooking({ keyspace, store, spine, mover }: Parts): Looking<Entry, MovesOver, MovesNow> {
  const looks = new MovingLooks({ keyspace, store, look: (move, signal, its) => mover.look(move, signal, its) });
  const { clock } = spine;
  // Read once: which of them are due, and that there are no others, is told by one list.
  const active = once(() => store.activeMoves(keyspace));
  return {
    roster: wholeRoster(movingScopes(active, clock), async () => (await active()).map(moveSubject)),
    spine,
    mendsItself: true,
    chunkSize,
    hasTime: () => true,
    look: () => (planned, its) => looks.look(planned, its),
    close: async ({ heard }) => {
      const { swept, told } = heard.some(isTick) ? await tidy(mover) : nothingSwept;
      const [after, nowMs] = [await looks.after(), clock.nowMs()];
      const whole = { before: looks.before, after, swept, nowMs };
      return { whole, told, answer: () => looks.answer(after, nowMs) };
    },
    end: () => mover.end(),
  };
}

const isTick = ({ said: { signal } }: Heard) => signal.kind === 'tick' && !signal.dryRun;

interface Tidied {
  readonly swept: Swept | null;
  readonly told: readonly Told[];
}

const nothingSwept: Tidied = { swept: null, told: [] };

/** A shard that is down is told by the moves that need it. */
async function tidy(mover: KindMover): Promise<Tidied> {
  try {
    return { swept: { orphans: await mover.sweep(), lagBytes: await mover.lagBytes() }, told: [] };
  } catch (error) {
    const line = { message: 'shards could not be swept', because: becauseOf(error).error };
    return { swept: null, told: [{ level: 'warn', line, news: null }] };
  }
}
