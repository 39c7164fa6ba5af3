import { isDegraded } from '../degraded.ts';
import { limitUnits } from '../guard.ts';

/**
 * While data is late or missing nothing is taken away. After `degradedAfterSeconds` this guard speaks at every look,
 * whether or not it holds anything, so that the silence is seen in every entry.
 */
export const silence = limitUnits(({ observation, silentSinceMs }, units) => {
  if (silentSinceMs === null) return null;
  const { atMs, capacity, config } = observation;
  const held = Math.max(units, capacity.asked);
  const silentSeconds = (atMs - silentSinceMs) / 1000;
  if (isDegraded(config, silentSinceMs, atMs)) {
    const says = 'degraded: data has been late or missing for {silentSeconds} s, and nothing is taken away';
    return { units: held, because: { says, silentSeconds, silentSinceMs } };
  }
  if (held === units) return null;
  const says = 'data is late or missing since {silentSeconds} s, so nothing is taken away';
  return { units: held, because: { says, silentSeconds, silentSinceMs } };
});
