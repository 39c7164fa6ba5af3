import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import type { Call } from '../../core/looking/deliver.ts';
import type { Content } from '../../core/model/content.ts';
import type { Signal } from '../../core/model/signal.ts';
import { asked } from './requests.ts';
import { sentAtMs } from './sent-at-ms.ts';
import { idOf, type Shape, shape, typed, type Wrapping } from './shape.ts';

const list = z.array(z.string());
const text = z.optional(z.string());

/** Short, and the same for the same texts. */
function hashOf(...texts: readonly string[]): string {
  return createHash('sha256').update(texts.join('\n')).digest('base64url').slice(0, 20);
}

interface Named {
  readonly paths?: readonly string[] | undefined;
  readonly tags?: readonly string[] | undefined;
}

const itemsOf = ({ paths = [], tags = [] }: Named) => [...paths, ...tags.map((tag) => `#${tag}`)];

function said(content: Content, id: string, atMs: number | null, { dryRun }: Wrapping): Call {
  const signal: Signal = { kind: 'content', id, atMs, dryRun };
  return { signal, content };
}

/** An object of a bucket was written or deleted; a version that was written twice is one change. */
function written(bucket: string, key: string, version: string, id: string, atMs: number | null, wrapping: Wrapping) {
  return said({ is: 'object', bucket, key, id: hashOf(bucket, key, version), atMs }, id, atMs, wrapping);
}

/** What a bucket tells EventBridge. */
const objectEvent = shape(
  'object-event',
  z.object({
    id: z.string(),
    time: text,
    detail: z.object({
      bucket: z.object({ name: z.string() }),
      object: z.object({ key: z.string(), sequencer: text }),
    }),
  }),
  ({ id, time, detail: { bucket, object } }, wrapping) =>
    written(bucket.name, object.key, object.sequencer ?? id, idOf(id, wrapping), sentAtMs(time), wrapping),
);

/** What a bucket tells a function, a queue or a topic itself; its keys are encoded as in a form. */
const objectNotification = shape(
  'object-notification',
  z.object({
    eventTime: text,
    s3: z.object({
      bucket: z.object({ name: z.string() }),
      object: z.object({ key: z.pipe(z.string(), z.transform(decoded)), sequencer: text }),
    }),
  }),
  ({ eventTime = '', s3: { bucket, object } }, wrapping) => {
    const version = object.sequencer ?? `${eventTime}${wrapping.id}`;
    return written(bucket.name, object.key, version, idOf(undefined, wrapping), sentAtMs(eventTime), wrapping);
  },
);

function decoded(key: string, { issues }: { readonly issues: z.core.$ZodRawIssue[] }): string {
  try {
    return decodeURIComponent(key.replaceAll('+', ' '));
  } catch {
    issues.push({ code: 'custom', message: 'a key that is encoded as in a form', input: key });
    return key;
  }
}

/** What whoever publishes content says on an event bus. */
const contentChanged = shape(
  'content-changed',
  z.object({
    id: z.string(),
    time: text,
    detail: typed({ paths: z.optional(list), tags: z.optional(list), distributions: z.optional(list) }),
  }),
  ({ id, time, detail }, wrapping) => {
    const purges = detail.distributions ?? null;
    const content = { is: 'items', items: itemsOf(detail), purges, id: hashOf(id), urgent: false } as const;
    return said(content, idOf(id, wrapping), sentAtMs(time), wrapping);
  },
);

/** A deployment, or a schedule of one purge. */
const release = shape(
  'release',
  typed({ source: z.literal('headroom.deployed'), purge: z.string(), id: z.string() }),
  ({ purge, id }, wrapping): Call => ({
    signal: { kind: 'release', id: idOf(id, wrapping), atMs: null, dryRun: wrapping.dryRun, purge },
    content: { is: 'release', purge, id: hashOf(id) },
  }),
);

/** A look at a purge that an earlier one has asked for. */
const wake = shape(
  'wake',
  typed({ source: z.literal('headroom.wake'), purge: z.string() }),
  ({ purge }, wrapping): Call => ({
    signal: { kind: 'wake', id: idOf(undefined, wrapping), atMs: null, dryRun: wrapping.dryRun, subject: purge },
    content: null,
  }),
);

/** A person names what to purge, and waits for it. */
const purgeRequest = shape(
  'purge-request',
  typed({ paths: z.optional(list), tags: z.optional(list), purge: z.optional(z.string()) }).check(
    z.refine((request) => itemsOf(request).length > 0, 'a path or a tag'),
  ),
  ({ purge = null, ...named }, wrapping): Call => ({
    ...asked('purging', purge, wrapping),
    content: {
      is: 'items',
      items: itemsOf(named),
      purges: purge === null ? null : [purge],
      id: hashOf(wrapping.id),
      urgent: true,
    },
  }),
);

/** What tells that content has changed. */
export const contents: readonly Shape<Call>[] = [
  objectEvent,
  objectNotification,
  contentChanged,
  release,
  wake,
  purgeRequest,
];
