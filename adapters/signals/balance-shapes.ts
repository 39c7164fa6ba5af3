import * as z from 'zod/mini';
import { isSubjectName } from '../../core/model/subject-name.ts';
import { sentAtMs } from './sent-at-ms.ts';
import { idOf, type Shape, shape } from './shape.ts';

/** Strict: a misspelt `dryRun` must not turn a rehearsal into a change. */
const request = z.strictObject({
  balance: z.string().check(z.refine(isSubjectName, 'the name of a balance such as checkout/web')),
  dryRun: z.optional(z.boolean()),
});

/** A person asks, in the console or on the command line, for a look at the weights of a balance. */
export const balanceRequest: Shape = shape(
  'a request {"balance":"checkout/web","dryRun":true}',
  (message) => 'balance' in message,
  request,
  ({ balance, dryRun }, wrapping) => ({
    kind: 'manual',
    id: idOf(undefined, wrapping),
    atMs: null,
    dryRun: wrapping.dryRun || dryRun === true,
    subject: balance,
  }),
);

/** Another program asks for it, on an event bus. */
export const balanceRequested: Shape = shape(
  'an EventBridge event "Balance Requested" of headroom',
  (message) => message.source === 'headroom' && message['detail-type'] === 'Balance Requested',
  z.object({ id: z.optional(z.string()), time: z.optional(z.string()), detail: request }),
  ({ id, time, detail }, wrapping) => ({
    kind: 'manual',
    id: idOf(id, wrapping),
    atMs: sentAtMs(time),
    dryRun: wrapping.dryRun || detail.dryRun === true,
    subject: detail.balance,
  }),
);
