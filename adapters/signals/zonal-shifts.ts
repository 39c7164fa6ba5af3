import * as z from 'zod/mini';
import type { Call } from '../../core/looking/deliver.ts';
import { sentAtMs } from './sent-at-ms.ts';
import { idOf, type Shape, shape } from './shape.ts';

const awayFrom = z.nullish(z.string().check(z.maxLength(20)));

/**
 * What Application Recovery Controller tells when load is shifted away from a zone, or comes back: an autoshift, a practice
 * run, an experiment or a shift by hand (https://docs.aws.amazon.com/eventbridge/latest/ref/events-ref-arc-zonal-shift.html).
 * Delivery is best effort, and the event names no resource for certain: it asks for a look at every scalable, and which
 * zones they are is read where it stands.
 */
export const zonalShift: Shape<Call> = shape(
  'zonal-shift',
  z.object({
    id: z.optional(z.string()),
    time: z.optional(z.string()),
    'detail-type': z.string().check(z.minLength(1)),
    detail: z.object({ metadata: z.nullish(z.object({ awayFrom })) }),
  }),
  ({ id, time }, wrapping) => ({
    signal: {
      kind: 'manual',
      id: idOf(id, wrapping),
      atMs: sentAtMs(time),
      dryRun: wrapping.dryRun,
      capability: 'scaling',
      subject: null,
      about: 'zones',
    },
    content: null,
  }),
);
