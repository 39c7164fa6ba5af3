import { createHash } from 'node:crypto';

/** Test events by their names. */
export type TestEvents = Readonly<Record<string, unknown>>;

/** One event as the Lambda console keeps it. */
interface Example {
  readonly value?: unknown;
  readonly summary?: string;
}

interface Content {
  readonly components?: { readonly schemas?: object; readonly examples?: Readonly<Record<string, Example>> };
}

/**
 * What the Lambda console and `sam remote test-event` read: an OpenAPI 3 document with one example for each event. These
 * events, marked by their owner, take the place of all of ours; null where none is left.
 */
export function contentWith(existing: string | null, events: TestEvents, owner: string): string | null {
  const ours = Object.entries(events).map(([name, value]): [string, Example] => [
    name,
    { summary: `${markOf(value)} ${ownerMark(owner)}`, value },
  ]);
  return contentOf(existing, ours, isOurs);
}

/** The same document without what this owner has written: another resource may have written them anew since. */
export function contentWithout(existing: string | null, owner: string): string | null {
  const isTheirs = (example: Example) => isOurs(example) && example.summary?.endsWith(` ${ownerMark(owner)}`) === true;
  return contentOf(existing, [], isTheirs);
}

function contentOf(
  existing: string | null,
  added: readonly [string, Example][],
  goes: (example: Example) => boolean,
): string | null {
  const content: Content = existing === null ? emptyContent : (JSON.parse(existing) as Content);
  const stays = Object.entries(content.components?.examples ?? {}).filter(([, example]) => !goes(example));
  const examples = Object.fromEntries([...added, ...stays]);
  if (Object.keys(examples).length === 0) return null;
  return JSON.stringify({ ...content, components: { ...content.components, examples } });
}

const emptyContent = {
  openapi: '3.0.0',
  info: { version: '1.0.0', title: 'Event' },
  paths: {},
  components: { schemas: { Event: { type: 'object' } }, examples: {} },
};

/** Ours, and not edited since: an event that somebody has changed belongs to them. */
function isOurs({ summary, value }: Example): boolean {
  return summary === markOf(value) || summary?.startsWith(`${markOf(value)} `) === true;
}

const ownerMark = (owner: string) => createHash('sha256').update(owner).digest('hex').slice(0, 8);

function markOf(value: unknown): string {
  return `Headroom ${createHash('sha256').update(canonical(value)).digest('hex').slice(0, 16)}`;
}

/** JSON whose keys are in order: a store may keep them in another. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
