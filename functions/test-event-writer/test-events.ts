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

/** What the Lambda console and `sam remote test-event` read: an OpenAPI 3 document with one example for each event. */
export function contentWith(existing: string | null, events: TestEvents): string | null {
  const content: Content = existing === null ? emptyContent : (JSON.parse(existing) as Content);
  const before = content.components?.examples ?? {};
  const theirs = Object.entries(before).filter(([, example]) => !isOurs(example));
  const ours = Object.entries(events).map(([name, value]): [string, Example] => [
    name,
    { summary: markOf(value), value },
  ]);
  const examples = Object.fromEntries([...ours, ...theirs]);
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
  return summary === markOf(value);
}

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
