import type { Because } from '../model/reason.ts';
import type { Limit } from './diagnosis.ts';
import type { Loads } from './loads.ts';
import type { ServiceReadings } from './service-readings.ts';
import type { TierInside } from './tier-inside.ts';

/** Below this range of loads nothing can be told of how anything grows with them. */
const leastRange = 1.5;
/** A limit that was so far used up is the first, whatever else is not read. */
const nearlyUsedUp = 0.85;

/** What would have to be read, or to happen, before a limit can be named; nothing where all is there. */
export function missingOf(
  { tiers }: ServiceReadings,
  loads: Loads,
  inside: ReadonlyMap<string, TierInside>,
  limits: readonly Limit[],
): readonly Because[] {
  if (!(loads.range >= leastRange))
    return [
      {
        says: 'the load was flat: the highest is {range} times the lowest, and below {least} times nothing can be told; look at a longer window',
        range: loads.range,
        least: leastRange,
      },
    ];
  const [first] = limits;
  if (first !== undefined && first.resource !== null && loads.highest > nearlyUsedUp * first.saturation.value)
    return [];
  return tiers.flatMap(({ name, resources }): Because[] => {
    const silent = (inside.get(name)?.own ?? []).every((count) => !Number.isFinite(count));
    // What waits there is among what waits in the tier before it, and found there.
    const isCovered = [...inside.values()].some(({ covers }) => covers.includes(name));
    if (!silent || (isCovered && resources.length > 0)) return [];
    return [
      resources.length === 0
        ? { says: 'nothing is read of {tier}: neither its utilisation, nor its latency or concurrency', tier: name }
        : {
            says: 'neither latency nor concurrency of {tier} is read, so a lock, a pool or a slow service behind it cannot be ruled out',
            tier: name,
          },
    ];
  });
}
