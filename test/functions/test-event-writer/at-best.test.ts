import { describe, expect, it } from 'vitest';
import type { CustomResource } from '../../../functions/custom-resource.ts';
import { atBest } from '../../../functions/test-event-writer/at-best.ts';
import { testEventResource } from '../../../functions/test-event-writer/test-event-resource.ts';
import { FakeSchemas } from './fake-schemas.ts';

const properties = { functionName: 'allocator', events: '{"look":{}}' };
const endlessly = () => new Promise<never>(() => {});

describe.each([
  ['is not in this Region', () => Promise.reject(new Error('getaddrinfo ENOTFOUND schemas'))],
  ['is forbidden', () => Promise.reject(new Error('AccessDeniedException: explicit deny in a service control policy'))],
  ['never answers', endlessly],
])('where the registry of test events %s', (_, answer: () => Promise<never>) => {
  const broken: CustomResource = { write: answer, remove: answer };
  const told: unknown[] = [];
  const resource = atBest(broken, { patienceMs: 20, onTrouble: (error) => told.push(error) });

  it('a deploy goes on, and so does a destroy, and both are told of', async () => {
    expect(await resource.write(properties, 'shop#1')).toBe('allocator');
    expect(await resource.remove('allocator', 'shop#1', properties)).toBeUndefined();
    expect(told).toHaveLength(2);
  });
});

it('properties that cannot be read are told of, and fail nothing', async () => {
  const told: unknown[] = [];
  const resource = atBest(testEventResource(new FakeSchemas().client()), {
    patienceMs: 1000,
    onTrouble: (error) => told.push(error),
  });
  expect(await resource.write({ events: 'none' }, 'shop#1')).toBe('not-written');
  expect(told).toHaveLength(1);
});

it('a resource that is moved in its stack leaves what the new one has written', async () => {
  const schemas = new FakeSchemas();
  const resource = testEventResource(schemas.client());
  const names = () => {
    const text = schemas.registries.get('lambda-testevent-schemas')?.get('_allocator-schema');
    return text === undefined ? [] : Object.keys(JSON.parse(text).components.examples);
  };
  await resource.write(properties, 'shop#old');
  await resource.write(properties, 'shop#new');
  await resource.remove('allocator', 'shop#old', properties);
  expect(names()).toEqual(['look']);
  await resource.remove('allocator', 'shop#new', properties);
  expect(names()).toEqual([]);
});
