import * as z from 'zod/mini';
import { sentAtMs } from './sent-at-ms.ts';
import { idOf, type Shape, shape } from './shape.ts';

/** What the source of a tick calls itself. */
const tickSource = 'headroom.tick';

/** The beat of EventBridge Scheduler. A context attribute that nobody has filled in counts as left out. */
export const tick: Shape = shape(
  `a tick {"source":"${tickSource}"}`,
  (message) => message.source === tickSource,
  z.object({ source: z.literal(tickSource), id: z.optional(z.string()), time: z.optional(z.string()) }),
  ({ id, time }, wrapping) => ({
    kind: 'tick',
    id: idOf(id?.startsWith('<aws.scheduler.') ? undefined : id, wrapping),
    atMs: sentAtMs(time),
    dryRun: wrapping.dryRun,
  }),
);
