import { setTimeout as sleep } from 'node:timers/promises';
import type { Counts } from '../../core/indexing/counts.ts';
import type { Build, IndexAtWork } from '../../core/indexing/index-standing.ts';
import { Refusal } from '../../core/model/errors.ts';
import type { Session } from '../postgres/session.ts';
import { type Begun, beginIndex, type ChangingOptions, dropIndex, writeNote } from './change-indexes.ts';
import { readCounts } from './read-statements.ts';
import { readBuilds, readOwnIndexes } from './read-work.ts';

/** An index that is to be there. */
export interface WantedIndex {
  readonly schema: string;
  readonly table: string;
  readonly name: string;
  /** What follows its name in CREATE INDEX. */
  readonly definition: string;
  /** The statements that it is for. */
  readonly serves: readonly string[];
}

/** How a making is followed. */
export interface Following {
  /** Where it is now; null where the server does not say. */
  onProgress(build: Build | null): void;
  readonly signal: AbortSignal;
  nowMs(): number;
}

/** What came of it. */
export interface Made {
  readonly index: IndexAtWork;
  /** Whether what a failed build had left was dropped first. */
  readonly sweptFirst: boolean;
}

const lookEveryMs = 200;
/** How long dropping what is left of a build waits for older transactions: whoever wants an end does not want to wait for it. */
const sweepSeconds = 10;
/** More than a server counts by default (pg_stat_statements.max). */
const mostCounted = 10_000;
const inTheWay =
  'somebody waits to change the table itself, and writers would wait behind that: the build has given way; begin again once it is done';

/**
 * Makes an index beside readers and writers, from wherever an earlier try has come to: one that is being built is waited for, what a
 * failed build has left is dropped first, one that is there is only written at. Rejects with `Refusal` where the server would not, and
 * with the signal's reason where that is aborted; in both cases nothing is left of it.
 */
export async function makeIndex(
  looking: Session,
  wanted: WantedIndex,
  options: ChangingOptions,
  following: Following,
): Promise<Made> {
  let sweptFirst = false;
  await followOthers(looking, wanted, following);
  const there = await find(looking, wanted);
  if (there !== null && !there.isValid) {
    await dropIndex(wanted.schema, wanted.name, options);
    sweptFirst = true;
  }
  if (there === null || sweptFirst) await build(looking, wanted, options, following);
  const index = await find(looking, wanted);
  if (index === null || !index.isValid)
    throw await swept(wanted, options, new Refusal('the server says that it is not valid'));
  if (index.note === null) {
    const before = await countsOf(looking, wanted.serves);
    const note = { schema: 1, is: 'made', atMs: following.nowMs(), before } as const;
    await writeNote(wanted.schema, wanted.name, note, options);
  }
  return { index, sweptFirst };
}

/** What the server has counted by now, and so without the index, of some statements, or of all. */
export async function countsOf(session: Session, ids: readonly string[] | null): Promise<Counts> {
  const wanted = ids === null ? null : new Set(ids);
  const counts = (await readCounts(session, mostCounted)).filter(({ id }) => wanted?.has(id) ?? true);
  return Object.fromEntries(counts.map(({ id, calls, totalMs, rows }) => [id, [calls, totalMs, rows] as const]));
}

async function build(
  looking: Session,
  wanted: WantedIndex,
  options: ChangingOptions,
  following: Following,
): Promise<void> {
  const begun = await beginIndex(wanted.name, wanted.definition, options);
  try {
    await until(begun.done, looking, wanted, following);
  } catch (error) {
    await cancel(looking, begun);
    throw await swept(wanted, options, following.signal.aborted ? following.signal.reason : error);
  }
}

/** Ends a build that may still run; its own end is waited for, so that what is left of it can be dropped. */
async function cancel(looking: Session, { pid, done }: Begun): Promise<void> {
  await looking.query('SELECT pg_catalog.pg_cancel_backend($1)', [pid]).catch(() => {});
  await done.catch(() => {});
}

/** Drops what is left of a build, and answers why it failed. */
async function swept({ schema, name }: WantedIndex, options: ChangingOptions, error: unknown): Promise<unknown> {
  try {
    await dropIndex(schema, name, { ...options, patienceSeconds: Math.min(options.patienceSeconds, sweepSeconds) });
    return error;
  } catch (other) {
    const why = error instanceof Error ? error.message : String(error);
    const more = other instanceof Error ? other.message : String(other);
    return new Refusal(
      `${why}; and what is left of it could not be dropped (${more}): DROP INDEX CONCURRENTLY "${schema}"."${name}"`,
    );
  }
}

async function until(done: Promise<void>, looking: Session, wanted: WantedIndex, following: Following): Promise<void> {
  let isOver = false;
  const over = done.finally(() => {
    isOver = true;
  });
  over.catch(() => {});
  while (!isOver) {
    await Promise.race([over, sleep(lookEveryMs, undefined, { signal: following.signal })]);
    if (isOver) break;
    const build = await buildOf(looking, wanted);
    following.onProgress(build);
    if (build !== null && build.holdsUp > 0) throw new Refusal(inTheWay);
  }
  await over;
}

/** Waits while somebody else builds on this table: of one's own it may be this very index, begun by a process that is gone. */
async function followOthers(looking: Session, wanted: WantedIndex, following: Following): Promise<void> {
  for (;;) {
    const build = await buildOf(looking, wanted);
    if (build === null) return;
    following.onProgress(build);
    await sleep(lookEveryMs, undefined, { signal: following.signal });
  }
}

async function buildOf(looking: Session, { schema, table }: WantedIndex): Promise<Build | null> {
  return (await readBuilds(looking, [schema])).find((one) => one.table === table) ?? null;
}

async function find(looking: Session, { schema, name }: WantedIndex): Promise<IndexAtWork | null> {
  return (await readOwnIndexes(looking, [schema])).find((one) => one.name === name) ?? null;
}
