import type { PlannedLook } from '../looking/plan.ts';
import type { Entry } from '../model/entry.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Signal } from '../model/signal.ts';
import type { Spine } from '../ports.ts';
import type { Change, Chunk } from './change.ts';
import type { PurgeConfig } from './config/purge.ts';
import type { Kept, Observation } from './observation.ts';
import type { Submission } from './settled.ts';
import { type RefusedItem, takeIn } from './take-in.ts';

export type PurgeEntry = Entry<Observation, readonly Submission[], Kept>;

/** What a look at a purge touches besides the look itself. */
export interface PurgeWork {
  readonly configs: readonly PurgeConfig[];
  add(purge: string, changes: readonly Change[], cameAtMs: number): Promise<readonly Chunk[]>;
  /** One look; `rehearsed` are changes that are only supposed, for a dry run. */
  look(purge: string, signal: Signal, rehearsed: readonly Chunk[], spine: Spine): Promise<PurgeEntry>;
  /** Asks for another look at a time to come. */
  wake(purge: string, atMs: number): Promise<void>;
  /** Fetches paths that have been purged, and answers how many of them came. */
  warmUp(purge: string, paths: readonly string[]): Promise<number>;
}

/** An item that was not taken in, and for which purge. */
export type Refused = RefusedItem & { readonly purge: string };

/** How soon to try again what failed; it may be that a turn has not come. */
const afterFailureMs = 10_000;

/** The looks of one invocation: what the messages bring is added to what waits, and that is then observed. */
export class PurgeLooks {
  readonly refused: Refused[] = [];
  /** The ids of the chunks in which changes now wait, by purge: whoever follows their purges knows these by them. */
  readonly added: Record<string, readonly string[]> = {};
  private readonly work: PurgeWork;

  constructor(work: PurgeWork) {
    this.work = work;
  }

  /** One planned look. */
  async look(planned: PlannedLook, spine: Spine): Promise<PurgeEntry> {
    const { subject, signal } = planned;
    const changes = this.takeIn(planned);
    const cameAtMs = spine.clock.nowMs();
    // Whoever rehearses waits for the answer, not for the end of a burst.
    const supposed = { id: '0#supposed', cameAtMs, changes: changes.map((one) => ({ ...one, urgent: true })) };
    if (signal.dryRun) return this.work.look(subject, signal, [supposed], spine);
    const chunks = await this.work.add(subject, changes, cameAtMs);
    this.added[subject] = chunks.map(({ id }) => id);
    const entry = await this.work.look(subject, signal, [], spine);
    await this.wakeAgain(entry);
    await this.warmUp(entry);
    return entry;
  }

  /** What its messages change of a purge. */
  private takeIn({ subject, awaitedBy }: PlannedLook): readonly Change[] {
    const config = this.work.configs.find(({ purge }) => purge === subject);
    if (config === undefined) return [];
    return awaitedBy.flatMap(({ said: { content } }) => {
      const taken = content === null ? null : takeIn(content, config);
      this.refused.push(...(taken?.refused ?? []).map((one) => ({ ...one, purge: subject })));
      return taken?.changes ?? [];
    });
  }

  /** Leaves it to others where they have overtaken the look. */
  private async warmUp({ subject, observation, outcome }: PurgeEntry): Promise<void> {
    const paths = observation?.warmUp ?? [];
    if (paths.length > 0 && outcome?.is !== 'superseded') await this.work.warmUp(subject, paths);
  }

  /**
   * A look that wants a successor asks for it itself. Also where an earlier look has promised one: a look of several rounds
   * cannot tell its own promise from another's. What is asked for twice meets in the queue's window and is looked at once.
   */
  private async wakeAgain({ subject, atMs, decision, outcome }: PurgeEntry): Promise<void> {
    const again = decision?.lookAgainAtMs ?? null;
    if (again === null || isLeftToOthers(outcome)) return;
    await this.work.wake(subject, outcome?.is === 'failed' ? atMs + pauseMs(outcome) : again);
  }
}

/** To the holder of the lease, or to the schedule, since what is refused or stopped is not mended by looking sooner. */
function isLeftToOthers(outcome: Outcome | null): boolean {
  return outcome !== null && ['superseded', 'refused', 'recommended'].includes(outcome.is);
}

/** As long as whoever is busy has asked for. */
function pauseMs({ because }: Outcome): number {
  const seconds = because?.againSeconds;
  return typeof seconds === 'number' ? Math.max(1, seconds) * 1000 : afterFailureMs;
}
