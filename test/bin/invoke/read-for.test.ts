import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { eventNames, functionNames, shippedEvent } from '../../../bin/invoke/functions.ts';
import { readFor } from '../../../bin/invoke/read-for.ts';

const shipped = functionNames().flatMap((name) => eventNames(name).map((event) => ({ name, event })));

it.each(shipped)('$name reads its shipped event $event, which changes nothing', async ({ name, event }) => {
  expect(await readFor(name, JSON.parse(readFileSync(shippedEvent(name, event) ?? '', 'utf8')))).toBe(true);
});

it.each(functionNames())('%s refuses what is not an object, whatever it reads', async (name) => {
  await expect(readFor(name, 7)).rejects.toThrow(/^event/);
});

const fromCloudFormation = {
  RequestType: 'Create',
  ResponseURL: 'https://127.0.0.1/answer',
  StackId: 's',
  RequestId: 'r',
  LogicalResourceId: 'l',
  ResourceProperties: {},
};

it.each([
  ['resource-allocator', { scalable: 'checkout/web' }],
  ['resource-allocator', { source: 'headroom.tick' }],
  ['load-balancer', { balance: 'checkout/web' }],
  ['cdn-purger', { paths: ['/a'] }],
  ['cdn-purger', { Records: [{ body: '{"paths":["/a"],"dryRun":true}' }, { body: '{"paths":["/b"]}' }] }],
  ['policy-tuner', { scalable: 'checkout/web' }],
  ['policy-tuner', { Records: [{ body: '{"scalable":"checkout/web"}' }] }],
  ['shard-balancer', { source: 'headroom.tick' }],
  ['cache-invalidator', { cache: 'orders', keys: ['order/17'] }],
  ['shard-mover', { source: 'headroom.tick', keyspace: 'orders' }],
  ['config-writer', fromCloudFormation],
  ['test-event-writer', fromCloudFormation],
  ['release-rehearser', fromCloudFormation],
])('%s may act on %j', async (name, message) => {
  expect(await readFor(name, message)).toBe(false);
});

it.each([
  ['shard-router', { resolve: 'tenant-1', keyspace: 'orders' }],
  ['decision-widget', {}],
])('%s changes nothing, whatever it is asked', async (name, message) => {
  expect(await readFor(name, message)).toBe(true);
});

it.each([
  ['resource-allocator', { scalabel: 'checkout/web' }, 'event: expected one of'],
  ['resource-allocator', { Records: [{ messageId: 'm', body: 'x' }] }, 'event.Records[0].body: expected one of'],
  ['cdn-purger', { paths: ['/a'], dryrun: true }, 'event.dryrun: no other keys than dryRun'],
  ['cdn-purger', { Records: [{ body: 'x' }] }, 'event.Records[0].body: expected one of'],
  ['policy-tuner', { scalable: '' }, 'event.scalable: expected the name of'],
  ['shard-router', { resolve: '' }, 'event.resolve: expected what is neither empty'],
  ['shard-mover', { dryrun: true }, 'event.dryrun: no other keys than dryRun'],
  ['resource-allocator', { balance: 'checkout/web' }, 'which is for load-balancer'],
  ['config-writer', { RequestType: 'Create' }, 'event: has no ResponseURL, StackId'],
])('%s refuses %j', async (name, message, why) => {
  await expect(readFor(name, message)).rejects.toThrow(why);
});
