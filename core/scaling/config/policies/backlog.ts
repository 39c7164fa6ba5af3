import * as z from 'zod/mini';
import { InvalidInput } from '../../../model/errors.ts';
import { integer, orNull, positive, text } from '../../../schema/fields.ts';
import { onDemand } from './any-kind/on-demand.ts';
import { policyKind } from './any-kind/policy-kind.ts';
import { countOfWaiting } from './any-kind/want.ts';

/** Keeps a queue short enough that its last message waits no longer than is acceptable. */
export const backlog = policyKind({
  schema: z.strictObject({
    /** A reading of the messages waiting. */
    reading: text(),
    /** How long the last message of the queue may wait. */
    acceptableLatencySeconds: positive(),
    /** How long one unit works on one message. */
    processingSeconds: positive(),
    /**
     * A reading of the messages that units hold. The units that hold them stay, and nothing is taken away while it is silent.
     * Null: that of a queue of SQS is added, and of anything else nobody knows who is at work.
     */
    inHand: orNull(text()),
    /** How many messages one unit works on at a time. */
    messagesPerUnit: z._default(integer().check(z.positive()), 1),
  }),
  readings: ({ reading, inHand }) => ({ reading, ...(inHand !== null && { inHand }) }),
  wants: ({ reading, inHand }) => [
    countOfWaiting('reading', reading),
    ...(inHand === null ? [] : [countOfWaiting('inHand', inHand)]),
  ],
  demand: () => null,
  wakeAbove({ reading, acceptableLatencySeconds, processingSeconds }) {
    return { reading, perUnit: true, limit: acceptableLatencySeconds / processingSeconds };
  },
  raisesFromZero: ({ reading }) => [reading],
  // Nobody holds anything in a simulated world.
  simulated: (policy, demand) => onDemand({ ...policy, inHand: null }, demand),
  learns: false,
  foresees: false,
  check({ acceptableLatencySeconds, processingSeconds }, field) {
    if (processingSeconds <= acceptableLatencySeconds) return;
    throw new InvalidInput(
      `${field}.acceptableLatencySeconds`,
      `${acceptableLatencySeconds} is less than one message takes (processingSeconds ${processingSeconds}); raise it to that at least`,
    );
  },
});
