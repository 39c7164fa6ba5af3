import { bothSights, clear, newestValue, sightOf } from '../../../readings/newest.ts';
import type { PolicyConfig } from '../../config/policy-kinds.ts';
import type { Observation } from '../../observation.ts';
import type { Policy } from '../../policy.ts';
import { wholeTimes, wholeUnits } from '../../whole-units.ts';
import { noValue } from '../no-value.ts';

/**
 * The units that work a queue off before its last message has waited too long. One unit may have as many messages before
 * it as it can finish within the acceptable latency: the "acceptable backlog per instance" of
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-using-sqs-queue.html
 *
 * Only what waits asks for more. Units that hold messages stay.
 */
export const backlog: Policy<'backlog'> = (policy, observation) => {
  const { reading: name, acceptableLatencySeconds, processingSeconds } = policy;
  const reading = observation.readings[name];
  const depth = newestValue(reading);
  if (depth === null) return noValue(name);
  const perUnit = Math.max(wholeTimes(acceptableLatencySeconds / processingSeconds), 1);
  const units = wholeUnits(depth.value / perUnit);
  const held = heldOf(policy, observation);
  const sight = bothSights(sightOf(reading), held.sight);
  const because = { reading: name, value: depth.value, perUnit, seconds: acceptableLatencySeconds };
  if (held.units > units) {
    const says =
      '{value} messages wait, and units hold {inHand}, {messagesPerUnit} at a time, so {holding} of them stay';
    const { inHand, units: holding } = held;
    const { messagesPerUnit } = policy;
    return {
      desired: { units: holding },
      because: { says, ...because, inHand, messagesPerUnit, holding, valueAtMs: depth.atMs },
      ...sight,
    };
  }
  const says = '{value} messages wait, and one unit finishes {perUnit} within the acceptable {seconds} s';
  return { desired: { units }, because: { says, ...because, valueAtMs: depth.atMs }, ...sight };
};

/** The units that hold messages, at most those asked for; blind where that is configured and not known. */
function heldOf({ inHand, messagesPerUnit }: PolicyConfig<'backlog'>, { readings, capacity }: Observation) {
  // Entries of 0.1.0 have no such field.
  if ((inHand ?? null) === null) return { units: 0, inHand: 0, sight: clear };
  const reading = readings[inHand ?? ''];
  const value = newestValue(reading)?.value ?? 0;
  return {
    units: Math.min(wholeUnits(value / messagesPerUnit), capacity.asked),
    inHand: value,
    sight: sightOf(reading),
  };
}
