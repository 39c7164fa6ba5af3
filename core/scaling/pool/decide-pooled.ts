import type { Decision } from '../../model/decision.ts';
import type { Memory } from '../../model/memory.ts';
import { isUnreadable } from '../../model/unreadable-override.ts';
import type { WarmPool } from '../config/warm-pool.ts';
import { decide } from '../decide.ts';
import type { Desired } from '../desired.ts';
import { noLaunches } from '../launches.ts';
import type { Kept, Launches, Observation } from '../observation.ts';
import { asOne } from './as-one.ts';
import { decideWithPool, type PoolMemory } from './decide-with-pool.ts';
import { fromPlacement } from './from-placement.ts';
import { followGivenUp } from './given-up.ts';
import type { KeptPool } from './kept-pool.ts';
import { pooledConfig, runningConfig } from './pooled-config.ts';
import { type Counted, seenOf } from './seen-of.ts';

/** What is right of a scalable that has a pool which Headroom keeps. */
export function decidePooled(observation: Observation, warmPool: WarmPool): Decision<Desired, Kept> {
  const { config } = observation;
  const memory = memoriesOf(observation.memory);
  const counted = seenOf(observation);
  const givenUp = givenUpOf(observation, memory, warmPool);
  const isPaying = givenUp === null && (config.poolAsking !== null || isPreparedByHand(observation));
  const both = decideWithPool(observation, pooledConfig(config, warmPool, isPaying), memory, counted?.seen ?? null);
  // Where no pool pays it is decided all the same: for what is remembered, and for who else scales it.
  const running =
    both.running ?? decide({ ...observation, config: runningConfig(config, warmPool), memory: memory.running });
  const decided = asOne(observation, { ...both, running }, { counted, warmPool, isPaying });
  const launches =
    counted === null || !isPaying
      ? asEvidence(memory.running)
      : fromPlacement(running.keep.launches, counted.told, observation);
  const { launches: _, ...kept } = running.keep;
  const pool: KeptPool<Kept> = {
    ...foundOf(observation, counted, decided),
    of: counted?.told.of ?? observation.memory.kept?.pool?.of ?? '',
    started: counted === null ? (observation.memory.kept?.pool?.started ?? null) : counted.started,
    together: both.together.keep,
    ...(givenUp !== null && { givenUp }),
  };
  return { ...decided, keep: { ...kept, ...(launches !== undefined && { launches }), pool } };
}

/**
 * Each decision has its own. Where a pool is new both begin with what is remembered, but for launches: what has been
 * measured of those is the long lead.
 */
function memoriesOf(memory: Memory<Kept>): PoolMemory {
  const { kept, intention } = memory;
  const prepared = (intention?.desired as Desired | undefined)?.prepared;
  const asked =
    intention === null || prepared === undefined
      ? null
      : { desired: { units: prepared }, ...ofIntention(intention), completed: intention.completed };
  if (kept === null) return { running: memory, together: { ...memory, intention: asked } };
  const { pool, ...own } = kept;
  const { launches: _, ...anew } = own;
  return {
    running: { ...memory, kept: pool === undefined ? anew : own },
    together: { ...memory, kept: pool?.together ?? own, intention: asked },
  };
}

/** What was measured of starts from the pool stays as it is while there are none. */
function asEvidence({ kept }: PoolMemory['running']): Launches | undefined {
  const launches = kept?.launches;
  return launches && { pending: [], leads: launches.leads, again: null };
}

function ofIntention({ askedAtMs, reference }: NonNullable<Memory<Kept>['intention']>) {
  return { askedAtMs, reference };
}

function givenUpOf(observation: Observation, { running, together }: PoolMemory, warmPool: WarmPool) {
  const before = observation.memory.kept?.pool?.givenUp ?? null;
  const warm = running.kept?.launches ?? noLaunches;
  const long = together.kept?.launches ?? noLaunches;
  return followGivenUp(before, { warm, long }, observation, warmPool);
}

function isPreparedByHand({ overrides, atMs }: Observation): boolean {
  return overrides.some((one) => !isUnreadable(one) && one.kind === 'prepared' && one.untilMs > atMs);
}

/** What was found of another target's pool is none of this one's. */
function isOf({ of }: KeptPool<Kept>, counted: Counted | null): boolean {
  return counted === null || counted.told.of === of;
}

/** How the pool was before Headroom set it: what it is at the look that is the first to set it. */
function foundOf(
  { memory }: Observation,
  counted: Counted | null,
  { change }: Decision<Desired, Kept>,
): Pick<KeptPool<Kept>, 'found'> {
  const kept = memory.kept?.pool;
  if (kept?.found !== undefined && isOf(kept, counted)) return { found: kept.found };
  return counted === null || change?.prepared === undefined ? {} : { found: counted.told.set };
}
