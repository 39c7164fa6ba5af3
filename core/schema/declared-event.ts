import * as z from 'zod/mini';
import { text } from './fields.ts';

/** Any event, as EventBridge matches it. */
export const declaredEvent = () =>
  z.strictObject({
    source: z.array(text()).check(z.minLength(1)),
    detailType: z.optional(z.array(text()).check(z.minLength(1))),
    detail: z.optional(z.record(z.string(), z.unknown())),
    account: z.optional(z.array(text())),
    resources: z.optional(z.array(text())),
  });
