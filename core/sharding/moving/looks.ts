import type { PlannedLook } from '../../looking/plan.ts';
import type { Entry } from '../../model/entry.ts';
import type { Signal } from '../../model/signal.ts';
import type { Spine } from '../../ports.ts';
import type { KeyspaceStore } from '../ports.ts';
import { againInSeconds } from './again-in-seconds.ts';
import { knownMove } from './known-move.ts';
import { isActive, type Move } from './move.ts';

/** What looks at moves touch. */
export interface MovingWork {
  readonly keyspace: string;
  readonly store: Pick<KeyspaceStore, 'config' | 'move'>;
  look(move: Move, signal: Signal, spine: Spine): Promise<Entry>;
}

/** How the moves are, and when they want to be looked at again (null where nothing is under way). */
export interface MovesNow {
  readonly moves: readonly Pick<Move, 'id' | 'slot' | 'is' | 'trouble'>[];
  readonly againInSeconds: number | null;
}

/** The looks of one invocation at the moves of a keyspace. */
export class MovingLooks {
  /** The moves as they were before their looks. */
  readonly before: Move[] = [];
  private readonly entries: (Entry | null)[] = [];
  private readonly work: MovingWork;

  constructor(work: MovingWork) {
    this.work = work;
  }

  async look({ subject, signal }: PlannedLook, spine: Spine): Promise<Entry> {
    const { move } = await knownMove(this.work.store, subject);
    this.before.push(move);
    const entry = await this.work.look(move, signal, spine).catch((error: unknown) => {
      this.entries.push(null);
      throw error;
    });
    this.entries.push(entry);
    return entry;
  }

  /** The moves as they are after their looks. */
  async after(): Promise<readonly Move[]> {
    const now = await Promise.all(this.before.map(({ id }) => this.work.store.move(this.work.keyspace, id)));
    return now.filter((move) => move !== null);
  }

  /** How the moves are now. */
  answer(after: readonly Move[], nowMs: number): MovesNow {
    return {
      moves: after.map(({ id, slot, is, trouble }) => ({ id, slot, is, trouble })),
      againInSeconds: againInSeconds(
        after.filter(({ is }) => isActive(is)),
        this.entries,
        nowMs,
      ),
    };
  }
}
