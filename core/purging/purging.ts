import { becauseOf } from '../because-of.ts';
import type { Capability } from '../capability.ts';
import type { Memory } from '../model/memory.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Term } from '../ports.ts';
import type { PurgeConfig } from './config/purge.ts';
import { decide } from './decide.ts';
import type { ItemRefusal, Kept, Observation } from './observation.ts';
import { type Waiting, waitingOf } from './pending.ts';
import type { PurgingWorld } from './ports.ts';
import { Settled, type Submission } from './settled.ts';
import { justPurged, openOf, refusedLately, statesOf } from './states.ts';
import { type Apart, submitApart } from './submit-apart.ts';

/** From so many paths on it is worth knowing what else there is: a list of 1,000 objects costs what 0.001 paths do. */
const listFrom = 15;

/** What to purge from a CDN. */
export function purging(world: PurgingWorld): Capability<Observation, readonly Submission[], Kept> {
  return {
    name: 'purging',
    observe: (subject, memory, atMs) => observe(world, subject, memory, atMs),
    decide,
    act: (observation, change, term) => carryOut(world, observation, change, term),
  };
}

async function observe(world: PurgingWorld, subject: string, memory: Memory<Kept>, atMs: number): Promise<Observation> {
  const config = await world.settings.purge(subject);
  const [limits, chunks, receipts] = await Promise.all([
    world.cdn.limits(config.cdn),
    world.purges.chunks(subject),
    world.purges.receipts(subject, atMs),
  ]);
  const isCompleted = (purgeId: string) => world.cdn.isCompleted(config.cdn, purgeId);
  const states = await statesOf(memory.kept, { receipts, atMs, isCompleted });
  const waiting = waitingOf(chunks, new Settled(openOf(memory.kept, receipts), receipts));
  const refusals = refusedLately(receipts);
  const { cdn: _, buckets: __, purge: ___, warmUp, ...deciding } = config;
  return {
    subject,
    atMs,
    memory,
    config: { ...deciding, purge: subject, cdn: limits },
    pending: waiting.pending,
    unchanged: await unchangedOf(world, config, waiting),
    states,
    warmUp: justPurged(warmUp?.paths ?? [], states, receipts),
    ...(refusals.length > 0 && { refusals }),
  };
}

/** Where few paths changed each is purged by itself, so there is no need to know. */
async function unchangedOf(
  { inventory }: PurgingWorld,
  config: PurgeConfig,
  { pending, paths }: Waiting,
): Promise<Record<string, number> | null> {
  if (paths.size < listFrom) return null;
  const all = await inventory.paths(config);
  if (all === null) return null;
  const counts = new Map(Object.keys(pending.folders).map((folder) => [folder, 0]));
  for (const path of all) if (!paths.has(path)) countIn(counts, path);
  return Object.fromEntries(counts);
}

/** Counts a path in each of the folders that it lies in. */
function countIn(counts: Map<string, number>, path: string): void {
  for (let slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
    const folder = path.slice(0, slash + 1);
    const count = counts.get(folder);
    if (count !== undefined) counts.set(folder, count + 1);
  }
}

/**
 * Asks for each purge and notes what came of it, then takes off what waits all that they were made for. What is known to have
 * been asked for is not asked for again, and what is not known to have been asked for is planned again.
 */
async function carryOut(
  { settings, cdn, purges, nowMs }: PurgingWorld,
  { subject, states }: Observation,
  change: readonly Submission[],
  term: Term,
): Promise<Outcome> {
  const config = await settings.purge(subject);
  const asked = new Set(states.filter(({ is }) => is === 'submitted').map(({ id }) => id));
  const ask = (part: Pick<Submission, 'id' | 'items'>) => cdn.submit(config.cdn, part, term);
  const done: Submission[] = [];
  const refusals: ItemRefusal[] = [];
  let stopped: Apart['stopped'] = null;
  for (const submission of change) {
    const submittedAtMs = nowMs();
    const { id, items } = submission;
    const needsAsking = items.length > 0 && !asked.has(id);
    const apart = needsAsking ? await submitApart(ask, submission, term) : { ...nothingAsked, items };
    stopped = apart.stopped;
    if (stopped === null || apart.items.length + apart.refusals.length > 0) {
      refusals.push(...apart.refusals);
      const refused = [...submission.refused, ...apart.refusals.map(({ item }) => item)];
      const noted = { ...submission, items: apart.items, refused };
      done.push(await purges.submitted(subject, noted, apart, submittedAtMs));
    }
    if (stopped !== null) break;
  }
  if (done.length > 0) await purges.settle(subject, done);
  return outcomeOf(refusals, done, stopped);
}

const nothingAsked = { purgeIds: [], refusals: [], stopped: null } as const;

/** A CDN that is busy or broke is tried again; what it refuses is told in its words, and not asked for again. */
function outcomeOf(refusals: readonly ItemRefusal[], done: readonly Submission[], stopped: Apart['stopped']): Outcome {
  const [first] = refusals;
  if (first === undefined && stopped?.is === 'broken') throw stopped.error;
  const refused = first === undefined ? {} : { ...first, refused: refusals.length };
  const told = first === undefined ? '' : '; {refused} items are refused by the CDN, such as {item}: {because}';
  if (stopped?.is === 'busy') {
    const { because: why, againSeconds } = stopped;
    return { is: 'failed', because: { says: `its turn has not come: {why}${told}`, why, againSeconds, ...refused } };
  }
  if (stopped !== null) {
    const says = `it broke: {error}${told}`;
    return { is: 'failed', because: { says, error: becauseOf(stopped.error).error ?? null, ...refused } };
  }
  if (first === undefined) return { is: 'applied', because: null };
  const is = done.some(({ items }) => items.length > 0) ? 'applied' : 'refused';
  return { is, because: { says: told.slice(2), ...refused } };
}
