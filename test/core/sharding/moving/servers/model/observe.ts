import type { Move } from '../../../../../../core/sharding/moving/move.ts';
import { legOf, prefixOf } from '../../../../../../core/sharding/moving/servers/leg.ts';
import type { MoveSeen, ShardSeen } from '../../../../../../core/sharding/moving/servers/seen.ts';
import { at, leftoversOf, streamOf } from './act.ts';
import type { Mutation, World } from './world.ts';

/** Long enough for everything that waits for time. */
const lateMs = 48 * 3_600_000;

export interface Sight {
  readonly late: boolean;
  /** Which side cannot be reached. */
  readonly blind: 'source' | 'target' | null;
}

/** What a driver sees of the world. */
export function observe(world: World, move: Move, sight: Sight, mutation: Mutation): MoveSeen {
  const leg = legOf(move);
  const wayOfCopy = move.is === 'reversible' ? 'back' : move.way;
  const stream = streamOf(world, move.id, wayOfCopy);
  const isMirrored = at(world, leg.source, legOf({ ...move, way: 'back' }).live) !== undefined;
  const isCut = at(world, leg.source, leg.cut) !== undefined;
  const following = stream?.following === true && (move.is !== 'reversible' || isMirrored);
  return {
    atMs: sight.late ? lateMs : 0,
    slot: world.slot,
    rollbackHours: 24,
    source: sight.blind === 'source' ? null : seen(world, leg.source, move, mutation),
    target: sight.blind === 'target' ? null : seen(world, leg.target, move, mutation),
    unreachable: sight.blind === null ? null : 'down',
    blockers: foreignCopies(world, move, mutation) ? [{ told: 'a copy of another move', passes: true }] : [],
    notices: [],
    copy: {
      prepared: at(world, leg.target, leg.live) !== undefined,
      following,
      connected: true,
      copied: following,
      indexed: true,
      backPrepared: true,
      verified: true,
      mismatch: null,
      drift: null,
      lagMs: stream?.queue.length === 0 ? 0 : 60_000,
      lockedBy: null,
      marked: sight.blind !== 'target' && (stream?.marked === true || (mutation === 'no drain' && isCut)),
      stuck: null,
    },
  };
}

function seen(world: World, shard: string, move: Move, mutation: Mutation): ShardSeen {
  const copies = world.copies.filter((copy) => copy.shard === shard);
  const leftovers = leftoversOf(world, move).filter((copy) => copy.shard === shard).length;
  const streams = world.streams.filter(({ of, to }) => of === move.id && to === shard).length;
  const names = copies.map(({ name }) => name);
  const { live, reopened } = legOf(move);
  const isReused = mutation === 'epoch reused' && move.is === 'aborting' && copies.some(({ open }) => open);
  const told = isReused ? names.map((name) => (name === live ? reopened : name)) : names;
  return { names: told, leftovers: leftovers + streams };
}

/** Whether the target still holds anything of the slot: none of it can be this move's. */
function foreignCopies(world: World, move: Move, mutation: Mutation): boolean {
  if (mutation === 'move over the copy of another') return false;
  return world.copies.some(({ shard, name }) => shard === move.to && name.startsWith(prefixOf(move.slot)));
}
