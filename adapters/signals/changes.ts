import * as z from 'zod/mini';
import type { Call } from '../../core/looking/deliver.ts';
import { scalableName } from './names.ts';
import { sentAtMs } from './sent-at-ms.ts';
import { idOf, type Shape, shape } from './shape.ts';

/** What Headroom tells on the event bus after it has changed a capacity. */
export const capacityChanged: Shape<Call> = shape(
  'capacity-changed',
  z.object({
    id: z.optional(z.string()),
    time: z.optional(z.string()),
    detail: z.object({ scalable: scalableName }),
  }),
  ({ id, time, detail }, wrapping) => ({
    signal: {
      kind: 'change',
      id: idOf(id, wrapping),
      atMs: sentAtMs(time),
      dryRun: wrapping.dryRun,
      scalable: detail.scalable,
    },
    content: null,
  }),
);
