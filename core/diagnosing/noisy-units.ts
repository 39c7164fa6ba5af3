import { type Blocks, blockMeans } from './blocks.ts';
import type { NoisyUnit } from './diagnosis.ts';
import { meanOf } from './loads.ts';
import type { TierReadings } from './service-readings.ts';

/** A unit that takes half as long again as the middle one is noisy, if it does so nearly always. */
const leastTimes = 1.5;
const leastShareOfBlocks = 0.8;
const fewestUnits = 3;

/** Units that take longer than the others, block by block, and not just once. */
export function noisyUnits({ name, eachUnit }: TierReadings, blocks: Blocks): readonly NoisyUnit[] {
  if (eachUnit.length < fewestUnits) return [];
  const tracks = eachUnit.map((unit) => ({ unit: unit.name, means: blockMeans(unit.latency, blocks) }));
  const middles = new Float64Array(blocks.count).map((_, block) => {
    const known = tracks
      .map(({ means }) => means[block] ?? Number.NaN)
      .filter(Number.isFinite)
      .sort((a, b) => a - b);
    return known.length < fewestUnits ? Number.NaN : (known[Math.floor((known.length - 1) / 2)] ?? Number.NaN);
  });
  return tracks.flatMap(({ unit, means }) => {
    const times = means.map((seconds, block) => seconds / (middles[block] ?? Number.NaN));
    const known = times.filter(Number.isFinite);
    const slow = known.filter((value) => value >= leastTimes).length;
    if (known.length === 0 || slow < leastShareOfBlocks * known.length) return [];
    return [{ tier: name, unit, times: meanOf(known) ?? 1 }];
  });
}
