import * as z from 'zod/mini';
import type { Signal } from '../../core/model/signal.ts';
import { isSubjectName } from '../../core/model/subject-name.ts';
import { sentAtMs } from './sent-at-ms.ts';
import { idOf, type Shape, shape, type Wrapping } from './shape.ts';

/** Strict: a misspelt `dryRun` must not turn a rehearsal into a change. */
const request = z.strictObject({
  scalable: z.string().check(z.refine(isSubjectName, 'the name of a scalable such as checkout/web')),
  dryRun: z.optional(z.boolean()),
});

function manual(
  { scalable, dryRun }: z.output<typeof request>,
  id: string,
  atMs: number | null,
  wrapping: Wrapping,
): Signal {
  return { kind: 'manual', id, atMs, dryRun: wrapping.dryRun || dryRun === true, subject: scalable };
}

/** A person asks, in the console or on the command line. */
export const lookRequest: Shape = shape(
  'a request {"scalable":"checkout/web","dryRun":true}',
  (message) => 'scalable' in message,
  request,
  (content, wrapping) => manual(content, idOf(undefined, wrapping), null, wrapping),
);

/** Another program asks, on an event bus. */
export const lookRequested: Shape = shape(
  'an EventBridge event "Look Requested" of headroom',
  (message) => message.source === 'headroom' && message['detail-type'] === 'Look Requested',
  z.object({
    id: z.optional(z.string()),
    source: z.literal('headroom'),
    'detail-type': z.literal('Look Requested'),
    time: z.optional(z.string()),
    detail: request,
  }),
  ({ id, time, detail }, wrapping) => manual(detail, idOf(id, wrapping), sentAtMs(time), wrapping),
);
