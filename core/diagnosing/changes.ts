import { type Blocks, blockMeans, blockStartMs } from './blocks.ts';
import { busyAt, fitDemand } from './demands.ts';
import type { CapacityChange, Leak } from './diagnosis.ts';
import type { Loads } from './loads.ts';
import type { ResourceReadings, ServiceReadings, TierReadings } from './service-readings.ts';

/** What a resource does that the load does not explain. */
export interface Drift {
  readonly change: CapacityChange | null;
  readonly leak: Leak | null;
}

/** A change below this share is none that anybody has to know of. */
const leastChange = 0.05;
/** A leak that would take more than this many days matters to nobody. */
const mostLeakDays = 30;
/** How many times its standard error a change or a growth has to be. Blocks are many and so are places to cut. */
const leastTimesError = 6;
/** Blocks on either side of a cut. */
const leastSide = 4;
/** A deploy is held to be the reason where it is no more than so many blocks before the cut, or one after. */
const blocksAfterDeploy = 3;

/**
 * Looks at what the load does not explain of a resource: whether it jumps once (a request takes more or less from then on), or
 * grows all the time (a leak). Whichever of the two leaves less is told, and neither where chance would do as well.
 */
export function driftOf(
  tier: TierReadings,
  resource: ResourceReadings,
  loads: Loads,
  blocks: Blocks,
  readings: ServiceReadings,
): Drift {
  const none = { change: null, leak: null };
  const shares = blockMeans(resource.utilisation, blocks);
  const units = tier.units === null ? null : blockMeans(tier.units, blocks);
  const busy = units === null ? shares : shares.map((share, block) => share * (units[block] ?? Number.NaN));
  const fitted = fitDemand(busy, loads, []);
  if (fitted === null) return none;
  const left = Array.from(busy, (value, block) => {
    const explained = busyAt(
      fitted.best,
      loads.groups.map(({ perSecond }) => perSecond[block] ?? Number.NaN),
    );
    return { block, off: Math.log(value / explained), busy: value };
  }).filter(({ off }) => Number.isFinite(off));
  if (left.length < 3 * leastSide) return none;
  const offs = left.map(({ off }) => off);
  const jump = bestJump(offs);
  const growth = growthOf(offs);
  const atOf = (index: number) => blockStartMs(left[index]?.block ?? 0, blocks, readings);
  if (jump.error <= growth.error) {
    if (jump.timesError < leastTimesError || Math.abs(Math.expm1(jump.size)) < leastChange) return none;
    const atMs = atOf(jump.at);
    const deployMs = nearestDeploy(atMs, blocks, readings.deploysMs);
    const percent = 100 * Math.expm1(jump.size);
    return { change: { tier: tier.name, resource: resource.name, atMs, percent, deployMs }, leak: null };
  }
  if (growth.timesError < leastTimesError || growth.perBlock <= 0) return none;
  return { change: null, leak: leakOf(tier, resource, growth, left, shares, blocks, atOf(left.length - 1)) };
}

function leakOf(
  tier: TierReadings,
  resource: ResourceReadings,
  { perBlock }: Growth,
  left: readonly { readonly block: number }[],
  shares: Float64Array,
  blocks: Blocks,
  atMs: number,
): Leak | null {
  const middle = left.reduce((sum, { block }) => sum + (shares[block] ?? 0), 0) / left.length;
  const now = shares[left.at(-1)?.block ?? 0] ?? middle;
  const perHour = (middle * Math.expm1(perBlock) * 3600) / blocks.seconds;
  const hoursLeft = Math.max(1 - now, 0) / perHour;
  if (hoursLeft > 24 * mostLeakDays || perBlock * left.length < leastChange) return null;
  return {
    tier: tier.name,
    resource: resource.name,
    percentPerHour: 100 * perHour,
    fullAtMs: atMs + hoursLeft * 3_600_000,
  };
}

interface Jump {
  readonly at: number;
  readonly size: number;
  readonly error: number;
  readonly timesError: number;
}

/** The cut that leaves the least, by the sums on either side of it. */
function bestJump(offs: readonly number[]): Jump {
  const count = offs.length;
  const whole = offs.reduce((sum, off) => sum + off, 0);
  const squares = offs.reduce((sum, off) => sum + off * off, 0);
  let best: Jump = { at: 0, size: 0, error: squares - whole ** 2 / count, timesError: 0 };
  let before = 0;
  for (let at = 1; at <= count - leastSide; at++) {
    before += offs[at - 1] ?? 0;
    if (at < leastSide) continue;
    const after = whole - before;
    const error = Math.max(squares - before ** 2 / at - after ** 2 / (count - at), 1e-12);
    if (error >= best.error) continue;
    const size = after / (count - at) - before / at;
    const standardError = Math.sqrt((error / (count - 2)) * (1 / at + 1 / (count - at)));
    best = { at, size, error, timesError: Math.abs(size) / standardError };
  }
  return best;
}

interface Growth {
  readonly perBlock: number;
  readonly error: number;
  readonly timesError: number;
}

function growthOf(offs: readonly number[]): Growth {
  const count = offs.length;
  const middle = (count - 1) / 2;
  const mean = offs.reduce((sum, off) => sum + off, 0) / count;
  let [spread, together, squares] = [0, 0, 0];
  offs.forEach((off, index) => {
    spread += (index - middle) ** 2;
    together += (index - middle) * (off - mean);
    squares += (off - mean) ** 2;
  });
  const perBlock = together / spread;
  const error = Math.max(squares - perBlock * together, 1e-12);
  return { perBlock, error, timesError: Math.abs(perBlock) / Math.sqrt(error / (count - 2) / spread) };
}

function nearestDeploy(atMs: number, { seconds }: Blocks, deploysMs: readonly number[]): number | null {
  const near = deploysMs.filter(
    (deploy) => deploy >= atMs - blocksAfterDeploy * seconds * 1000 && deploy <= atMs + seconds * 1000,
  );
  return near.toSorted((one, other) => Math.abs(one - atMs) - Math.abs(other - atMs))[0] ?? null;
}
