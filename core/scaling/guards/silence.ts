import type { Because } from '../../model/reason.ts';
import { isDegraded } from '../degraded.ts';
import { limitUnits, type Situation } from '../guard.ts';
import { latestPoints, noLateness, standingStill } from '../late-readings.ts';
import { isBlindByHabit } from '../sight.ts';

/**
 * While data is late or missing nothing is taken away. After `degradedAfterSeconds` this guard speaks at every look,
 * whether or not it holds anything, so that the silence is seen in every entry. Looks that are blind by habit are silent
 * as a whole: one that sees in between is not an end of it.
 */
export const silence = limitUnits((situation, units) => {
  const { observation, silentSinceMs } = situation;
  if (silentSinceMs === null) return null;
  const { atMs, capacity, config } = observation;
  const held = Math.max(units, capacity.asked);
  const isLong = isDegraded(config, silentSinceMs, atMs);
  if (held === units && !isLong) return null;
  return { units: held, because: becauseOf(situation, silentSinceMs, isLong) };
});

function becauseOf(
  { observation, lateness = noLateness, sight = null }: Situation,
  silentSinceMs: number,
  isLong: boolean,
): Because {
  const silentSeconds = (observation.atMs - silentSinceMs) / 1000;
  const short = 'data is late or missing since {silentSeconds} s, so nothing is taken away';
  const long = 'degraded: data has been late or missing for {silentSeconds} s, and nothing is taken away';
  const late = latestPoints(observation, lateness);
  const frozen = standingStill(observation);
  const how = [
    ...(frozen === null
      ? []
      : ['{still} still tells {value}, the same for {sameSeconds} s, which nobody seems to measure any more']),
    ...(isBlindByHabit(sight) ? ['at most looks the newest points are missing'] : []),
    ...(late === null
      ? []
      : ['{reading} told its newest {lateSeconds} s late, and its delaySeconds is {delaySeconds}']),
  ];
  return { says: [isLong ? long : short, ...how].join('; '), silentSeconds, silentSinceMs, ...late, ...frozen };
}
