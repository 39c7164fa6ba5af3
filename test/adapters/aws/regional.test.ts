import { expect, test } from 'vitest';
import { regional } from '../../../adapters/aws/regional.ts';

test('a Region has one client, made when it is first needed', () => {
  const made: (string | null)[] = [];
  const clients = regional((region) => {
    made.push(region);
    return { region };
  });
  expect(made).toEqual([]);
  expect(clients('eu-west-1')).toBe(clients('eu-west-1'));
  expect(clients(null)).not.toBe(clients('eu-west-1'));
  expect(made).toEqual(['eu-west-1', null]);
});
