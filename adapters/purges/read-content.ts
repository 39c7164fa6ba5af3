import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { InvalidInput } from '../../core/model/errors.ts';
import { sentAtMs } from '../signals/sent-at-ms.ts';

/** What one message says about content. */
export type Content =
  /** An object of a bucket was written or deleted. */
  | {
      readonly is: 'object';
      readonly bucket: string;
      readonly key: string;
      readonly id: string;
      readonly atMs: number | null;
    }
  /** Somebody names what changed; `purges` is null where it is meant for all. */
  | {
      readonly is: 'items';
      readonly items: readonly string[];
      readonly purges: readonly string[] | null;
      readonly id: string;
      readonly urgent: boolean;
      readonly dryRun: boolean;
    }
  /** A deployment or a schedule of one purge: what its config says is purged. */
  | { readonly is: 'deployed'; readonly purge: string; readonly id: string }
  /** Look again. */
  | { readonly is: 'wake'; readonly purge: string | null };

const list = z.array(z.string());
const objectEvent = z.object({
  source: z.literal('aws.s3'),
  time: z.optional(z.string()),
  detail: z.object({
    bucket: z.object({ name: z.string() }),
    object: z.object({ key: z.string(), sequencer: z.optional(z.string()), 'version-id': z.optional(z.string()) }),
  }),
  id: z.string(),
});
const contentEvent = z.object({
  'detail-type': z.literal('Content Changed'),
  id: z.string(),
  detail: z.strictObject({
    paths: z.optional(list),
    tags: z.optional(list),
    distributions: z.optional(list),
  }),
});
const deployed = z.strictObject({ source: z.literal('headroom.deployed'), purge: z.string(), id: z.string() });
const wake = z.strictObject({ source: z.literal('headroom.wake'), purge: z.string() });
const tick = z.object({ source: z.literal('headroom.tick') });
/** Strict: a misspelt `dryRun` must not turn a rehearsal into a purge. */
const person = z.strictObject({
  paths: z.optional(list),
  tags: z.optional(list),
  purge: z.optional(z.string()),
  dryRun: z.optional(z.boolean()),
});

/** Short, and the same for the same texts. */
function idOf(...texts: readonly string[]): string {
  return createHash('sha256').update(texts.join('\n')).digest('base64url').slice(0, 20);
}

const itemsOf = ({ paths = [], tags = [] }: { paths?: string[] | undefined; tags?: string[] | undefined }) => [
  ...paths,
  ...tags.map((tag) => `#${tag}`),
];

/** Reads one message. Throws `InvalidInput` where it is none of those that are understood. */
export function readContent(message: unknown, at: string, deliveryId: string): Content {
  const object = objectEvent.safeParse(message);
  if (object.success) {
    const { bucket, object: changed } = object.data.detail;
    const order = changed.sequencer ?? object.data.id;
    const id = idOf(bucket.name, changed.key, order);
    return { is: 'object', bucket: bucket.name, key: changed.key, id, atMs: sentAtMs(object.data.time) };
  }
  const changed = contentEvent.safeParse(message);
  if (changed.success) {
    const { id, detail } = changed.data;
    const purges = detail.distributions ?? null;
    return { is: 'items', items: itemsOf(detail), purges, id: idOf(id), urgent: false, dryRun: false };
  }
  if (tick.safeParse(message).success) return { is: 'wake', purge: null };
  const again = wake.safeParse(message);
  if (again.success) return { is: 'wake', purge: again.data.purge };
  const release = deployed.safeParse(message);
  if (release.success) return { is: 'deployed', purge: release.data.purge, id: idOf(release.data.id) };
  const asked = person.safeParse(message);
  if (asked.success && itemsOf(asked.data).length > 0) {
    const { purge, dryRun = false } = asked.data;
    return {
      is: 'items',
      items: itemsOf(asked.data),
      purges: purge ? [purge] : null,
      id: idOf(deliveryId),
      urgent: true,
      dryRun,
    };
  }
  throw new InvalidInput(
    at,
    'expected an S3 object event, an event "Content Changed" with paths or tags, or {"paths":["/a/*"],"dryRun":true}',
  );
}
