import type { Capability } from '../capability.ts';
import type { Memory } from '../model/memory.ts';
import type { Outcome } from '../model/outcome.ts';
import type { PurgeConfig } from '../model/purge.ts';
import type { Term } from '../ports.ts';
import { decide } from './decide.ts';
import type { Kept, Observation, Standing } from './observation.ts';
import { type Waiting, waitingOf } from './pending.ts';
import type { PurgingWorld, Receipt } from './ports.ts';
import { Settled, type Submission } from './settled.ts';

/** From so many paths on it is worth knowing what else there is: a list of 1,000 objects costs what 0.001 paths do. */
const listFrom = 15;

/** What to purge from a CDN. */
export function purging(world: PurgingWorld): Capability<Observation, readonly Submission[], Kept> {
  return {
    name: 'purging',
    observe: (subject, memory, atMs) => observe(world, subject, memory, atMs),
    decide,
    act: (observation, change, term) => carryOut(world, observation.subject, change, term),
  };
}

async function observe(world: PurgingWorld, subject: string, memory: Memory<Kept>, atMs: number): Promise<Observation> {
  const config = await world.settings.purge(subject);
  const [limits, chunks, receipts] = await Promise.all([
    world.cdn.limits(config.cdn),
    world.purges.chunks(subject),
    world.purges.receipts(subject, atMs),
  ]);
  const standings = await standingsOf(world, config, memory.kept, receipts);
  const waiting = waitingOf(chunks, new Settled(memory.kept?.open ?? [], receipts));
  const { cdn: _, buckets: __, purge: ___, ...deciding } = config;
  return {
    subject,
    atMs,
    memory,
    config: { ...deciding, purge: subject, cdn: limits },
    pending: waiting.pending,
    unchanged: await unchangedOf(world, config, waiting),
    standings,
  };
}

function standingsOf(
  world: PurgingWorld,
  config: PurgeConfig,
  kept: Kept | null,
  receipts: readonly Receipt[],
): Promise<Standing[]> {
  const open = new Set(kept?.open.map(({ id }) => id));
  const ids = new Set([...open, ...(kept?.inProgress.map(({ id }) => id) ?? [])]);
  const standing = async (id: string): Promise<Standing> => {
    const receipt = receipts.find(({ purge }) => purge.id === id);
    // What is not open any more has been asked for; a receipt that has been forgotten is of long ago.
    if (receipt === undefined) return { id, is: open.has(id) ? 'planned' : 'completed', submittedAtMs: null };
    const { submittedAtMs, settled, purgeId } = receipt;
    if (!settled) return { id, is: 'submitted', submittedAtMs };
    const completed = purgeId === null || (await world.cdn.isCompleted(config.cdn, purgeId));
    return { id, is: completed ? 'completed' : 'settled', submittedAtMs };
  };
  return Promise.all([...ids].map(standing));
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

/** Asks for each purge, notes that it was asked for, then takes off what waits all that it was made for. */
async function carryOut(
  { settings, cdn, purges, nowMs }: PurgingWorld,
  subject: string,
  change: readonly Submission[],
  term: Term,
): Promise<Outcome> {
  const config = await settings.purge(subject);
  for (const submission of change) {
    const submittedAtMs = nowMs();
    const answer = submission.items.length === 0 ? nothingAsked : await cdn.submit(config.cdn, submission, term);
    if (answer.is === 'busy')
      return { is: 'failed', because: { says: 'its turn has not come: {why}', why: answer.because } };
    await purges.submitted(subject, submission, answer.purgeId, submittedAtMs);
    await purges.settle(subject, submission);
  }
  return { is: 'applied', because: null };
}

const nothingAsked = { is: 'accepted', purgeId: null } as const;
