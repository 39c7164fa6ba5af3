import * as z from 'zod/mini';
import { delay, text } from '../../schema/fields.ts';
import { polled, polledFields } from './polled-part.ts';
import type { SourceKindOf } from './source-contract.ts';

const schema = z.strictObject({
  /**
   * A Lambda function of yours in Headroom's account and Region: its name, or its ARN. A version or an alias may follow, as
   * in `orders:live`.
   */
  functionName: text(),
  /** What the function is told of what is wanted; the function alone knows what it means. */
  payload: z._default(z.record(z.string(), z.json()), {}),
  ...polledFields,
  /** How long after its period's end a point may take to appear. */
  delaySeconds: z._default(delay(), 60),
});

/** A Lambda of the user's that answers numbers. It wakes nobody, so every tick looks. */
export const lambda = {
  schema,
  ...polled,
  name: ({ functionName }) => functionName,
  isSparse: () => false,
} as const satisfies SourceKindOf<typeof schema>;
