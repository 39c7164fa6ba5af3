import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { InvalidInput } from '../../core/model/errors.ts';
import { sentAtMs } from '../signals/sent-at-ms.ts';

/** What one message says about content, and whether it is only supposed. */
export type Content = { readonly dryRun: boolean } & Said;

type Said =
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
    }
  /** A deployment or a schedule of one purge: what its config says is purged. */
  | { readonly is: 'deployed'; readonly purge: string; readonly id: string }
  /** Look again. */
  | { readonly is: 'wake'; readonly purge: string | null };

const list = z.array(z.string());
/** Beside the event that it stands for, in a test event of the console. */
const dry = { dryRun: z._default(z.boolean(), false) };
const objectEvent = z.object({
  ...dry,
  source: z.literal('aws.s3'),
  time: z.optional(z.string()),
  detail: z.object({
    bucket: z.object({ name: z.string() }),
    object: z.object({ key: z.string(), sequencer: z.optional(z.string()), 'version-id': z.optional(z.string()) }),
  }),
  id: z.string(),
});
const contentEvent = z.object({
  ...dry,
  'detail-type': z.literal('Content Changed'),
  id: z.string(),
  detail: z.strictObject({
    paths: z.optional(list),
    tags: z.optional(list),
    distributions: z.optional(list),
  }),
});
const deployed = z.strictObject({
  ...dry,
  source: z.literal('headroom.deployed'),
  purge: z.string(),
  id: z.string(),
});
const wake = z.strictObject({ ...dry, source: z.literal('headroom.wake'), purge: z.string() });
const tick = z.object({ ...dry, source: z.literal('headroom.tick') });
/** Strict: a misspelt `dryRun` must not turn a rehearsal into a purge. */
const person = z.strictObject({
  ...dry,
  paths: z.optional(list),
  tags: z.optional(list),
  purge: z.optional(z.string()),
});

/** Short, and the same for the same texts. */
function idOf(...texts: readonly string[]): string {
  return createHash('sha256').update(texts.join('\n')).digest('base64url').slice(0, 20);
}

const itemsOf = ({ paths = [], tags = [] }: { paths?: string[] | undefined; tags?: string[] | undefined }) => [
  ...paths,
  ...tags.map((tag) => `#${tag}`),
];

type Reader = (message: unknown, deliveryId: string) => Content | null;

const readers: readonly Reader[] = [readObject, readChanged, readWake, readRelease, readPerson];

/** Reads one message. Throws `InvalidInput` where it is none of those that are understood. */
export function readContent(message: unknown, at: string, deliveryId: string): Content {
  for (const read of readers) {
    const content = read(message, deliveryId);
    if (content !== null) return content;
  }
  throw new InvalidInput(
    at,
    'expected an S3 object event, an event "Content Changed" with paths or tags, or {"paths":["/a/*"],"dryRun":true}',
  );
}

function readObject(message: unknown): Content | null {
  const { success, data } = objectEvent.safeParse(message);
  if (!success) return null;
  const { detail, dryRun, time } = data;
  const { bucket, object } = detail;
  const id = idOf(bucket.name, object.key, object.sequencer ?? data.id);
  return { is: 'object', bucket: bucket.name, key: object.key, id, atMs: sentAtMs(time), dryRun };
}

function readChanged(message: unknown): Content | null {
  const { success, data } = contentEvent.safeParse(message);
  if (!success) return null;
  const { id, detail, dryRun } = data;
  const purges = detail.distributions ?? null;
  return { is: 'items', items: itemsOf(detail), purges, id: idOf(id), urgent: false, dryRun };
}

function readWake(message: unknown): Content | null {
  const everything = tick.safeParse(message);
  if (everything.success) return { is: 'wake', purge: null, dryRun: everything.data.dryRun };
  const { success, data } = wake.safeParse(message);
  return success ? { is: 'wake', purge: data.purge, dryRun: data.dryRun } : null;
}

function readRelease(message: unknown): Content | null {
  const { success, data } = deployed.safeParse(message);
  return success ? { is: 'deployed', purge: data.purge, id: idOf(data.id), dryRun: data.dryRun } : null;
}

function readPerson(message: unknown, deliveryId: string): Content | null {
  const { success, data } = person.safeParse(message);
  if (!success || itemsOf(data).length === 0) return null;
  const { purge, dryRun } = data;
  return {
    is: 'items',
    items: itemsOf(data),
    purges: purge ? [purge] : null,
    id: idOf(deliveryId),
    urgent: true,
    dryRun,
  };
}
