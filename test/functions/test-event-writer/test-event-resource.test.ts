import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { testEventResource } from '../../../functions/test-event-writer/test-event-resource.ts';
import { FakeSchemas } from './fake-schemas.ts';

const registry = 'lambda-testevent-schemas';
const schema = '_allocator-schema';
const folder = join(import.meta.dirname, '../../../functions/resource-allocator/events');
const shipped = Object.fromEntries(
  readdirSync(folder).map((file) => [file.replace('.json', ''), JSON.parse(readFileSync(join(folder, file), 'utf8'))]),
);

describe('shareable test events', () => {
  let schemas: FakeSchemas;
  beforeEach(() => {
    schemas = new FakeSchemas();
  });

  const write = (events: object) =>
    testEventResource(schemas.client()).write({ functionName: 'allocator', events: JSON.stringify(events) }, 'stack');
  const remove = () => testEventResource(schemas.client()).remove('allocator', 'stack', {});
  const content = () => JSON.parse(schemas.registries.get(registry)?.get(schema) ?? 'null');
  const events = (): Record<string, unknown> =>
    Object.fromEntries(
      Object.entries<{ value: unknown }>(content()?.components.examples ?? {}).map(([name, { value }]) => [
        name,
        value,
      ]),
    );
  /** What the console does when a person saves an event. */
  const save = (name: string, value: unknown) => {
    const now = content() ?? {
      openapi: '3.0.0',
      info: { version: '1.0.0', title: 'Event' },
      paths: {},
      components: { schemas: {}, examples: {} },
    };
    const summary = now.components.examples[name]?.summary;
    now.components.examples[name] = { value, ...(summary && { summary }) };
    if (!schemas.registries.has(registry)) schemas.registries.set(registry, new Map());
    schemas.registries.get(registry)?.set(schema, JSON.stringify(now));
  };

  it('makes registry and schema where nobody has used the console yet', async () => {
    expect(await write(shipped)).toBe('allocator');
    expect(events()).toEqual(shipped);
    expect(content()).toMatchObject({ openapi: '3.0.0', components: { schemas: { Event: { type: 'object' } } } });
  });

  it('uses a registry that is there already', async () => {
    schemas.registries.set(registry, new Map([['_others-schema', '{}']]));
    await write({ look: { scalable: 'a' } });
    expect([...(schemas.registries.get(registry)?.keys() ?? [])]).toEqual(['_others-schema', schema]);
  });

  it('adds to what people have saved, and never overwrites an event of theirs', async () => {
    save('mine', { my: 'event' });
    save('look', { my: 'own look' });
    await write({ look: { scalable: 'a' }, tick: {} });
    expect(events()).toEqual({ mine: { my: 'event' }, look: { my: 'own look' }, tick: {} });
  });

  it('brings its own events up to date, and takes away those that are no longer shipped', async () => {
    await write({ look: { scalable: 'a' }, old: {} });
    await write({ look: { scalable: 'b' } });
    expect(events()).toEqual({ look: { scalable: 'b' } });
  });

  it('leaves alone an event of its own that somebody has changed since', async () => {
    await write({ look: { scalable: 'a' } });
    save('look', { scalable: 'changed by hand' });
    await write({ look: { scalable: 'b' } });
    await remove();
    expect(events()).toEqual({ look: { scalable: 'changed by hand' } });
  });

  it('writes no new version where nothing has changed', async () => {
    await write(shipped);
    schemas.calls.length = 0;
    await write(shipped);
    expect(schemas.calls).toEqual(['DescribeSchema']);
  });

  it('removes only its own events, and the schema only when nothing is left in it', async () => {
    await write(shipped);
    save('mine', { my: 'event' });
    await remove();
    expect(events()).toEqual({ mine: { my: 'event' } });
    schemas.registries.clear();
    await write(shipped);
    await remove();
    expect(schemas.registries.get(registry)?.size).toBe(0);
  });

  it('has nothing to remove where nothing is', async () => {
    await remove();
    expect(schemas.calls).toEqual(['DescribeSchema']);
  });
});

it('ships only test events that change nothing', () => {
  for (const [name, event] of Object.entries<{ dryRun?: boolean; detail?: { dryRun?: boolean } }>(shipped)) {
    expect([name, event.dryRun ?? event.detail?.dryRun]).toEqual([name, true]);
  }
});
