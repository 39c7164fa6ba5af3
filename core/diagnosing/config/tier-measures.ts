import * as z from 'zod/mini';
import { type ReadingConfig, reading } from '../../readings/reading-config.ts';
import { orNull, positive } from '../../schema/fields.ts';
import { type ResourceKind, resourceKinds, type TierKind } from './kinds.ts';

const name = z
  .string()
  .check(z.regex(/^[a-z][\w-]{0,39}$/i, 'not a name of letters, digits, "_" and "-" that begins with a letter'));

const resource = z.strictObject({
  /** What runs out. */
  kind: z.enum(resourceKinds),
  /** The share of it that is busy, as a mean over all units: a share of 1, or a percent. */
  utilisation: reading,
  /** Requests that wait for it, over all units. */
  queue: orNull(reading),
  /** How many are served side by side in one unit (cores, connections of a pool). */
  servers: orNull(positive()),
});

/** What is read of a tier, each number by a reading of any source. */
export const tierMeasures = z.strictObject({
  /** Requests that it completes, per second. */
  throughput: orNull(reading),
  /** Seconds that one of them takes, as a mean. */
  latency: orNull(reading),
  /** Requests inside, as a mean. */
  concurrency: orNull(reading),
  /** Units that run. */
  units: orNull(reading),
  /** Requests that fail, per second. */
  errors: orNull(reading),
  /** What it may run out of, each by a name of your own. */
  resources: z._default(z.record(name, resource), {}),
});

export type ResourceMeasures = Readonly<z.output<typeof resource>>;

/** The numbers of a tier that are not of a resource. */
export const measureNames = ['throughput', 'latency', 'concurrency', 'units', 'errors'] as const;
export type MeasureName = (typeof measureNames)[number];

/** All that is read of one tier, or of a part of it; null where something is not read. */
export type TierMeasures = Readonly<Record<MeasureName, ReadingConfig | null>> & {
  readonly resources: Readonly<Record<string, ResourceMeasures>>;
};

/** What a kind of readings takes, and what it reads of a tier. */
export interface ReadingsKindOf<Schema extends z.ZodMiniObject> {
  readonly schema: Schema;
  /** What a tier is that such readings are of; null where they may be of anything. */
  readonly is: TierKind | null;
  /** What is read, in periods of so many seconds where the kind chooses them. */
  measures(config: Readonly<z.output<Schema>>, periodSeconds: number): Partial<TierMeasures>;
}

export function resourceOf(
  kind: ResourceKind,
  utilisation: ReadingConfig,
  { queue = null, servers = null }: { readonly queue?: ReadingConfig | null; readonly servers?: number | null } = {},
): ResourceMeasures {
  return { kind, utilisation, queue, servers };
}
