import * as z from 'zod/mini';
import { isSubjectName } from '../../core/model/subject-name.ts';
import { sentAtMs } from './sent-at-ms.ts';
import { idOf, type Shape, shape } from './shape.ts';

/** What Headroom tells on the event bus after it has changed a capacity. */
export const capacityChanged: Shape = shape(
  'an EventBridge event "Capacity Changed" of headroom',
  (message) => message.source === 'headroom' && message['detail-type'] === 'Capacity Changed',
  z.object({
    id: z.optional(z.string()),
    source: z.literal('headroom'),
    'detail-type': z.literal('Capacity Changed'),
    time: z.optional(z.string()),
    detail: z.object({
      scalable: z.string().check(z.refine(isSubjectName, 'the name of a scalable such as checkout/web')),
    }),
  }),
  ({ id, time, detail }, wrapping) => ({
    kind: 'change',
    id: idOf(id, wrapping),
    atMs: sentAtMs(time),
    dryRun: wrapping.dryRun,
    scalable: detail.scalable,
  }),
);
