import { expect, it } from 'vitest';
import { readArguments } from '../../../bin/invoke/read-arguments.ts';

it('reads a function, an event and where it is run', () => {
  expect(readArguments(['resource-allocator', 'tick'])).toEqual({
    name: 'resource-allocator',
    event: 'tick',
    local: false,
    inspect: false,
    deployment: 'headroom',
    region: undefined,
    profile: undefined,
    functionName: null,
    yes: false,
    debug: false,
  });
  expect(
    readArguments(['shard-mover', '-', '--region', 'eu-west-1', '--function-name', 'x', '--inspect']),
  ).toMatchObject({
    event: '-',
    region: 'eu-west-1',
    functionName: 'x',
    inspect: true,
  });
});

it('reads that help is wanted, whatever else is', () => {
  expect(readArguments(['--help'])).toBeNull();
  expect(readArguments(['resource-allocator', '-h'])).toBeNull();
});

it.each([
  [[], 'which function?'],
  [['resource-allocator'], 'which event for resource-allocator?'],
  [['resource-allocator', 'tick', 'tock'], "unexpected 'tock'"],
  [['resource-allocator', 'tick', '--dryrun'], "Unknown option '--dryrun'"],
  [['resource-allocator', 'tick', '--local', '--profile', 'production'], 'leave out --local, or them'],
])('refuses %j', (args, message) => {
  expect(() => readArguments(args)).toThrow(message);
});
