import * as z from 'zod/mini';
import { text } from './fields.ts';

/** Any event, as EventBridge matches it. */
export const declaredEvent = () =>
  z.strictObject({
    /** What sends it, e.g. `shop.images`. */
    source: z.array(text()).check(z.minLength(1)),
    /** What it says has happened. */
    detailType: z.optional(z.array(text()).check(z.minLength(1))),
    /** What its detail must hold, as EventBridge matches it. */
    detail: z.optional(z.record(z.string(), z.unknown())),
    /** The accounts that it may come from. */
    account: z.optional(z.array(text())),
    /** The resources that it is about. */
    resources: z.optional(z.array(text())),
  });
