import * as z from 'zod/mini';
import type { Call } from '../../core/looking/deliver.ts';
import { sentAtMs } from './sent-at-ms.ts';
import { idOf, type Shape, shape, typed, type Wrapping } from './shape.ts';

/** What a tick holds; a person may write one too. */
export const tickFields = {
  source: z.literal('headroom.tick'),
  id: z.optional(z.string()),
  time: z.optional(z.string()),
};

/** The beat of EventBridge Scheduler. */
export const tick: Shape<Call> = shape('tick', typed(tickFields), tickCall);

/** A context attribute that nobody has filled in counts as left out. */
export function tickCall(
  { id, time }: { readonly id?: string | undefined; readonly time?: string | undefined },
  wrapping: Wrapping,
): Call {
  const known = id?.startsWith('<aws.scheduler.') ? undefined : id;
  const { dryRun } = wrapping;
  return { signal: { kind: 'tick', id: idOf(known, wrapping), atMs: sentAtMs(time), dryRun }, content: null };
}
