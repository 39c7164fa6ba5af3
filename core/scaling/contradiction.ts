import type { Because } from '../model/reason.ts';
import type { Value } from '../readings/reading.ts';
import { runningReading } from '../readings/reading-config.ts';
import { runningAt, seenAt } from './capacity-at.ts';
import type { CapacitySeen, Observation } from './observation.ts';

/** So many periods in a row have to contradict what looks saw; a launch or a surge takes some, but does not stand still. */
const fewest = 5;
/** Beyond this factor, either way, the two count different things; a single unit of few is less. */
const leastFactor = 1.4;
/** Within this share of each other the factors of the periods are the same. */
const same = 0.02;

/**
 * Why what the `running` reading tells cannot be what the target counts: they differ by the same factor over all of the
 * last periods, while what ran was what was asked for, and stayed so. Null where they agree, or nobody knows.
 */
export function contradiction(observation: Observation): Because | null {
  const reading = observation.readings[runningReading];
  if (reading === undefined) return null;
  const { samples, periodSeconds } = reading;
  const newest = samples.filter((sample): sample is Value => sample.is === 'value').slice(-fewest);
  const factors = newest.map((value) => factorAt(observation, value, periodSeconds));
  const [first = null] = factors;
  if (first === null || factors.length < fewest) return null;
  if (!factors.every((factor) => factor !== null && Math.abs(factor / first - 1) <= same)) return null;
  if (first > 1 / leastFactor && first < leastFactor) return null;
  const { running } = observation.capacity;
  const says =
    'the reading {reading} tells {told} where the target counts {running}, so it counts something else; read what the target counts, e.g. GroupInServiceCapacity, or tell the weights';
  return { says, reading: runningReading, told: first * running, running };
}

/** What the reading tells of a unit that ran; null where what ran is not what was asked for, or changed within the period. */
function factorAt(observation: Observation, value: Value, periodSeconds: number): number | null {
  const [from, to] = [seenAt(observation, value.atMs), seenAt(observation, value.atMs + periodSeconds * 1000)];
  const told = runningAt(observation, value, periodSeconds);
  if (from === null || from !== to || !isStill(from) || told === null || told <= 0) return null;
  return told / from.running;
}

function isStill({ asked, running }: CapacitySeen): boolean {
  return running > 0 && asked === running;
}
