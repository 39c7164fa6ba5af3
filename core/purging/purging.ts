import type { Capability } from '../capability.ts';
import type { Memory } from '../model/memory.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Term } from '../ports.ts';
import type { PurgeConfig } from './config/purge.ts';
import { decide } from './decide.ts';
import type { Kept, Observation } from './observation.ts';
import { type Waiting, waitingOf } from './pending.ts';
import type { Answer, PurgingWorld } from './ports.ts';
import { Settled, type Submission } from './settled.ts';
import { justPurged, statesOf } from './states.ts';

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
  const waiting = waitingOf(chunks, new Settled(memory.kept?.open ?? [], receipts));
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
 * Asks for each purge and notes that it was asked for, then takes off what waits all that they were made for. What is known
 * to have been asked for is not asked for again.
 */
async function carryOut(
  { settings, cdn, purges, nowMs }: PurgingWorld,
  { subject, states }: Observation,
  change: readonly Submission[],
  term: Term,
): Promise<Outcome> {
  const config = await settings.purge(subject);
  const asked = new Set(states.filter(({ is }) => is === 'submitted').map(({ id }) => id));
  const done: Submission[] = [];
  let outcome: Outcome = { is: 'applied', because: null };
  for (const submission of change) {
    const submittedAtMs = nowMs();
    const needsAsking = submission.items.length > 0 && !asked.has(submission.id);
    const answer = needsAsking ? await cdn.submit(config.cdn, submission, term) : nothingAsked;
    if (answer.is === 'busy') {
      outcome = busy(answer);
      break;
    }
    await purges.submitted(subject, submission, answer.purgeId, submittedAtMs);
    done.push(submission);
  }
  if (done.length > 0) await purges.settle(subject, done);
  return outcome;
}

const nothingAsked = { is: 'accepted', purgeId: null } as const;

function busy({ because: why, againSeconds }: Extract<Answer, { is: 'busy' }>): Outcome {
  return { is: 'failed', because: { says: 'its turn has not come: {why}', why, againSeconds } };
}
