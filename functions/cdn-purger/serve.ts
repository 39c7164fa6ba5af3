import type { Entry } from '../../core/model/entry.ts';
import type { Outcome } from '../../core/model/outcome.ts';
import type { Signal } from '../../core/model/signal.ts';
import type { Change, Chunk } from '../../core/purging/change.ts';
import type { PurgeConfig } from '../../core/purging/config/purge.ts';
import type { Kept, Observation } from '../../core/purging/observation.ts';
import type { Submission } from '../../core/purging/settled.ts';
import { type Delivered, gather, type Refused, type Work } from './gather.ts';

export type PurgeEntry = Entry<Observation, readonly Submission[], Kept>;

/** What one invocation works with. */
export interface Invocation {
  readonly configs: readonly PurgeConfig[];
  nowMs(): number;
  add(purge: string, changes: readonly Change[], cameAtMs: number): Promise<readonly Chunk[]>;
  /** One look; `rehearsed` are changes that are only supposed, for a dry run. */
  look(purge: string, signal: Signal, rehearsed: readonly Chunk[]): Promise<PurgeEntry>;
  /** Asks for another look at a time to come. */
  wake(purge: string, atMs: number): Promise<void>;
  /** Fetches paths that have been purged, and answers how many of them came. */
  warmUp(purge: string, paths: readonly string[]): Promise<number>;
}

/** What became of what one invocation brought. */
export interface Served {
  readonly entries: readonly PurgeEntry[];
  readonly refused: readonly Refused[];
  /** The chunks in which changes now wait, by purge: whoever follows their purges knows these by them. */
  readonly added: Readonly<Record<string, readonly string[]>>;
  /** Why messages could not be dealt with, by their ids. */
  readonly faults: ReadonlyMap<string, Error>;
}

/** How soon to try again what failed; it may be that a turn has not come. */
const afterFailureMs = 10_000;

/** Adds what the messages bring to what waits, then looks once at each purge that they are about. */
export async function serve(messages: readonly Delivered[], invocation: Invocation): Promise<Served> {
  const { works, refused, faults: unread } = gather(messages, invocation.configs);
  const faults = new Map(unread);
  const entries: PurgeEntry[] = [];
  const added: Record<string, readonly string[]> = {};
  for (const [purge, work] of works) {
    try {
      const done = await workOn(purge, work, invocation);
      entries.push(...done.entries);
      added[purge] = done.added;
    } catch (error) {
      for (const id of work.messages) faults.set(id, error instanceof Error ? error : new Error(String(error)));
    }
  }
  return { entries, refused, added, faults };
}

interface Worked {
  readonly entries: readonly PurgeEntry[];
  /** The ids of chunks. */
  readonly added: readonly string[];
}

async function workOn(purge: string, { changes, rehearsed, messages }: Work, invocation: Invocation): Promise<Worked> {
  const cameAtMs = invocation.nowMs();
  const [id = ''] = messages;
  const signal = (dryRun: boolean): Signal => ({ kind: 'manual', id, atMs: null, dryRun, subject: purge });
  const entries: PurgeEntry[] = [];
  if (rehearsed !== null) {
    // Whoever rehearses waits for the answer, not for the end of a burst.
    const supposed = { id: '0#supposed', cameAtMs, changes: rehearsed.map((one) => ({ ...one, urgent: true })) };
    entries.push(await invocation.look(purge, signal(true), [supposed]));
  }
  if (changes === null) return { entries, added: [] };
  const chunks = await invocation.add(purge, changes, cameAtMs);
  const entry = await invocation.look(purge, signal(false), []);
  entries.push(entry);
  await wakeAgain(entry, invocation);
  await warmUp(entry, invocation);
  return { entries, added: chunks.map(({ id: chunk }) => chunk) };
}

/** Of a look that others have overtaken, they do it. */
async function warmUp({ subject, observation, outcome }: PurgeEntry, invocation: Invocation): Promise<void> {
  const paths = observation?.warmUp ?? [];
  if (paths.length > 0 && outcome?.is !== 'superseded') await invocation.warmUp(subject, paths);
}

/**
 * A look that wants a successor asks for it itself. Also where an earlier look has promised one: a look of several rounds
 * cannot tell its own promise from another's. What is asked for twice meets in the queue's window and is looked at once.
 */
async function wakeAgain({ subject, atMs, decision, outcome }: PurgeEntry, invocation: Invocation): Promise<void> {
  const again = decision?.lookAgainAtMs ?? null;
  if (again === null || isLeftToOthers(outcome)) return;
  await invocation.wake(subject, outcome?.is === 'failed' ? atMs + pauseMs(outcome) : again);
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
