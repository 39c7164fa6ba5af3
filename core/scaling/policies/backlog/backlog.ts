import { isBlind, newestValue } from '../../../readings/newest.ts';
import type { Policy } from '../../policy.ts';
import { wholeTimes, wholeUnits } from '../../whole-units.ts';
import { noValue } from '../no-value.ts';

/**
 * The units that work a queue off before its last message has waited too long. One unit may have as many messages before
 * it as it can finish within the acceptable latency: the "acceptable backlog per instance" of
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-using-sqs-queue.html
 */
export const backlog: Policy<'backlog'> = (
  { reading: name, acceptableLatencySeconds, processingSeconds },
  observation,
) => {
  const reading = observation.readings[name];
  const depth = newestValue(reading);
  if (depth === null) return noValue(name);
  const perUnit = Math.max(wholeTimes(acceptableLatencySeconds / processingSeconds), 1);
  return {
    desired: { units: wholeUnits(depth.value / perUnit) },
    because: {
      says: '{value} messages wait, and one unit finishes {perUnit} within the acceptable {seconds} s',
      reading: name,
      value: depth.value,
      perUnit,
      seconds: acceptableLatencySeconds,
      valueAtMs: depth.atMs,
    },
    blind: isBlind(reading),
  };
};
