import * as z from 'zod/mini';
import { InvalidInput } from '../../../model/errors.ts';
import { positive, text } from '../../../schema/fields.ts';
import { onDemand } from './any-kind/on-demand.ts';
import { policyKind } from './any-kind/policy-kind.ts';
import { countOfWaiting } from './any-kind/want.ts';

/** Keeps a queue short enough that its last message waits no longer than is acceptable. */
export const backlog = policyKind({
  schema: z.strictObject({
    /** A reading of the messages waiting. */
    reading: text(),
    acceptableLatencySeconds: positive(),
    /** How long one unit works on one message. */
    processingSeconds: positive(),
  }),
  readings: ({ reading }) => ({ reading }),
  wants: ({ reading }) => [countOfWaiting('reading', reading)],
  demand: () => null,
  wakeAbove({ reading, acceptableLatencySeconds, processingSeconds }) {
    return { reading, perUnit: true, limit: acceptableLatencySeconds / processingSeconds };
  },
  raisesFromZero: ({ reading }) => [reading],
  simulated: onDemand,
  learns: false,
  check({ acceptableLatencySeconds, processingSeconds }, field) {
    if (processingSeconds <= acceptableLatencySeconds) return;
    throw new InvalidInput(
      `${field}.acceptableLatencySeconds`,
      `${acceptableLatencySeconds} is less than one message takes (processingSeconds ${processingSeconds}); raise it to that at least`,
    );
  },
});
