import type * as z from 'zod/mini';

/** A kind of shard, as they know it who only plan. */
export interface ShardKind {
  /** What its config holds: `weight` is how much of the load it should carry beside the others. */
  readonly schema: z.ZodMiniObject<{ weight: z.ZodMiniDefault<z.ZodMiniNumber> }>;
  /** What a copy of a slot takes. */
  readonly copy: { readonly bytesPerSecond: number; readonly secondsPerMove: number; readonly dollarsPerGb: number };
}
