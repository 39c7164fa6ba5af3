import { describe, expect, it } from 'vitest';
import { leaves } from './aws/example-lines.ts';

const printing = (await leaves()).flatMap(({ path, command }) => {
  const json = command.options.find(({ long }) => long === '--json');
  return json === undefined ? [] : [{ path, says: json.description }];
});

describe('--json', () => {
  it.each(printing)('of $path says whether it is an object or an array', ({ says }) => {
    expect(says).toMatch(/\bone JSON (object|array)\b/);
  });
});
